/** Told of a fault that went no further: logs and counts it. Must not throw. */
export type FaultHandler = (cause: unknown) => void;

/** Runs work and contains what it throws: the code after it still runs. */
export function contain(onFault: FaultHandler, work: () => void): void {
  try {
    work();
  } catch (cause) {
    onFault(cause);
  }
}

/** As `contain`; resolves when the work has ended, however it did. */
export async function containAsync(onFault: FaultHandler, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    onFault(cause);
  }
}

/** The only repeating timer: a round that throws is reported, and the next one still runs. Returns the disposer. */
export function every(periodMs: number, onFault: FaultHandler, work: () => void): () => void {
  const timer = setInterval(() => contain(onFault, work), periodMs);
  timer.unref();
  return () => clearInterval(timer);
}
