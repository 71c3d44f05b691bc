import { INITIAL_CALL_STATE, reduceCallState } from '../../core/call/call-state.js';
import { tenseShare } from '../../core/call/mood-evidence.js';
import { DEFAULT_MOOD_OPTIONS, type MoodOptions } from '../../core/call/mood-options.js';
import type { CoachEvent } from '../../core/cues/coach-event.js';

/** What the model heard of the caller at one moment, and what it adds up to. */
export type HearingPoint = {
  readonly atMs: number;
  /** Probabilities, 0 to 1. */
  readonly anger: number;
  readonly anxiety: number;
  /** Share of the evidence that an alarm needs: 1 = alarm; null where only the probabilities are known. */
  readonly evidence: number | null;
};

/** The course of the probabilities and of the evidence, from the events of a coached call. */
export function hearingCurve(
  events: readonly CoachEvent[],
  options: MoodOptions = DEFAULT_MOOD_OPTIONS,
): HearingPoint[] {
  const points: HearingPoint[] = [];
  let state = INITIAL_CALL_STATE;
  for (const event of events) {
    if (event.type !== 'observation') continue;
    const { observation } = event;
    state = reduceCallState(state, observation, options);
    if (observation.emotion.kind === 'absent') continue;
    const { anger, anxiety } = observation.emotion.probabilities;
    points.push({ atMs: event.atMs, anger, anxiety, evidence: tenseShare(state.evidence, options) });
  }
  return points;
}
