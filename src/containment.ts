/** Told of a fault that went no further: logs and counts it. Must not throw. */
export type FaultHandler = (cause: unknown) => void;

/** Runs work whose faults are nobody else's: what comes after it goes on. */
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

/** The only timer that repeats: a round that throws is told, and the next one comes. Returns the disposer. */
export function every(periodMs: number, onFault: FaultHandler, work: () => void): () => void {
  const timer = setInterval(() => contain(onFault, work), periodMs);
  timer.unref();
  return () => clearInterval(timer);
}
