import type { EmotionProbabilities } from '../classifier/classifier.js';
import type { ChannelFacts } from '../features/channel-facts.js';
import type { MoodOptions } from './mood-options.js';

/**
 * Evidence for and against a tense caller, as two of Page's cumulative sums (Biometrika 41, 1954): each adds the
 * log-likelihood ratio of new speech and never falls below zero. Crossing a threshold raises the alarm soonest for
 * a given rate of false alarms (Lorden 1971); the last time a sum stood at zero is its estimate of when the change began.
 */
export type MoodEvidence = {
  readonly tenseNats: number;
  readonly calmNats: number;
  /** Since when each sum has been above zero. */
  readonly tenseSinceMs: number;
  readonly calmSinceMs: number;
  /** Smoothed log-odds of tense, and of anger against anxiety. */
  readonly tensionNats: number;
  readonly angerLeanNats: number;
  readonly heardMs: number;
  readonly lastHeardMs: number | null;
  /** The caller's own start: mean log-odds of tense by the model, and how many windows it rests on. */
  readonly start: { readonly meanNats: number; readonly windows: number } | null;
};

export const NO_EVIDENCE: MoodEvidence = {
  tenseNats: 0,
  calmNats: 0,
  tenseSinceMs: 0,
  calmSinceMs: 0,
  tensionNats: 0,
  angerLeanNats: 0,
  heardMs: 0,
  lastHeardMs: null,
  start: null,
};

const FLOOR = 1e-4;
/** A pause in the evidence longer than this counts as one ordinary step: silence is no evidence. */
const LONGEST_STEP_MS = 1000;
/** Deltas beyond these say no more than the limit: gain steps and octave errors must not decide. */
const MAX_DELTA_DB = 12;
const MAX_DELTA_SEMITONES = 8;

/** The model's log-odds of tense, nats. */
function modelNats({ anger, anxiety, other }: EmotionProbabilities): number {
  return Math.log(Math.max(FLOOR, anger + anxiety) / Math.max(FLOOR, other));
}

/** What one window says: the model as it is and against the caller's own start, and prosody against that start. Nats. */
function windowNats(
  model: number,
  start: NonNullable<MoodEvidence['start']>,
  customer: ChannelFacts | null,
  options: MoodOptions,
): number {
  const change = options.modelChangeWeight * (model - start.meanNats);
  const nats = options.modelWeight * model + change + prosodyNats(customer, options) - options.driftNats;
  return clamp(nats, options.windowCapNats);
}

/** The caller's start after one more window: a running mean with a bounded memory. */
function withWindow(
  start: NonNullable<MoodEvidence['start']>,
  model: number,
  options: MoodOptions,
): NonNullable<MoodEvidence['start']> {
  const windows = Math.min(start.windows + 1, options.startMemoryWindows);
  const heard = Math.min(model, options.startLimitNats);
  return { meanNats: start.meanNats + (heard - start.meanNats) / windows, windows };
}

/**
 * Adds one heard window. Pure. `tense`: whether the caller is being called tense, which must not become their normal.
 */
export function addEvidence(
  evidence: MoodEvidence,
  atMs: number,
  probabilities: EmotionProbabilities,
  customer: ChannelFacts | null,
  tense: boolean,
  options: MoodOptions,
): MoodEvidence {
  const model = modelNats(probabilities);
  const start = evidence.start ?? { meanNats: options.startPriorNats, windows: options.startPriorWindows };
  const stepMs = Math.min(LONGEST_STEP_MS, atMs - (evidence.lastHeardMs ?? atMs - LONGEST_STEP_MS / 2));
  const nats = windowNats(model, start, customer, options);
  const added = (nats * options.independencePerSecond * stepMs) / 1000;
  const tenseNats = Math.min(Math.max(0, evidence.tenseNats + added), 2 * options.tenseAtNats);
  const calmNats = Math.min(Math.max(0, evidence.calmNats - added), 2 * options.calmAtNats);
  const kept = Math.exp(-stepMs / options.smoothingMs);
  const lean = Math.log(Math.max(FLOOR, probabilities.anger) / Math.max(FLOOR, probabilities.anxiety));
  return {
    tenseNats,
    calmNats,
    tenseSinceMs: evidence.tenseNats > 0 ? evidence.tenseSinceMs : atMs - stepMs,
    calmSinceMs: evidence.calmNats > 0 ? evidence.calmSinceMs : atMs - stepMs,
    tensionNats: kept * evidence.tensionNats + (1 - kept) * nats,
    angerLeanNats: kept * evidence.angerLeanNats + (1 - kept) * clamp(lean, options.windowCapNats),
    heardMs: evidence.heardMs + stepMs,
    lastHeardMs: atMs,
    start: tense ? start : withWindow(start, model, options),
  };
}

function prosodyNats(customer: ChannelFacts | null, options: MoodOptions): number {
  if (customer === null) return 0;
  const level = clamp(customer.levelDeltaDb ?? 0, MAX_DELTA_DB) * options.levelNatsPerDb;
  const f0 = clamp(customer.f0DeltaSemitones ?? 0, MAX_DELTA_SEMITONES) * options.f0NatsPerSemitone;
  return customer.baselineConfidence * (level + f0);
}

function clamp(value: number, limit: number): number {
  return Math.min(limit, Math.max(-limit, value));
}
