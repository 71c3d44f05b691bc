import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../../src/core/cues/attention.js';
import type { Cue } from '../../../src/core/cues/cue.js';
import {
  attentionOf,
  withAskedElsewhere,
  withAttention,
  withFeedback,
} from '../../../src/core/cues/cue-feedback.js';
import { INITIAL_POLICY_STATE, type PolicyState } from '../../../src/core/cues/policy-state.js';

const LIVE: Cue = {
  id: 'c1',
  kind: 'breath',
  step: 'soothe',
  atMs: 10_000,
  expiresAtMs: 20_000,
  reason: { key: 'tense', values: {}, mood: null },
};
const SHOWN: PolicyState = {
  ...INITIAL_POLICY_STATE,
  live: LIVE,
  given: [{ kind: 'breath', step: 'soothe', cueId: 'c1', atMs: 10_000 }],
};

describe("The agent's word on a cue", () => {
  it('"not now" takes it away and brings quiet', () => {
    const { policy, events } = withFeedback(SHOWN, 'c1', 'not-now', 12_000);
    expect(policy).toMatchObject({ live: null, dismissedMs: 12_000, wrongKinds: [] });
    expect(events).toEqual([{ type: 'cue-ended', atMs: 12_000, cueId: 'c1', why: 'dismissed' }]);
  });

  it('"wrong" also stops its kind on this call', () => {
    const { policy } = withFeedback(SHOWN, 'c1', 'wrong', 12_000);
    expect(policy).toMatchObject({ live: null, dismissedMs: 12_000, wrongKinds: ['breath'] });
  });

  it('"helped" takes it away without a quiet', () => {
    const { policy, events } = withFeedback(SHOWN, 'c1', 'helped', 12_000);
    expect(policy).toMatchObject({ live: null, dismissedMs: null, wrongKinds: [] });
    expect(events).toHaveLength(1);
  });

  it('"seen" changes nothing', () => {
    expect(withFeedback(SHOWN, 'c1', 'seen', 12_000)).toEqual({ policy: SHOWN, events: [] });
  });

  it('on a cue that is gone counts, but takes nothing away from the one that stands', () => {
    const second: PolicyState = { ...SHOWN, live: { ...LIVE, id: 'c2', kind: 'reassure' } };
    const { policy, events } = withFeedback(second, 'c1', 'wrong', 12_000);
    expect(policy).toMatchObject({ live: { id: 'c2' }, dismissedMs: 12_000, wrongKinds: ['breath'] });
    expect(events).toEqual([]);
  });
});

describe('Attention', () => {
  it('goes with the agent from call to call: the cues of the last hour, and the last dismissal', () => {
    const first = attentionOf({ ...SHOWN, dismissedMs: 15_000 }, 30_000, 2);
    expect(first).toEqual({ givenAgoMs: [20_000], dismissedAgoMs: 15_000, hardCallsInARow: 2 });
    const next = withAttention(INITIAL_POLICY_STATE, first, 0);
    expect(next.given).toEqual([{ kind: null, step: null, cueId: null, atMs: -20_000 }]);
    expect(next.dismissedMs).toBe(-15_000);
  });

  it('forgets cues that are an hour old', () => {
    expect(attentionOf(SHOWN, 10_000 + HOUR_MS, 0).givenAgoMs).toEqual([]);
  });

  it('is one for two calls at once: what the other asked just now spaces, fills the hour and brings quiet here', () => {
    const asked = { givenAgoMs: [1_000], dismissedAgoMs: null };
    const next = withAskedElsewhere(SHOWN, asked, 9_000);
    expect(next).toMatchObject({ live: LIVE, dismissedMs: null });
    expect(next.given.map(({ cueId, atMs }) => [cueId, atMs])).toEqual([
      [null, 8_000],
      ['c1', 10_000],
    ]);
    const dismissed = withAskedElsewhere(next, { givenAgoMs: [], dismissedAgoMs: 500 }, 20_000);
    expect(dismissed).toMatchObject({ live: LIVE, dismissedMs: 19_500, given: next.given });
    expect(withAskedElsewhere(dismissed, { givenAgoMs: [], dismissedAgoMs: 9_000 }, 20_000).dismissedMs).toBe(
      19_500,
    );
  });

  it('stays with its agent on a transfer: the new one brings their own, in order, and takes over only the cue that stands', () => {
    const gone: PolicyState = { ...SHOWN, live: null, dismissedMs: 15_000 };
    const brought = { givenAgoMs: [70_000, 5_000], dismissedAgoMs: null, hardCallsInARow: 0 };
    const next = withAttention(gone, brought, 200_000);
    expect(next.given.map(({ cueId, atMs }) => [cueId, atMs])).toEqual([
      [null, 130_000],
      [null, 195_000],
    ]);
    expect(next.dismissedMs).toBeNull();
    const standing = withAttention(SHOWN, { ...brought, givenAgoMs: [1_000] }, 12_000);
    expect(standing.given.map(({ cueId, atMs }) => [cueId, atMs])).toEqual([
      ['c1', 10_000],
      [null, 11_000],
    ]);
  });
});
