import type { EmotionProbabilities } from '../classifier/classifier.js';
import type { ChannelFacts } from '../features/channel-facts.js';
import type { EmotionEvidenceOptions, MoodOptions } from './mood-options.js';

const FLOOR = 1e-4;
/** Deltas are clamped to these limits: gain steps and octave errors must not decide. */
const MAX_DELTA_DB = 12;
const MAX_DELTA_SEMITONES = 8;

/** What is known of one emotion in one window, nats; spreads are of the caller's own start. */
export type WindowReading = {
  readonly odds: number;
  readonly spreads: number;
  /** The second network's log-odds; null where it was not asked. */
  readonly second: number | null;
  /** Null where level and pitch were not well measured. */
  readonly measured: ChannelFacts | null;
};

/** What one window says of one emotion, nats per second of new speech. */
export function windowNats(
  { odds, spreads, second, measured }: WindowReading,
  weights: EmotionEvidenceOptions,
  { mostSpreads, secondAgainstNats, windowCapNats }: MoodOptions,
): number {
  const said = second === null ? 0 : weights.secondWeight * (second - weights.secondNeutralNats);
  const seconded = Math.max(-secondAgainstNats, said);
  const model = Math.min(spreads, mostSpreads) + weights.oddsWeight * odds + seconded;
  return clamp(model + prosodyNats(measured, weights) - weights.driftNats, windowCapNats);
}

function prosodyNats(customer: ChannelFacts | null, weights: EmotionEvidenceOptions): number {
  if (customer === null) return 0;
  const level = clamp(customer.levelDeltaDb ?? 0, MAX_DELTA_DB) * weights.levelNatsPerDb;
  const f0 = clamp(customer.f0DeltaSemitones ?? 0, MAX_DELTA_SEMITONES) * weights.f0NatsPerSemitone;
  return customer.baselineConfidence * (level + f0);
}

/** Log-odds of each emotion against all else; of both together where the model cannot tell them apart. */
export function oddsFor(
  { anger, anxiety, other }: EmotionProbabilities,
  { undivided }: Pick<MoodOptions, 'undivided'>,
): Readonly<Record<'anger' | 'anxiety', number>> {
  if (!undivided) return { anger: ratioNats(anger, 1 - anger), anxiety: ratioNats(anxiety, 1 - anxiety) };
  const tense = ratioNats(anger + anxiety, other);
  return { anger: tense, anxiety: tense };
}

export function ratioNats(likely: number, unlikely: number): number {
  return Math.log(Math.max(FLOOR, likely) / Math.max(FLOOR, unlikely));
}

export function clamp(value: number, limit: number): number {
  return Math.min(limit, Math.max(-limit, value));
}
