import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../../src/core/cues/attention.js';
import { DEFAULT_AGENT_SETTINGS } from '../../../src/core/cues/call-coach.js';
import { type CallMoments, NO_MOMENTS } from '../../../src/core/cues/call-moments.js';
import { DEFAULT_POLICY_OPTIONS, type PolicyOptions } from '../../../src/core/cues/coaching-options.js';
import type { CueKind } from '../../../src/core/cues/cue.js';
import { CUE_RULES } from '../../../src/core/cues/cue-rules.js';
import { suppressionOf } from '../../../src/core/cues/cue-suppression.js';
import {
  type Given,
  INITIAL_POLICY_STATE,
  type PolicySituation,
  type PolicyState,
} from '../../../src/core/cues/policy-state.js';
import { CUSTOMER_SPEAKS, stateAt } from '../../support/made-up-moment.js';

const NOW_MS = 600_000;
const OPTIONS: PolicyOptions = {
  ...DEFAULT_POLICY_OPTIONS,
  normal: { perCall: 3, perHour: 5, spacingMs: 60_000 },
  fewer: { perCall: 2, perHour: 4, spacingMs: 120_000 },
  quiet: { perCall: 1, perHour: 1, spacingMs: 120_000 },
};

type Case = {
  readonly kind?: CueKind;
  readonly policy?: Partial<PolicyState>;
  readonly situation?: Partial<PolicySituation>;
  readonly moments?: Partial<CallMoments>;
  readonly givenMs?: number;
  readonly options?: Partial<PolicyOptions>;
};

function suppressed({ kind = 'breath', policy, situation, moments, givenMs, options }: Case = {}) {
  const all = { ...OPTIONS, ...options };
  return suppressionOf(
    CUE_RULES.find((rule) => rule.kind === kind)!,
    {
      state: stateAt(NOW_MS, 'tense', CUSTOMER_SPEAKS),
      moments: { ...NO_MOMENTS, ...moments },
      limits: all.limits,
      givenMs: () => givenMs ?? null,
    },
    {
      policy: { ...INITIAL_POLICY_STATE, ...policy },
      situation: {
        settings: DEFAULT_AGENT_SETTINGS,
        muted: false,
        bound: true,
        stale: false,
        inTimeFromMs: null,
        inTimeFromHeardMs: null,
        paused: false,
        ...situation,
      },
      options: all,
    },
  );
}

const given = (agoMs: number, kind: CueKind | null = null): Given => ({
  kind,
  step: null,
  cueId: agoMs > NOW_MS ? null : 'c',
  atMs: NOW_MS - agoMs,
});

describe('A cue whose evidence holds', () => {
  it('may be given when nothing speaks against it', () => {
    expect(suppressed()).toBeNull();
  });

  it.each<[string, Case, string]>([
    ['the site has switched its kind off', { options: { kindsOn: ['reassure'] } }, 'kind-off'],
    [
      'the agent has switched its kind off',
      { situation: { settings: { ...DEFAULT_AGENT_SETTINGS, kindsOff: ['breath'] } } },
      'kind-off',
    ],
    ['the agent called it wrong on this call', { policy: { wrongKinds: ['breath'] } }, 'kind-off'],
    ['no agent is on the call', { situation: { bound: false } }, 'unbound'],
    ['the agent has muted', { situation: { muted: true } }, 'muted'],
    ['the audio is late', { situation: { stale: true } }, 'stale-audio'],
    ['a cue was dismissed a moment ago', { policy: { dismissedMs: NOW_MS - 1000 } }, 'dismissal-quiet'],
    ['this tense stretch has had it', { givenMs: NOW_MS - 1000 }, 'given'],
    ['another was given just before', { policy: { given: [given(30_000)] } }, 'spacing'],
    ['the last one was of the same kind', { policy: { given: [given(61_000, 'breath')] } }, 'repeat'],
    [
      'the call has had its share',
      { policy: { given: [given(300_000), given(200_000), given(100_000)] } },
      'budget-call',
    ],
    [
      'the hour has had its share',
      { policy: { given: [5, 4, 3, 2, 1].map((n) => given(NOW_MS + n * 60_000)) } },
      'budget-hour',
    ],
  ])('is withheld when %s', (_what, one, why) => {
    expect(suppressed(one)).toBe(why);
  });

  it('counts what was asked of the agent on another call, while this one went on, for the hour and not for this call', () => {
    const elsewhere = [500, 400, 300].map((ago) => ({ ...given(ago * 1000), cueId: null }));
    expect(suppressed({ policy: { given: elsewhere } })).toBeNull();
    const recent = { ...given(5_000), cueId: null };
    expect(suppressed({ policy: { given: [...elsewhere, recent] } })).toBe('spacing');
  });

  it('may come again once dismissal, spacing and hour have passed', () => {
    expect(suppressed({ policy: { dismissedMs: NOW_MS - OPTIONS.dismissalQuietMs } })).toBeNull();
    expect(suppressed({ policy: { given: [given(60_000)] } })).toBeNull();
    const anHourAgo = Array.from({ length: 9 }, () => given(HOUR_MS));
    expect(suppressed({ policy: { given: anHourAgo } })).toBeNull();
  });

  it('may follow sooner when the caller has escalated since the last one', () => {
    const policy = { given: [given(40_000)] };
    expect(suppressed({ policy })).toBe('spacing');
    expect(suppressed({ policy, moments: { escalatedMs: NOW_MS - 10_000 } })).toBeNull();
    expect(suppressed({ policy, moments: { escalatedMs: NOW_MS - 50_000 } })).toBe('spacing');
  });

  it('keeps to what the agent has asked for: fewer, or quiet', () => {
    const settings = { ...DEFAULT_AGENT_SETTINGS, fewerCues: true };
    expect(suppressed({ policy: { given: [given(90_000)] }, situation: { settings } })).toBe('spacing');
    const quiet = { ...DEFAULT_AGENT_SETTINGS, quiet: true };
    expect(suppressed({ policy: { given: [given(200_000)] }, situation: { settings: quiet } })).toBe(
      'budget-call',
    );
  });

  it('never goes back in the flow of one stretch, unless the caller has escalated', () => {
    const stretch = { noticedMs: NOW_MS - 300_000, overMs: null, recovered: false, named: null };
    const later: Given = { kind: 'two-options', step: 'guide', cueId: 'c1', atMs: NOW_MS - 200_000 };
    const policy = { given: [later] };
    expect(suppressed({ kind: 'let-finish', policy, moments: { stretch } })).toBe('earlier-step');
    const escalated = { stretch, escalatedMs: NOW_MS - 100_000 };
    expect(suppressed({ kind: 'let-finish', policy, moments: escalated })).toBeNull();
  });
});
