import type { Numbers } from './numbers.js';

/** Mean seconds to the caller's calm after an eligible moment, with the cue shown and held back at random. */
export type HoldOutEffect = {
  readonly shownSeconds: number;
  readonly heldSeconds: number;
  /** Shown minus withheld: below zero = calm came sooner with the cue. 95 % interval (Welch). */
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  readonly shownMoments: number;
  readonly heldMoments: number;
};

type Arm = { readonly n: number; readonly mean: number; readonly variance: number };

/** Null until both arms of some block may be shown. */
export function holdOutEffect(blocks: readonly Numbers[]): HoldOutEffect | null {
  const usable = blocks.filter(
    ({ cuesShown, shownSeconds, shownSquares, heldMoments, heldSeconds, heldSquares }) =>
      [cuesShown, shownSeconds, shownSquares, heldMoments, heldSeconds, heldSquares].every(
        (value) => typeof value === 'number',
      ),
  );
  const sum = (id: keyof Numbers) => usable.reduce((total, numbers) => total + (numbers[id] ?? 0), 0);
  const shown = arm(sum('cuesShown'), sum('shownSeconds'), sum('shownSquares'));
  const held = arm(sum('heldMoments'), sum('heldSeconds'), sum('heldSquares'));
  if (shown === null || held === null) return null;
  const difference = shown.mean - held.mean;
  const error = Math.sqrt(shown.variance / shown.n + held.variance / held.n);
  return {
    shownSeconds: shown.mean,
    heldSeconds: held.mean,
    difference,
    low: difference - 1.96 * error,
    high: difference + 1.96 * error,
    shownMoments: shown.n,
    heldMoments: held.n,
  };
}

function arm(n: number, sum: number, squares: number): Arm | null {
  if (n < 2) return null;
  const mean = sum / n;
  return { n, mean, variance: Math.max(0, (squares - n * mean ** 2) / (n - 1)) };
}
