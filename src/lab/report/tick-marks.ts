const STEPS_S = [1, 5, 10, 15, 30, 60, 120, 300, 600, 1200];
/** A label does not fit behind this share of the call. */
const LAST = 0.97;

/** About ten ticks at round distances, and finer ones for the zoomed picture. */
export function tickMarks(durationMs: number): { ms: number; isFine: boolean }[] {
  const coarse = STEPS_S.findIndex((seconds, i) => i > 0 && durationMs / 1000 / seconds <= 12);
  const stepMs = 1000 * (STEPS_S[coarse] ?? 1200);
  const fineMs =
    1000 *
    (STEPS_S.findLast((seconds) => stepMs % (seconds * 1000) === 0 && stepMs / (seconds * 1000) >= 5) ?? 1);
  return Array.from({ length: Math.floor((LAST * durationMs) / fineMs) + 1 }, (_, i) => ({
    ms: i * fineMs,
    isFine: (i * fineMs) % stepMs !== 0,
  }));
}
