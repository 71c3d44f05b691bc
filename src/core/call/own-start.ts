/**
 * What one measure was like in a caller's own beginning: running mean and variance with a bounded memory.
 * null = nothing heard yet, then the prior holds.
 */
export type OwnStart = { readonly mean: number; readonly variance: number; readonly windows: number } | null;

export const NO_START: OwnStart = null;

/** How a caller's start is learned. Means and spreads are of the model's log-odds, nats. */
export type OwnStartOptions = {
  /** What is assumed before anything has been heard, and how many windows the assumption weighs. */
  readonly priorMeanNats: number;
  readonly priorSpreadNats: number;
  readonly priorWindows: number;
  /** A voice is never held to be steadier than this: a few alike windows must not make every change large. */
  readonly leastSpreadNats: number;
  /** Older windows fade once so many have been heard. */
  readonly memoryWindows: number;
  /** A window counts at most as this: a caller who begins angry does not make anger their normal. */
  readonly limitNats: number;
  /** And at most so many spreads above the mean: what may be the change itself moves it little. */
  readonly mostSpreads: number;
};

/** How far a window lies above the caller's own start, in the start's own spreads. */
export function spreadsAbove(start: OwnStart, value: number, options: OwnStartOptions): number {
  const { mean, variance } = start ?? priorOf(options);
  return (value - mean) / spreadOf(variance, options);
}

/** The start after one more window, which counts as `weight` of one. Pure. */
export function withWindow(
  start: OwnStart,
  value: number,
  options: OwnStartOptions,
  weight = 1,
): NonNullable<OwnStart> {
  const { mean, variance, windows } = start ?? priorOf(options);
  const count = Math.min(windows + weight, options.memoryWindows);
  const share = weight / count;
  const highest = mean + options.mostSpreads * spreadOf(variance, options);
  const heard = Math.min(value, options.limitNats, highest);
  const moved = mean + (heard - mean) * share;
  const deviation = (heard - mean) * (heard - moved);
  return { mean: moved, variance: variance + (deviation - variance) * share, windows: count };
}

function priorOf({ priorMeanNats, priorSpreadNats, priorWindows }: OwnStartOptions): NonNullable<OwnStart> {
  return { mean: priorMeanNats, variance: priorSpreadNats ** 2, windows: priorWindows };
}

function spreadOf(variance: number, { leastSpreadNats }: OwnStartOptions): number {
  return Math.max(leastSpreadNats, Math.sqrt(variance));
}
