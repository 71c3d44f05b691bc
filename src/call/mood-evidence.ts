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
};

const FLOOR = 1e-4;
/** A pause in the evidence longer than this counts as one ordinary step: silence is no evidence. */
const LONGEST_STEP_MS = 1000;
/** Deltas beyond these say no more than the limit: gain steps and octave errors must not decide. */
const MAX_DELTA_DB = 12;
const MAX_DELTA_SEMITONES = 8;

/** What one window says: the model's log-odds of tense, plus prosody against the caller's own start. Nats. */
export function windowEvidenceNats(
  probabilities: EmotionProbabilities,
  customer: ChannelFacts | null,
  options: MoodOptions,
): number {
  const model = Math.log(
    Math.max(FLOOR, probabilities.anger + probabilities.anxiety) / Math.max(FLOOR, probabilities.other),
  );
  const nats = model + prosodyNats(customer, options) - options.driftNats;
  return clamp(nats, options.windowCapNats);
}

/** Adds one heard window. Pure. */
export function addEvidence(
  evidence: MoodEvidence,
  atMs: number,
  probabilities: EmotionProbabilities,
  customer: ChannelFacts | null,
  options: MoodOptions,
): MoodEvidence {
  const stepMs = Math.min(LONGEST_STEP_MS, atMs - (evidence.lastHeardMs ?? atMs - LONGEST_STEP_MS / 2));
  const nats = windowEvidenceNats(probabilities, customer, options);
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
