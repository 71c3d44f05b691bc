import type { MoodOptions } from '../../core/call/mood-options.js';
import type { PolicyOptions } from '../../core/cues/coaching-options.js';
import { defaultCoachOptions } from '../../live/coaching-settings.js';
import { type Interval, poissonInterval } from '../acoustics/rate-intervals.js';
import { emotionCuesMs, type ObservedScenario, unrestrained } from './cue-figures.js';
import { coachObservations } from './observed-call.js';
import { VOICE_S } from './sound-reels.js';

/** What is false in talk by people who are neither angry nor anxious; all of it is, so each count is an error. */
export type NaturalFigures = {
  readonly hours: number;
  readonly tenseStretches: number;
  readonly cues: number;
  /** Tense stretches an hour, and its exact Poisson interval; null without any talk. */
  readonly perHour: number | null;
  readonly interval: Interval | null;
};

export type NonSpeechFigures = {
  readonly reels: number;
  /** Reels in which a cue about the caller's emotion came once the sounds had begun. */
  readonly withCue: number;
  readonly raisedBy: readonly string[];
};

export type SoundFigures = {
  readonly nonSpeech: NonSpeechFigures;
  /** Screams, cries of pain and crying: a person may well want to hear of these. */
  readonly distress: NonSpeechFigures;
  readonly synthetic: NonSpeechFigures;
};

/** Kinds of sound that are distress, by the beginning of a reel's name. */
export const DISTRESS = /^(scream|cry|crying|pain)\b/;

/** Counts tense stretches, and cues under the policy without its restraint. */
export function naturalFigures(
  calls: readonly ObservedScenario[],
  mood: MoodOptions,
  policy: PolicyOptions,
): NaturalFigures {
  const options = { ...defaultCoachOptions(['customer'], true), mood, policy: unrestrained(policy) };
  let tenseStretches = 0;
  let cues = 0;
  for (const { observations } of calls) {
    const events = coachObservations(observations, options);
    cues += emotionCuesMs(events).length;
    for (const event of events) if (event.type === 'summary') tenseStretches += event.summary.episodes.length;
  }
  const hours = calls.reduce((sum, { callerMs }) => sum + callerMs, 0) / 3_600_000;
  return {
    hours,
    tenseStretches,
    cues,
    perHour: hours === 0 ? null : tenseStretches / hours,
    interval: poissonInterval(tenseStretches, hours),
  };
}

/** Counts the reels of sounds that are no speech in which a cue came. */
export function soundFigures(
  reels: readonly ObservedScenario[],
  mood: MoodOptions,
  policy: PolicyOptions,
): SoundFigures {
  const options = { ...defaultCoachOptions(['customer'], true), mood, policy };
  const raises = ({ observations }: ObservedScenario) =>
    emotionCuesMs(coachObservations(observations, options)).some((atMs) => atMs >= VOICE_S * 1000);
  const of = (chosen: readonly ObservedScenario[]): NonSpeechFigures => {
    const raisedBy = chosen.filter(raises).map(({ speaker }) => speaker);
    return { reels: chosen.length, withCue: raisedBy.length, raisedBy };
  };
  const recorded = reels.filter(({ corpus }) => corpus === 'recorded');
  return {
    nonSpeech: of(recorded.filter(({ speaker }) => !DISTRESS.test(speaker))),
    distress: of(recorded.filter(({ speaker }) => DISTRESS.test(speaker))),
    synthetic: of(reels.filter(({ corpus }) => corpus === 'synthetic')),
  };
}
