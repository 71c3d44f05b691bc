import { isMeasured } from './hearing-weight.js';
import {
  addEvidence,
  leadingEmotion,
  type MoodEvidence,
  NO_EVIDENCE,
  restsOnEnough,
  tenseShare,
  tenseSinceMs,
} from './mood-evidence.js';
import type { MoodOptions } from './mood-options.js';
import type { Observation } from './observation.js';

/** What the caller sounds like, as the product says it. `unsure` is an answer, not a gap. */
export const CALLER_MOODS = ['calm', 'tense', 'angry', 'anxious', 'unsure'] as const;
export type CallerMood = (typeof CALLER_MOODS)[number];

/** Why the mood is what it is, in measures a person can check by ear. Rendered by the i18n catalogues. */
export type MoodReason = {
  /** How much louder and higher than at the start; null where the baseline is not known. */
  readonly levelDeltaDb: number | null;
  readonly f0DeltaSemitones: number | null;
  readonly rateRatio: number | null;
  /** Of a tense mood: the caller's speech since the stretch began, as the summary counts it; of calm, the time since. */
  readonly heldMs: number;
};

/** A stretch of tense, angry or anxious caller voice. `endMs` null = still going on. */
export type Episode = {
  readonly onsetMs: number;
  readonly peakMs: number;
  readonly peak: CallerMood;
  readonly endMs: number | null;
  /** Time from the peak to calm; null while not recovered, or where the caller fell silent first. */
  readonly recoveryMs: number | null;
};

/** The caller's state after an observation. Made only by `reduceCallState`. */
export type CallState = {
  readonly atMs: number;
  readonly mood: CallerMood;
  readonly sinceMs: number;
  readonly reason: MoodReason;
  readonly episode: Episode | null;
  readonly pastEpisodes: readonly Episode[];
  /** The observation that led here: the policy reads the conversation facts from it. */
  readonly observation: Observation | null;
  /** The sums behind the mood. */
  readonly evidence: MoodEvidence;
  /** Highest smoothed tension of the present episode, nats. */
  readonly peakTensionNats: number;
  /** The caller's speech in tense stretches: in those that are over, and where in their speech the present one began. */
  readonly tense: { readonly pastMs: number; readonly fromSpokenMs: number | null };
};

/** Differences beyond these are errors of measurement: octaves, or a gain that stepped. */
const BELIEVED = { db: 18, semitones: 10 };

/** Share of its threshold from which an emotion takes the name from another. */
const LEADS_FROM = 0.5;

const NO_REASON: MoodReason = { levelDeltaDb: null, f0DeltaSemitones: null, rateRatio: null, heldMs: 0 };

/** A call of which nothing has been heard. */
export const INITIAL_CALL_STATE: CallState = {
  atMs: 0,
  mood: 'unsure',
  sinceMs: 0,
  reason: NO_REASON,
  episode: null,
  pastEpisodes: [],
  observation: null,
  evidence: NO_EVIDENCE,
  peakTensionNats: 0,
  tense: { pastMs: 0, fromSpokenMs: null },
};

/**
 * How much the caller has spoken in tense stretches, milliseconds, from the estimated beginning of each to its estimated
 * end. Cue, summary and reports all say this.
 */
export function tenseSpeechMs({ tense, evidence }: CallState): number {
  return tense.pastMs + stretchSpeechMs(tense, evidence);
}

/** The state for the agent who takes the call over: the caller is as before, a tense stretch counts from here. */
export function afterHandover(state: CallState): CallState {
  const { atMs, mood, episode, tense, evidence } = state;
  return {
    ...state,
    episode: episode === null ? null : { ...episode, onsetMs: atMs, peakMs: atMs, peak: mood },
    pastEpisodes: [],
    tense: { pastMs: 0, fromSpokenMs: tense.fromSpokenMs === null ? null : evidence.spokenMs },
  };
}

/** True of the moods that a tense episode is made of. */
export function isTense(mood: CallerMood): boolean {
  return mood === 'tense' || mood === 'angry' || mood === 'anxious';
}

/** The caller's state after one more observation. Pure: time is the observation's position. */
export function reduceCallState(state: CallState, observation: Observation, options: MoodOptions): CallState {
  const { atMs, emotion } = observation;
  if (emotion.kind === 'absent' && (emotion.reason === 'objection' || emotion.reason === 'no-notice'))
    return {
      ...INITIAL_CALL_STATE,
      atMs,
      sinceMs: state.mood === 'unsure' ? state.sinceMs : atMs,
      observation,
    };
  const evidence =
    emotion.kind === 'heard'
      ? addEvidence(state.evidence, observation, { heard: emotion, tense: isTense(state.mood) }, options)
      : state.evidence;
  const mood = moodOf(state, evidence, atMs, options);
  const tense = tenseAfter(state.tense, mood, evidence, options);
  const next: CallState = {
    ...state,
    tense,
    atMs,
    mood,
    sinceMs: mood === state.mood ? state.sinceMs : atMs,
    reason: reasonOf(mood, evidence, observation, tense),
    observation,
    evidence: isTense(mood) === isTense(state.mood) ? evidence : restarted(evidence, mood),
  };
  return { ...next, ...episodesOf(state, next, options) };
}

/** Once a threshold is crossed, the sum for the way back starts from nothing: that is the hysteresis. */
function restarted(evidence: MoodEvidence, mood: CallerMood): MoodEvidence {
  const { anger, anxiety, calm } = NO_EVIDENCE;
  if (isTense(mood)) return { ...evidence, calm };
  return mood === 'calm' ? { ...evidence, anger, anxiety } : { ...NO_EVIDENCE, ...heardSoFar(evidence) };
}

function heardSoFar({ heardMs, lastHeardMs, spokenMs, start, askedMs }: MoodEvidence): Partial<MoodEvidence> {
  return { heardMs, lastHeardMs, spokenMs, start, askedMs };
}

function tenseAfter(
  tense: CallState['tense'],
  mood: CallerMood,
  evidence: MoodEvidence,
  options: MoodOptions,
): CallState['tense'] {
  const { pastMs, fromSpokenMs } = tense;
  if (isTense(mood))
    return fromSpokenMs === null
      ? { pastMs, fromSpokenMs: evidence[leadingEmotion(evidence, options)].fromSpokenMs }
      : tense;
  if (fromSpokenMs === null) return tense;
  const untilMs = mood === 'calm' ? evidence.calm.fromSpokenMs : evidence.spokenMs;
  return { pastMs: pastMs + Math.max(0, untilMs - fromSpokenMs), fromSpokenMs: null };
}

function stretchSpeechMs({ fromSpokenMs }: CallState['tense'], { spokenMs }: MoodEvidence): number {
  return fromSpokenMs === null ? 0 : Math.max(0, spokenMs - fromSpokenMs);
}

/** Thresholds with a gap between them: into tense on the sums of anger and anxiety, out of it on that of calm. */
function moodOf(state: CallState, evidence: MoodEvidence, atMs: number, options: MoodOptions): CallerMood {
  const silentMs = atMs - (evidence.lastHeardMs ?? 0);
  if (evidence.lastHeardMs === null || silentMs > options.forgetAfterMs) return 'unsure';
  const tense = isTense(state.mood)
    ? evidence.calm.nats < options.calmAtNats
    : tenseShare(evidence, options) >= 1 && restsOnEnough(evidence, options);
  if (tense) return tenseMoodOf(state, evidence, atMs, options);
  if (isTense(state.mood)) return 'calm';
  if (evidence.heardMs < options.minHeardMs) return 'unsure';
  return tenseShare(evidence, options) > 0.5 ? 'unsure' : 'calm';
}

/**
 * "Tense" first; a name only when one emotion has clearly led, by its own evidence in this stretch and by the model's
 * lean.
 */
function tenseMoodOf(
  { mood }: CallState,
  evidence: MoodEvidence,
  atMs: number,
  options: MoodOptions,
): CallerMood {
  if (options.undivided) return 'tense';
  if (keepsName(mood, evidence, options)) return mood;
  if (atMs - tenseSinceMs(evidence, options) < options.nameAfterMs) return 'tense';
  const lean = evidence.angerLeanNats;
  if (leadingEmotion(evidence, options) === 'anger') return lean >= options.angryLeanNats ? 'angry' : 'tense';
  return -lean >= options.anxiousLeanNats ? 'anxious' : 'tense';
}

/**
 * A name stays while half of its lean does, and until the other emotion leads by evidence of its own: while a stretch
 * wanes the sums of both are near nothing, and which is larger says nothing.
 */
function keepsName(mood: CallerMood, evidence: MoodEvidence, options: MoodOptions): boolean {
  const lean = evidence.angerLeanNats;
  const angry = evidence.anger.nats / options.anger.atNats;
  const anxious = evidence.anxiety.nats / options.anxiety.atNats;
  if (mood === 'angry') return lean >= options.angryLeanNats / 2 && anxious <= Math.max(angry, LEADS_FROM);
  if (mood === 'anxious')
    return -lean >= options.anxiousLeanNats / 2 && angry <= Math.max(anxious, LEADS_FROM);
  return false;
}

/** What a person could check by ear: nothing where the voice was badly heard, and no difference that no voice makes. */
function reasonOf(
  mood: CallerMood,
  evidence: MoodEvidence,
  { atMs, customer, turns }: Observation,
  tense: CallState['tense'],
): MoodReason {
  const calmMs = Math.max(0, atMs - evidence.calm.sinceMs);
  const measured = customer !== null && isMeasured(customer, turns) ? customer : null;
  return {
    levelDeltaDb: within(measured?.levelDeltaDb, BELIEVED.db),
    f0DeltaSemitones: within(measured?.f0DeltaSemitones, BELIEVED.semitones),
    rateRatio: measured?.articulationRateRatio ?? null,
    heldMs: isTense(mood) ? stretchSpeechMs(tense, evidence) : mood === 'calm' ? calmMs : 0,
  };
}

function within(value: number | null | undefined, limit: number): number | null {
  return value === null || value === undefined || Math.abs(value) > limit ? null : value;
}

type Episodes = Pick<CallState, 'episode' | 'pastEpisodes' | 'peakTensionNats'>;

function episodesOf(before: CallState, now: CallState, options: MoodOptions): Episodes {
  const { pastEpisodes } = before;
  if (isTense(now.mood)) {
    const episode = before.episode ?? {
      onsetMs: tenseSinceMs(now.evidence, options),
      peakMs: now.atMs,
      peak: now.mood,
      endMs: null,
      recoveryMs: null,
    };
    const { tensionNats } = now.evidence;
    const higher = before.episode === null || tensionNats > before.peakTensionNats;
    const named = now.mood !== 'tense' && (higher || episode.peak === 'tense');
    return {
      episode: {
        ...episode,
        peakMs: higher ? now.atMs : episode.peakMs,
        peak: named ? now.mood : episode.peak,
      },
      pastEpisodes,
      peakTensionNats: higher ? tensionNats : before.peakTensionNats,
    };
  }
  if (before.episode === null) return { episode: null, pastEpisodes, peakTensionNats: 0 };
  const recovered = now.mood === 'calm';
  const endMs = recovered
    ? Math.max(before.episode.peakMs, now.evidence.calm.sinceMs)
    : (before.evidence.lastHeardMs ?? now.atMs);
  const ended = { ...before.episode, endMs, recoveryMs: recovered ? endMs - before.episode.peakMs : null };
  return { episode: null, pastEpisodes: [...pastEpisodes, ended], peakTensionNats: 0 };
}
