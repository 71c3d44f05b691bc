/**
 * Runs `work` every `periodMs`, never twice at a time: while it is slower than its period, rounds follow one another.
 * Returns the disposer; it resolves when the round under way has ended.
 */
export function startTicker(
  periodMs: number,
  work: () => Promise<void>,
  onFault: (cause: unknown) => void,
): () => Promise<void> {
  let round: Promise<void> | null = null;
  const timer = setInterval(() => {
    round ??= work()
      .catch(onFault)
      .finally(() => {
        round = null;
      });
  }, periodMs);
  return async () => {
    clearInterval(timer);
    await round;
  };
}
