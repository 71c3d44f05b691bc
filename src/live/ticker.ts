import { containAsync, type FaultHandler } from '../containment.js';

/**
 * Runs `work` every `periodMs`, never twice at a time: while it is slower than its period, rounds follow one another.
 * A round that fails is reported, and the next one still runs. Returns the disposer; it resolves when the round under way has
 * ended.
 */
export function startTicker(
  periodMs: number,
  work: () => Promise<void>,
  onFault: FaultHandler,
): () => Promise<void> {
  let round: Promise<void> | null = null;
  const timer = setInterval(() => {
    round ??= containAsync(onFault, work).finally(() => {
      round = null;
    });
  }, periodMs);
  return async () => {
    clearInterval(timer);
    await round;
  };
}
