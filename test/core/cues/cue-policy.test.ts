import { describe, expect, it } from 'vitest';
import { type CallerMood, INITIAL_CALL_STATE } from '../../../src/core/call/call-state.js';
import { DEFAULT_AGENT_SETTINGS } from '../../../src/core/cues/call-coach.js';
import type { CoachEvent } from '../../../src/core/cues/coach-event.js';
import { DEFAULT_POLICY_OPTIONS, type PolicyOptions } from '../../../src/core/cues/coaching-options.js';
import { stepPolicy } from '../../../src/core/cues/cue-policy.js';
import { NO_HOLD_OUT } from '../../../src/core/cues/hold-out.js';
import { INITIAL_POLICY_STATE, type PolicySituation } from '../../../src/core/cues/policy-state.js';
import { AGENT_SPEAKS, CUSTOMER_SPEAKS, type MomentParts, stateAt } from '../../support/made-up-moment.js';

const AT_THE_DESK: PolicySituation = {
  settings: DEFAULT_AGENT_SETTINGS,
  muted: false,
  bound: true,
  stale: false,
  inTimeFromMs: null,
  inTimeFromHeardMs: null,
  paused: false,
};
/** One cue is enough to see what the policy does with it. */
const ONLY_BREATH: PolicyOptions = { ...DEFAULT_POLICY_OPTIONS, kindsOn: ['breath'] };
const STEP_MS = 250;

type Moment = { readonly mood: CallerMood; readonly parts: MomentParts };

/** Steps the policy through the moments, one every 250 ms, and gives what it said, with the times. */
function run(
  moments: readonly Moment[],
  { situation = AT_THE_DESK, options = ONLY_BREATH, holdOut = NO_HOLD_OUT } = {},
): readonly CoachEvent[] {
  let policy = INITIAL_POLICY_STATE;
  let before = INITIAL_CALL_STATE;
  const events: CoachEvent[] = [];
  moments.forEach(({ mood, parts }, index) => {
    const state = stateAt((index + 1) * STEP_MS, mood, parts);
    const step = stepPolicy(policy, { before, state, situation }, options, holdOut);
    policy = step.policy;
    before = state;
    events.push(...step.events);
  });
  return events;
}

const lasting = (ms: number, mood: CallerMood, parts: MomentParts): readonly Moment[] =>
  Array.from({ length: ms / STEP_MS }, () => ({ mood, parts }));
const cuesOf = (events: readonly CoachEvent[]) =>
  events.flatMap((event) => (event.type === 'cue' ? [[event.cue.kind, event.atMs]] : []));
const withheldOf = (events: readonly CoachEvent[]) =>
  events.flatMap((event) => (event.type === 'withheld' ? [event.why] : []));

describe('The cue policy', () => {
  it('gives nothing while the caller is calm', () => {
    expect(run(lasting(60_000, 'calm', CUSTOMER_SPEAKS))).toEqual([]);
  });

  it('gives the breath once, as soon as a tense caller holds the floor', () => {
    const events = run([
      ...lasting(1000, 'calm', CUSTOMER_SPEAKS),
      ...lasting(5000, 'tense', CUSTOMER_SPEAKS),
    ]);
    expect(cuesOf(events)).toEqual([['breath', 1250]]);
  });

  it('waits while the agent speaks, and gives it at the first breakpoint', () => {
    const events = run([...lasting(3000, 'tense', AGENT_SPEAKS), ...lasting(1000, 'tense', CUSTOMER_SPEAKS)]);
    expect(cuesOf(events)).toEqual([['breath', 3250]]);
  });

  it('drops a cue for which no breakpoint came in time, and says so once', () => {
    const events = run([
      ...lasting(ONLY_BREATH.waitMs + 1000, 'tense', AGENT_SPEAKS),
      ...lasting(5000, 'tense', CUSTOMER_SPEAKS),
    ]);
    expect(cuesOf(events)).toEqual([]);
    expect(withheldOf(events)).toEqual(['no-breakpoint']);
  });

  it('takes a cue away when it has been shown for its time', () => {
    const events = run(lasting(ONLY_BREATH.showMs + 2000, 'tense', CUSTOMER_SPEAKS));
    expect(events.at(-1)).toMatchObject({ type: 'cue-ended', cueId: 'c1', why: 'expired' });
  });

  it('takes a cue away when its evidence has gone', () => {
    const events = run([
      ...lasting(1000, 'tense', CUSTOMER_SPEAKS),
      ...lasting(1000, 'calm', CUSTOMER_SPEAKS),
    ]);
    expect(events.at(-1)).toMatchObject({ type: 'cue-ended', cueId: 'c1', why: 'behaviour-changed' });
  });

  it('gives nothing while the stream is paused, though its evidence holds', () => {
    const situation = { ...AT_THE_DESK, paused: true };
    expect(cuesOf(run(lasting(5000, 'tense', CUSTOMER_SPEAKS), { situation }))).toEqual([]);
  });

  it('reports why a cue was withheld once, not at every step', () => {
    const situation = { ...AT_THE_DESK, muted: true };
    expect(withheldOf(run(lasting(10_000, 'tense', CUSTOMER_SPEAKS), { situation }))).toEqual(['muted']);
  });

  it('withholds for the hold-out what it would have shown, and lets it spend the same allowance', () => {
    const options = { ...ONLY_BREATH, normal: { perCall: 1, perHour: 8, spacingMs: 0 } };
    const twoStretches = [
      ...lasting(5000, 'tense', CUSTOMER_SPEAKS),
      ...lasting(10_000, 'calm', CUSTOMER_SPEAKS),
      ...lasting(5000, 'tense', CUSTOMER_SPEAKS),
    ];
    const shown = run(twoStretches, { options });
    const heldOut = run(twoStretches, { options, holdOut: { share: 1, seed: 'any' } });
    expect(cuesOf(shown)).toHaveLength(1);
    expect(cuesOf(heldOut)).toEqual([]);
    expect(withheldOf(heldOut)[0]).toBe('hold-out');
    expect(withheldOf(heldOut).filter((why) => why === 'hold-out')).toHaveLength(1);
    const rest = (events: readonly CoachEvent[]) => withheldOf(events).filter((why) => why !== 'hold-out');
    expect(rest(heldOut)).toEqual(rest(shown));
  });

  it('shows the more urgent of two cues that are due', () => {
    const both = { ...DEFAULT_POLICY_OPTIONS, kindsOn: ['let-finish', 'breath'] as const };
    const interrupted: MomentParts = {
      ...CUSTOMER_SPEAKS,
      turns: { floor: 'customer', recentAgentOverlaps: 5 },
    };
    const [first] = cuesOf(run(lasting(1000, 'tense', interrupted), { options: both }));
    expect(first).toEqual(['breath', STEP_MS]);
  });
});
