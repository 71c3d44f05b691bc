import type { EmotionProbabilities } from '../classifier/classifier.js';
import type { ChannelFacts } from '../features/channel-facts.js';
import { type EvidenceSum, type NewSpeech, NO_SUM, withStep } from './evidence-sum.js';
import { hearingWeight, isMeasured, voicedShare } from './hearing-weight.js';
import type { MoodOptions } from './mood-options.js';
import type { Observation } from './observation.js';
import { NO_START, type OwnStart, spreadsAbove, withWindow } from './own-start.js';
import { clamp, oddsFor, ratioNats, windowNats } from './window-nats.js';

/**
 * Evidence of anger, of anxiety and of calm, as three of Page's cumulative sums (Biometrika 41, 1954): each adds the
 * evidence of new speech and never falls below zero. Crossing a threshold raises the alarm soonest for a given rate of
 * false alarms (Lorden 1971); the last time a sum stood at zero is its estimate of when the change began.
 * Each caller is measured against their own start, in its own spreads (self-starting sums: Hawkins 1987).
 */
export type MoodEvidence = {
  readonly anger: EvidenceSum;
  readonly anxiety: EvidenceSum;
  readonly calm: EvidenceSum;
  /** Smoothed log-odds of tense, and of anger against anxiety, as the model has them. */
  readonly tensionNats: number;
  readonly angerLeanNats: number;
  readonly heardMs: number;
  readonly lastHeardMs: number | null;
  /** Where the newest window's utterance began, and how much the caller had spoken in all by that window. */
  readonly utteranceMs: number | null;
  readonly spokenMs: number;
  /** The caller's own start of the first network's log-odds. */
  readonly start: { readonly anger: OwnStart; readonly anxiety: OwnStart };
  /** When the second network was asked last, and what it said; null = never, or it had no answer. */
  readonly askedMs: number | null;
  readonly second: EmotionProbabilities | null;
};

export const NO_EVIDENCE: MoodEvidence = {
  anger: NO_SUM,
  anxiety: NO_SUM,
  calm: NO_SUM,
  tensionNats: 0,
  angerLeanNats: 0,
  heardMs: 0,
  lastHeardMs: null,
  utteranceMs: null,
  spokenMs: 0,
  start: { anger: NO_START, anxiety: NO_START },
  askedMs: null,
  second: null,
};

/** Only what was heard at least so well becomes the caller's own start. */
const LEARNED_FROM = 0.5;
/** From this share of an alarm on, what is heard may be the change itself and hardly becomes the caller's own start. */
const SUSPECTED_FROM = 0.4;
/** An utterance without a pause counts as another one after so long. */
const LONG_UTTERANCE_MS = 2000;
/** A pause in the evidence longer than this counts as one ordinary step: silence is no evidence. */
const LONGEST_STEP_MS = 1000;

/** What the model makes of one window; `tense`: the caller is being called tense, which must not become their normal. */
export type HeardWindow = {
  readonly heard: {
    readonly probabilities: EmotionProbabilities;
    readonly second?: EmotionProbabilities | null;
  };
  readonly tense: boolean;
};

/** Adds one heard window, in proportion to how well it was heard. Pure. */
export function addEvidence(
  evidence: MoodEvidence,
  { atMs, customer, turns }: Observation,
  { heard, tense }: HeardWindow,
  options: MoodOptions,
): MoodEvidence {
  const stepMs = Math.min(LONGEST_STEP_MS, atMs - (evidence.lastHeardMs ?? atMs - LONGEST_STEP_MS / 2));
  const weight = hearingWeight(customer, turns);
  const measured = customer !== null && isMeasured(customer, turns) ? customer : null;
  const odds = oddsFor(heard.probabilities, options);
  const seconded = withSecond(evidence, heard.second, atMs, options);
  const second = seconded.second === null ? null : oddsFor(seconded.second, options);
  const natsOf = (name: 'anger' | 'anxiety') => {
    const spreads = spreadsAbove(evidence.start[name], odds[name], options.start);
    const reading = { odds: odds[name], spreads, second: second?.[name] ?? null, measured };
    return weight * windowNats(reading, options[name], options);
  };
  const nats = { anger: natsOf('anger'), anxiety: natsOf('anxiety') };
  const most = Math.max(nats.anger, nats.anxiety);
  const speech = newSpeech(evidence, { atMs, stepMs, weight, customer }, options);
  const { utteranceMs, spokenMs } = speech;
  const suspected = tenseShare(evidence, options) > SUSPECTED_FROM;
  const learned = tense || weight < LEARNED_FROM ? 0 : suspected ? options.suspectedWeight : 1;
  const started = (name: 'anger' | 'anxiety') =>
    learned === 0
      ? evidence.start[name]
      : withWindow(evidence.start[name], odds[name], options.start, learned);
  return {
    anger: withStep(evidence.anger, nats.anger - options.leakNats, speech, options.anger.atNats),
    anxiety: withStep(evidence.anxiety, nats.anxiety - options.leakNats, speech, options.anxiety.atNats),
    calm: withStep(evidence.calm, -most, speech, options.calmAtNats),
    ...smoothed(evidence, [heard.probabilities, seconded.second], {
      kept: Math.exp(-(weight * stepMs) / options.smoothingMs),
      namesTension: most > 0,
      windowCapNats: options.windowCapNats,
    }),
    heardMs: evidence.heardMs + stepMs,
    lastHeardMs: atMs,
    utteranceMs,
    spokenMs,
    start: { anger: started('anger'), anxiety: started('anxiety') },
    ...seconded,
  };
}

type WeighedStep = {
  readonly atMs: number;
  readonly stepMs: number;
  readonly weight: number;
  readonly customer: ChannelFacts | null;
};

function newSpeech(
  evidence: MoodEvidence,
  { atMs, stepMs, weight, customer }: WeighedStep,
  { firstVoicedMs }: MoodOptions,
): NewSpeech {
  const utteranceMs = utteranceAt(evidence, atMs, customer);
  const spokenMs = customer?.totalSpeechMs ?? evidence.spokenMs + stepMs;
  const voiced = customer === null ? 1 : voicedShare(customer);
  // What was heard well enough counts whole: the weight is in the evidence already.
  const counted = weight >= LEARNED_FROM ? 1 : weight;
  return {
    atMs,
    stepMs,
    windowMs: counted * Math.min(firstVoicedMs, customer?.windowVoicedMs ?? stepMs),
    newMs: weight * voiced * Math.max(0, spokenMs - evidence.spokenMs),
    begun: utteranceMs === evidence.utteranceMs ? 0 : 1,
    utteranceMs,
    spokenMs,
    fromSpokenMs: Math.max(evidence.spokenMs, spokenMs - stepMs),
  };
}

/** Both networks' opinions, as the mean of their logarithms, smoothed over the speech that was heard. */
function smoothed(
  { tensionNats, angerLeanNats }: MoodEvidence,
  [first, second]: readonly [EmotionProbabilities, EmotionProbabilities | null],
  {
    kept,
    namesTension,
    windowCapNats,
  }: { readonly kept: number; readonly namesTension: boolean; readonly windowCapNats: number },
): Pick<MoodEvidence, 'tensionNats' | 'angerLeanNats'> {
  const both = second === null ? [first] : [first, second];
  const meanOf = (nats: (of: EmotionProbabilities) => number) =>
    both.reduce((sum, one) => sum + nats(one), 0) / both.length;
  const tension = meanOf(({ anger, anxiety, other }) => ratioNats(anger + anxiety, other));
  const lean = meanOf(({ anger, anxiety }) => ratioNats(anger, anxiety));
  return {
    tensionNats: kept * tensionNats + (1 - kept) * tension,
    // Speech that is not evidence of tension has no influence on the name of the next stretch.
    angerLeanNats: kept * angerLeanNats + (namesTension ? (1 - kept) * clamp(lean, windowCapNats) : 0),
  };
}

/** What the second network says of this window: its answer, or the last one while that holds. */
function withSecond(
  { askedMs, second }: MoodEvidence,
  said: EmotionProbabilities | null | undefined,
  atMs: number,
  { doubt: { holdsMs } }: MoodOptions,
): Pick<MoodEvidence, 'askedMs' | 'second'> {
  if (said) return { askedMs: atMs, second: said };
  const holds = askedMs !== null && atMs - askedMs <= holdsMs;
  return { askedMs, second: holds ? second : null };
}

/** Where the utterance of this window began: a pause ends one, and so does an unheard breath in a long one. */
function utteranceAt({ utteranceMs }: MoodEvidence, atMs: number, customer: ChannelFacts | null): number {
  const begun = customer === null || customer.speakingMs === 0 ? utteranceMs : atMs - customer.speakingMs;
  if (begun === null || utteranceMs === null) return begun ?? atMs;
  if (begun > utteranceMs) return begun;
  return atMs - utteranceMs >= LONG_UTTERANCE_MS ? atMs : utteranceMs;
}

/**
 * How much of what an alarm needs has been gathered: 1 = alarm. One emotion alone reaches it at its own threshold; anger
 * and anxiety together, where the model wavers between them, at `togetherShare` of the two.
 */
export function tenseShare({ anger, anxiety }: MoodEvidence, options: MoodOptions): number {
  const angry = anger.nats / options.anger.atNats;
  const anxious = anxiety.nats / options.anxiety.atNats;
  return Math.max(angry, anxious, (angry + anxious) / options.togetherShare);
}

/**
 * Whether the evidence rests on enough speech: neither one word nor one outburst is a mood. What is clear at once, far over
 * its threshold, need not wait for as much.
 */
export function restsOnEnough(evidence: MoodEvidence, options: MoodOptions): boolean {
  const { anger, anxiety } = evidence;
  const voicedMs = Math.max(anger.voicedMs, anxiety.voicedMs);
  const utterances = Math.max(anger.utterances, anxiety.utterances);
  if (tenseShare(evidence, options) >= options.clearShare) return voicedMs >= options.clearVoicedMs;
  return voicedMs >= options.leastVoicedMs && utterances >= options.leastUtterances;
}

/** The emotion whose own evidence in this stretch leads, each against its threshold. */
export function leadingEmotion({ anger, anxiety }: MoodEvidence, options: MoodOptions): 'anger' | 'anxiety' {
  return anger.nats / options.anger.atNats >= anxiety.nats / options.anxiety.atNats ? 'anger' : 'anxiety';
}

/** Since when there has been evidence of tension: of the emotion that has gathered the larger share. */
export function tenseSinceMs(evidence: MoodEvidence, options: MoodOptions): number {
  return evidence[leadingEmotion(evidence, options)].sinceMs;
}
