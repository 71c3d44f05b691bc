import type { MoodOptions } from '../../core/call/mood-options.js';
import type { Observation } from '../../core/call/observation.js';
import type { CoachEvent } from '../../core/cues/coach-event.js';
import type { PolicyOptions } from '../../core/cues/coaching-options.js';
import { CUE_RULES } from '../../core/cues/cue-rules.js';
import { defaultCoachOptions } from '../../live/coaching-settings.js';
import { type Interval, poissonInterval, wilsonInterval } from '../acoustics/rate-intervals.js';
import type { CueScenario } from './cue-scenario.js';
import { coachObservations } from './observed-call.js';

/** A scenario with what was observed in it; its samples are no longer needed. */
export type ObservedScenario = Omit<CueScenario, 'samples' | 'agent'> & {
  readonly callerMs: number;
  readonly observations: readonly Observation[];
};

/** How soon sustained emotion raises a cue. A miss counts as an infinite delay. */
export type OnsetFigures = {
  readonly speakers: number;
  readonly raised: number;
  readonly recall: number | null;
  readonly interval: Interval | null;
  /** null where more than half are missed, or there is no speaker. */
  readonly medianDelayMs: number | null;
};

export type FalseCueFigures = {
  readonly count: number;
  readonly hours: number;
  readonly perHour: number | null;
  readonly interval: Interval | null;
};

export type CueFigures = {
  readonly anger: OnsetFigures;
  readonly anxiety: OnsetFigures;
  readonly calm: FalseCueFigures;
  readonly happy: FalseCueFigures;
};

/** A cue that comes later after the onset is a miss. */
const RAISED_WITHIN_MS = 10_000;

const ABOUT_EMOTION = new Set(
  CUE_RULES.filter(({ about }) => about === 'caller-emotion').map(({ kind }) => kind),
);

/** The policy without what keeps cues apart: every cue that it would ever decide shows. */
export function unrestrained(policy: PolicyOptions): PolicyOptions {
  const open = { perCall: Number.MAX_SAFE_INTEGER, perHour: Number.MAX_SAFE_INTEGER, spacingMs: 0 };
  return { ...policy, normal: open, fewer: open, quiet: open, escalationSpacingMs: 0, dismissalQuietMs: 0 };
}

/** Times of the cues that claim something of the caller's emotion. */
export function emotionCuesMs(events: readonly CoachEvent[]): readonly number[] {
  return events.flatMap((event) =>
    event.type === 'cue' && ABOUT_EMOTION.has(event.cue.kind) ? [event.cue.atMs] : [],
  );
}

/** Figures of a set of scenarios under one policy and one set of thresholds. */
export function cueFigures(
  scenarios: readonly ObservedScenario[],
  mood: MoodOptions,
  policy: PolicyOptions,
): CueFigures {
  const options = { ...defaultCoachOptions(['customer'], true), mood, policy };
  const cuesOf = ({ observations }: ObservedScenario) =>
    emotionCuesMs(coachObservations(observations, options));
  const onset = (kind: 'anger' | 'anxiety') =>
    onsetFigures(
      scenarios.filter((one) => one.kind === kind).map((one) => delayMs(cuesOf(one), one.onsetMs ?? 0)),
    );
  const rate = (kind: 'calm' | 'happy') => {
    const calls = scenarios.filter((one) => one.kind === kind);
    const count = calls.reduce((sum, one) => sum + cuesOf(one).length, 0);
    return falseCueFigures(count, calls.reduce((sum, { callerMs }) => sum + callerMs, 0) / 3_600_000);
  };
  return { anger: onset('anger'), anxiety: onset('anxiety'), calm: rate('calm'), happy: rate('happy') };
}

/** The same by a name, groups without one left out, in order of name. */
export function cueFiguresBy(
  scenarios: readonly ObservedScenario[],
  nameOf: (scenario: ObservedScenario) => string,
  mood: MoodOptions,
  policy: PolicyOptions,
): Readonly<Record<string, CueFigures>> {
  const names = [...new Set(scenarios.map(nameOf))].filter((name) => name !== '').sort();
  return Object.fromEntries(
    names.map((name) => [
      name,
      cueFigures(
        scenarios.filter((one) => nameOf(one) === name),
        mood,
        policy,
      ),
    ]),
  );
}

function delayMs(cuesMs: readonly number[], onsetMs: number): number {
  const first = cuesMs.find((atMs) => atMs >= onsetMs);
  return first === undefined ? Number.POSITIVE_INFINITY : first - onsetMs;
}

function onsetFigures(delaysMs: readonly number[]): OnsetFigures {
  const speakers = delaysMs.length;
  const raised = delaysMs.filter((ms) => ms <= RAISED_WITHIN_MS).length;
  const sorted = [...delaysMs].sort((a, b) => a - b);
  const median = speakers === 0 ? null : sorted[Math.ceil(speakers / 2) - 1]!;
  return {
    speakers,
    raised,
    recall: speakers === 0 ? null : raised / speakers,
    interval: wilsonInterval(raised, speakers),
    medianDelayMs: median === Number.POSITIVE_INFINITY ? null : median,
  };
}

function falseCueFigures(count: number, hours: number): FalseCueFigures {
  return {
    count,
    hours,
    perHour: hours === 0 ? null : count / hours,
    interval: poissonInterval(count, hours),
  };
}
