import type { Config } from '../config/config-schema.js';
import type { Role } from '../core/audio/audio-frame.js';
import { DEFAULT_PIPELINE_TIMING } from '../core/call/call-pipeline.js';
import { DEFAULT_MOOD_OPTIONS, type MoodOptions, withThresholds } from '../core/call/mood-options.js';
import { FRESH_ATTENTION } from '../core/cues/attention.js';
import { type CallCoachOptions, DEFAULT_AGENT_SETTINGS } from '../core/cues/call-coach.js';
import { DEFAULT_POLICY_OPTIONS, type PolicyOptions } from '../core/cues/coaching-options.js';
import { NO_HOLD_OUT } from '../core/cues/hold-out.js';

/** Options of one call under the shipped defaults; an agent is bound, no hold-out runs. For replays and evaluations. */
export function defaultCoachOptions(roles: readonly Role[], noticeGiven: boolean): CallCoachOptions {
  return {
    pipeline: { ...DEFAULT_PIPELINE_TIMING, origin: 'customer', roles, noticeGiven },
    mood: DEFAULT_MOOD_OPTIONS,
    policy: DEFAULT_POLICY_OPTIONS,
    holdOut: NO_HOLD_OUT,
    bound: true,
    settings: DEFAULT_AGENT_SETTINGS,
    attention: FRESH_ATTENTION,
  };
}

/** The administrator's part of the policy. */
export function policyOf(coaching: Config['coaching']): PolicyOptions {
  const { wording: _, resetSeconds: __, holdOut: ___, mood: ____, ...policy } = coaching;
  return policy;
}

/** The shipped thresholds, except those that the site has calibrated. */
export function moodOf({ mood }: Config['coaching']): MoodOptions {
  return withThresholds(DEFAULT_MOOD_OPTIONS, {
    angerAtNats: mood.angerAtNats ?? DEFAULT_MOOD_OPTIONS.anger.atNats,
    anxietyAtNats: mood.anxietyAtNats ?? DEFAULT_MOOD_OPTIONS.anxiety.atNats,
  });
}

/** Options of one live call on this site. `callSeed`: the call's key; draws of the hold-out depend on it and the secret. */
export function coachOptionsOf(
  coaching: Config['coaching'],
  call: { readonly roles: readonly Role[]; readonly noticeGiven: boolean; readonly seed: string },
): CallCoachOptions {
  return {
    ...defaultCoachOptions(call.roles, call.noticeGiven),
    mood: moodOf(coaching),
    policy: policyOf(coaching),
    holdOut: { share: coaching.holdOut.share, seed: `${coaching.holdOut.secret}:${call.seed}` },
    bound: false,
  };
}
