import { hearingWeight } from '../../src/core/call/hearing-weight.js';
import {
  PROSODY_MEASURES,
  type ProsodyFormula,
  type ProsodyMeasure,
  type ProsodyMeasures,
} from '../../src/core/classifier/prosody-formula.js';
import type { MeasuredScenario } from './prosody-hearing.js';

type Row = {
  readonly values: readonly number[];
  readonly tense: boolean;
  readonly group: keyof typeof SHARES;
};

/** Weight of each kind of window in the fit; joy counts little, because prosody hardly tells it from anger. */
const SHARES = { anger: 0.25, anxiety: 0.25, calm: 0.25, natural: 0.17, happy: 0.04, lively: 0.04 } as const;
/** A window after the onset holds mostly speech from before it. */
const MIXED_MS = 1500;
const HEARD_WELL = 0.5;
/**
 * What effort does to a voice: louder, higher, livelier, faster, and a flatter spectrum. A weight of the other sign would be
 * a quirk of these ten speakers, not a sign of tension: it is held at zero.
 */
const SIGNS: Readonly<Record<ProsodyMeasure, -1 | 0 | 1>> = {
  levelDb: 1,
  levelSpreadDb: 1,
  pitchSemitones: 1,
  pitchSpreadSemitones: 1,
  alphaRatioDb: 0,
  hammarbergDb: -1,
  harmonicsDb: 0,
  rateLog: 1,
};
/** As if so many windows in a hundred had said that a measure means nothing. */
const RIDGE = 0.003;
const ITERATIONS = 4000;
const STEP = 0.5;

/** Logistic regression of tense windows, anger and fear alike, against all others; measures scaled, then unscaled. */
export function fitProsody(scenarios: readonly MeasuredScenario[]): ProsodyFormula {
  const rows = scenarios.flatMap(rowsOf);
  const counts = new Map<string, number>();
  for (const { group } of rows) counts.set(group, (counts.get(group) ?? 0) + 1);
  const weights = rows.map(({ group }) => SHARES[group] / (counts.get(group) ?? 1));
  const scales = PROSODY_MEASURES.map((_, k) => {
    const squares = rows.reduce((sum, { values }) => sum + values[k]! ** 2, 0) / rows.length;
    return Math.sqrt(squares) || 1;
  });
  let at = PROSODY_MEASURES.map(() => 0);
  let bias = 0;
  for (let i = 0; i < ITERATIONS; i++) {
    const slope = at.map((value) => RIDGE * value);
    let biasSlope = 0;
    for (const [index, { values, tense }] of rows.entries()) {
      let nats = bias;
      for (let k = 0; k < at.length; k++) nats += (at[k]! * values[k]!) / scales[k]!;
      const off = weights[index]! * (1 / (1 + Math.exp(-nats)) - (tense ? 1 : 0));
      for (let k = 0; k < at.length; k++) slope[k]! += (off * values[k]!) / scales[k]!;
      biasSlope += off;
    }
    at = at.map((value, k) => allowed(PROSODY_MEASURES[k]!, value - STEP * slope[k]!));
    bias -= STEP * biasSlope;
  }
  const rounded = (value: number) => Number(value.toFixed(3));
  const fitted = PROSODY_MEASURES.map((name, k): [ProsodyMeasure, number] => [
    name,
    rounded(at[k]! / scales[k]!),
  ]);
  return { bias: rounded(bias), weights: Object.fromEntries(fitted) as ProsodyMeasures };
}

function allowed(name: ProsodyMeasure, weight: number): number {
  return SIGNS[name] * weight < 0 ? 0 : weight;
}

function rowsOf({ scenario, measures }: MeasuredScenario): readonly Row[] {
  const { kind, onsetMs, observations } = scenario;
  if (kind === 'sounds') return [];
  return observations.flatMap(({ atMs, customer, turns }, at): Row[] => {
    const sinceMs = atMs - (onsetMs ?? Number.POSITIVE_INFINITY);
    if (hearingWeight(customer, turns) < HEARD_WELL || (sinceMs > 0 && sinceMs < MIXED_MS)) return [];
    const values = PROSODY_MEASURES.map((name) => measures[at]![name]);
    const tense = sinceMs >= MIXED_MS;
    const isOnset = kind === 'anger' || kind === 'anxiety';
    return [{ values, tense, group: isOnset && !tense ? 'calm' : kind }];
  });
}
