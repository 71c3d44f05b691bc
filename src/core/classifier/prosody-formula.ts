import { FUNCTIONAL_NAMES, LLD, LLD_NAMES, PROFILE_LENGTH } from '../features/feature-schema.js';
import type { WindowValues } from '../features/model-window.js';

const COLUMNS = LLD_NAMES.length;
const SPREADS_AT = COLUMNS;
const TRUST_AT = PROFILE_LENGTH - 1;
const RATE_RATIO_AT = FUNCTIONAL_NAMES.indexOf('articulationRateRatio');

/** A descriptor compared with the caller's own start, and the largest difference that counts: beyond, it is an error. */
type Compared = {
  readonly column: number;
  readonly of: 'mean' | 'spread';
  readonly limit: number;
};

const column = (name: (typeof LLD_NAMES)[number]) => LLD_NAMES.indexOf(name);

/** Differences of the last three seconds from the caller's own start; the unit stands in the name. */
const COMPARED = {
  levelDb: { column: LLD.levelDb, of: 'mean', limit: 12 },
  levelSpreadDb: { column: LLD.levelDb, of: 'spread', limit: 6 },
  pitchSemitones: { column: LLD.f0Semitones, of: 'mean', limit: 8 },
  pitchSpreadSemitones: { column: LLD.f0Semitones, of: 'spread', limit: 4 },
  alphaRatioDb: { column: column('alphaRatioDb'), of: 'mean', limit: 12 },
  hammarbergDb: { column: column('hammarbergDb'), of: 'mean', limit: 12 },
  harmonicsDb: { column: LLD.hnrDb, of: 'mean', limit: 8 },
} as const satisfies Record<string, Compared>;

/** Natural logarithm of the articulation rate over the caller's own, at most so far from none. */
const RATE_LIMIT = 0.5;

export type ProsodyMeasure = keyof typeof COMPARED | 'rateLog';
export const PROSODY_MEASURES = [
  ...(Object.keys(COMPARED) as (keyof typeof COMPARED)[]),
  'rateLog',
] as const satisfies readonly ProsodyMeasure[];

export type ProsodyMeasures = Readonly<Record<ProsodyMeasure, number>>;

/** `tension = bias + sum of weight × measure`, nats: log-odds of tense against not. */
export type ProsodyFormula = { readonly bias: number; readonly weights: ProsodyMeasures };

/**
 * Fitted by `npm run tune:prosody` on speech that may be used for anything: EmoDB (CC0), calm orders and service calls
 * (Apache-2.0). The weight of a measure is nats per unit of its name.
 */
export const PROSODY_FORMULA: ProsodyFormula = {
  bias: -3.421,
  weights: {
    levelDb: 0,
    levelSpreadDb: 0.06,
    pitchSemitones: 0.774,
    pitchSpreadSemitones: 0,
    alphaRatioDb: -0.139,
    hammarbergDb: -0.152,
    harmonicsDb: -0.564,
    rateLog: 0,
  },
};

/**
 * What the formula is made of: means and deviations over the window's voiced frames less those of the caller's own start,
 * in proportion to how much of a start has been heard. All zero without a start or a voice.
 */
export function prosodyMeasures({ sequence, profile, functionals }: WindowValues): ProsodyMeasures {
  const trust = profile[TRUST_AT] ?? 0;
  const compared = Object.entries<Compared>(COMPARED).map(([name, { column: at, of, limit }]) => {
    const voiced = voicedMoments(sequence, at);
    const start = profile[of === 'mean' ? at : SPREADS_AT + at] ?? 0;
    return [name, voiced === null ? 0 : trust * within(voiced[of] - start, limit)];
  });
  const ratio = functionals[RATE_RATIO_AT] ?? 1;
  const rateLog = ratio > 0 ? trust * within(Math.log(ratio), RATE_LIMIT) : 0;
  return { ...(Object.fromEntries(compared) as ProsodyMeasures), rateLog };
}

/** Log-odds that the window sounds tense, nats. */
export function tensionNats(measures: ProsodyMeasures, { bias, weights } = PROSODY_FORMULA): number {
  return PROSODY_MEASURES.reduce((sum, name) => sum + weights[name] * measures[name], bias);
}

/** Mean and deviation of one descriptor over the voiced frames; null without two of them. */
function voicedMoments(
  sequence: Float32Array,
  at: number,
): { readonly mean: number; readonly spread: number } | null {
  let [count, sum, squares] = [0, 0, 0];
  for (let row = 0; row < sequence.length; row += COLUMNS) {
    if (sequence[row + LLD.f0Semitones]! <= 0) continue;
    const value = sequence[row + at]!;
    count += 1;
    sum += value;
    squares += value * value;
  }
  if (count < 2) return null;
  const mean = sum / count;
  return { mean, spread: Math.sqrt(Math.max(0, squares / count - mean * mean)) };
}

function within(value: number, limit: number): number {
  return Math.min(limit, Math.max(-limit, value));
}
