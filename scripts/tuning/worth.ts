import { INITIAL_CALL_STATE, isTense, reduceCallState } from '../../src/core/call/call-state.js';
import { isDoubtful } from '../../src/core/call/doubt.js';
import { type MoodOptions, withThresholds } from '../../src/core/call/mood-options.js';
import type { Observation } from '../../src/core/call/observation.js';
import type { ObservedScenario } from '../../src/lab/evaluation/cue-figures.js';
import { DISTRESS } from '../../src/lab/evaluation/natural-figures.js';
import { VOICE_S } from '../../src/lab/evaluation/sound-reels.js';

/** Tense stretches an hour that a candidate may have, a little below what is promised, and what each beyond costs. */
const LIMITS = {
  calm: { perHour: 0.4, cost: 0.3 },
  happy: { perHour: 2, cost: 0.04 },
  natural: { perHour: 0.7, cost: 0.08 },
  lively: { perHour: 5, cost: 0.012 },
} as const;
/** Below the limit, less is still better. */
const SLOPE = 1 / 60;
/** A reel of sounds in which an alarm is raised. */
const REEL_COST = 0.015;
/**
 * The limits hold over a band of thresholds: of people never heard, a candidate that just keeps them on these gives two
 * to three times as many.
 */
const BAND = [1, 0.75] as const;
const RAISED_BY_MS = 8000;
const RAISED_SOFTLY_MS = 1500;

/** What thresholds are worth on these calls: mean recall of anger and anxiety, less what false alarms cost. */
export function worth(scenarios: readonly ObservedScenario[], options: MoodOptions): number {
  const costs = BAND.map((scale) =>
    falseCost(
      scenarios,
      withThresholds(options, {
        angerAtNats: options.anger.atNats * scale,
        anxietyAtNats: options.anxiety.atNats * scale,
      }),
    ),
  );
  return raised(scenarios, options) - costs.reduce((sum, cost) => sum + cost, 0) / BAND.length;
}

/** What was asked of the second network, had these options decided it. */
export function asAsked(scenario: ObservedScenario, options: MoodOptions): ObservedScenario {
  let state = INITIAL_CALL_STATE;
  const observations = scenario.observations.map((observation) => {
    const asked = isDoubtful(state, observation, options) ? observation : withoutSecond(observation);
    state = reduceCallState(state, asked, options);
    return asked;
  });
  return { ...scenario, observations };
}

function withoutSecond(observation: Observation): Observation {
  const { emotion } = observation;
  return emotion.kind === 'heard' ? { ...observation, emotion: { ...emotion, second: null } } : observation;
}

/** Times at which one scenario becomes tense. */
function tenseAt({ observations }: ObservedScenario, options: MoodOptions): number[] {
  const times: number[] = [];
  let state = INITIAL_CALL_STATE;
  for (const observation of observations) {
    const heard = isDoubtful(state, observation, options) ? observation : withoutSecond(observation);
    const next = reduceCallState(state, heard, options);
    if (isTense(next.mood) && !isTense(state.mood)) times.push(next.atMs);
    state = next;
  }
  return times;
}

/** Speakers raised in time, softly, so that a tenth of a second is not all or nothing: the mean of anger and anxiety. */
function raised(scenarios: readonly ObservedScenario[], options: MoodOptions): number {
  const shareOf = (kind: 'anger' | 'anxiety') => {
    const own = scenarios.filter((one) => one.kind === kind);
    const shares = own.map((one) => {
      const times = tenseAt(one, options);
      const first = times.find((atMs) => atMs >= (one.onsetMs ?? 0));
      // A false alarm before the onset spends the cue.
      if (first === undefined || times[0]! < (one.onsetMs ?? 0)) return 0;
      return 1 / (1 + Math.exp((first - (one.onsetMs ?? 0) - RAISED_BY_MS) / RAISED_SOFTLY_MS));
    });
    return shares.reduce((sum, share) => sum + share, 0) / Math.max(1, own.length);
  };
  return (shareOf('anger') + shareOf('anxiety')) / 2;
}

/** What the false alarms of calm, happy, natural and lively speech and of sounds cost. */
function falseCost(scenarios: readonly ObservedScenario[], options: MoodOptions): number {
  let cost = 0;
  for (const kind of ['calm', 'happy', 'natural', 'lively'] as const) {
    const own = scenarios.filter((one) => one.kind === kind);
    const hours = own.reduce((sum, { callerMs }) => sum + callerMs, 0) / 3_600_000;
    const count = own.reduce((sum, one) => sum + tenseAt(one, options).length, 0);
    const perHour = hours === 0 ? 0 : count / hours;
    cost += LIMITS[kind].cost * (Math.max(0, perHour - LIMITS[kind].perHour) + SLOPE * perHour);
  }
  const reels = scenarios.filter(({ kind, speaker }) => kind === 'sounds' && !DISTRESS.test(speaker));
  const startsMs = VOICE_S * 1000;
  return (
    cost + REEL_COST * reels.filter((one) => tenseAt(one, options).some((atMs) => atMs >= startsMs)).length
  );
}
