import { groupBy } from '../../storage/group-by.js';
import type { Interval } from '../acoustics/rate-intervals.js';
import { seededRandom } from '../random/seeded-random.js';

/** One tense stretch at whose first eligible cue the draw decided: what was drawn, and when the caller was calm. */
export type EffectRow = {
  readonly callId: string;
  readonly arm: 'shown' | 'withheld';
  /** From the cue to calm; null where the caller had not calmed when the call ended. */
  readonly recoveryMs: number | null;
};

export type EffectArm = {
  readonly calls: number;
  readonly stretches: number;
  /** Mean time to calm, counted up to the horizon; a stretch without calm counts as the horizon. */
  readonly meanRecoveryMs: number | null;
  readonly recoveredShare: number | null;
};

/** What the cues did, or that it cannot be said yet. */
export type Effect =
  | {
      readonly kind: 'not-enough-data';
      readonly shown: EffectArm;
      readonly withheld: EffectArm;
      readonly needed: number;
    }
  | {
      readonly kind: 'estimate';
      readonly shown: EffectArm;
      readonly withheld: EffectArm;
      /** Shown less withheld: below zero, callers calm sooner with the cue. */
      readonly differenceMs: number;
      readonly interval: Interval;
      readonly reading: 'sooner' | 'later' | 'no-difference-shown';
    };

export type EffectOptions = {
  /** Calls that each arm must have. */
  readonly leastCalls: number;
  readonly horizonMs: number;
  readonly resamples: number;
  readonly seed: number;
};

const DEFAULT_EFFECT_OPTIONS: EffectOptions = {
  leastCalls: 30,
  horizonMs: 120_000,
  resamples: 2000,
  seed: 1,
};

/**
 * Compares recovery with and without the cue. The draw was random at each eligible moment, so the difference of means is
 * the effect of showing (Klasnja et al. 2015); calls are resampled whole (cluster bootstrap, percentile 95 %), because
 * stretches of one call belong together. Time is restricted to a horizon (restricted mean, Royston & Parmar 2013).
 */
export function effectOf(
  rows: readonly EffectRow[],
  options: EffectOptions = DEFAULT_EFFECT_OPTIONS,
): Effect {
  const shown = armOf(rows, 'shown', options);
  const withheld = armOf(rows, 'withheld', options);
  if (Math.min(shown.calls, withheld.calls) < options.leastCalls)
    return { kind: 'not-enough-data', shown, withheld, needed: options.leastCalls };
  const differenceMs = difference(rows, options) ?? 0;
  const interval = bootstrap(rows, options);
  const reading = interval.high < 0 ? 'sooner' : interval.low > 0 ? 'later' : 'no-difference-shown';
  return { kind: 'estimate', shown, withheld, differenceMs, interval, reading };
}

function armOf(rows: readonly EffectRow[], arm: EffectRow['arm'], options: EffectOptions): EffectArm {
  const own = rows.filter((row) => row.arm === arm);
  const recovered = own.filter(({ recoveryMs }) => recoveryMs !== null).length;
  return {
    calls: new Set(own.map(({ callId }) => callId)).size,
    stretches: own.length,
    meanRecoveryMs: mean(own.map((row) => restricted(row, options))),
    recoveredShare: own.length === 0 ? null : recovered / own.length,
  };
}

function difference(rows: readonly EffectRow[], options: EffectOptions): number | null {
  const of = (arm: EffectRow['arm']) =>
    mean(rows.filter((row) => row.arm === arm).map((row) => restricted(row, options)));
  const shown = of('shown');
  const withheld = of('withheld');
  return shown === null || withheld === null ? null : shown - withheld;
}

function bootstrap(rows: readonly EffectRow[], options: EffectOptions): Interval {
  const calls = [...groupBy(rows, ({ callId }) => callId).values()];
  const random = seededRandom(options.seed);
  const differences: number[] = [];
  for (let i = 0; i < options.resamples; i++) {
    const sample = calls.flatMap(() => calls[Math.floor(random() * calls.length)] ?? []);
    const value = difference(sample, options);
    if (value !== null) differences.push(value);
  }
  differences.sort((a, b) => a - b);
  const at = (share: number) => differences[Math.round(share * (differences.length - 1))] ?? Number.NaN;
  return { low: at(0.025), high: at(0.975) };
}

function restricted({ recoveryMs }: EffectRow, { horizonMs }: EffectOptions): number {
  return Math.min(recoveryMs ?? horizonMs, horizonMs);
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
