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

/**
 * As `every`, for work that looks at deadlines of peers: leaves out the round after the process stood still, which is to
 * say for more than twice as long as between the rounds before. Timers run before sockets are read, and what peers sent
 * meanwhile is still to be read. `nowMs` is monotonic.
 */
export function everyButAfterStandstill(
  periodMs: number,
  onFault: FaultHandler,
  work: () => void,
  nowMs: () => number = () => performance.now(),
): () => void {
  let lastMs = nowMs();
  let usualMs = periodMs;
  return every(periodMs, onFault, () => {
    const sinceMs = nowMs() - lastMs;
    const stoodStill = sinceMs > 2 * usualMs;
    lastMs += sinceMs;
    usualMs = Math.max(periodMs, sinceMs);
    if (!stoodStill) work();
  });
}
