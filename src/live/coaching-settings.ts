import type { Config } from '../config/config-schema.js';
import type { Role } from '../core/audio/audio-frame.js';
import { DEFAULT_PIPELINE_TIMING } from '../core/call/call-pipeline.js';
import { DEFAULT_MOOD_OPTIONS, type MoodOptions, withThresholds } from '../core/call/mood-options.js';
import { PROSODY_MOOD_OPTIONS } from '../core/call/prosody-mood-options.js';
import { type ModelKind, modelKindOf } from '../core/classifier/model-kind.js';
import { FRESH_ATTENTION } from '../core/cues/attention.js';
import { type CallCoachOptions, DEFAULT_AGENT_SETTINGS } from '../core/cues/call-coach.js';
import { DEFAULT_POLICY_OPTIONS, type PolicyOptions } from '../core/cues/coaching-options.js';
import { NO_HOLD_OUT } from '../core/cues/hold-out.js';

/** What coaching rests on: the administrator's settings, and which model hears. */
export type CoachingSettings = Pick<Config, 'coaching' | 'model'>;

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
export function moodOf({ coaching: { mood }, model }: CoachingSettings): MoodOptions {
  const shipped = moodOptionsOf(modelKindOf(model));
  return withThresholds(shipped, {
    angerAtNats: mood.angerAtNats ?? shipped.anger.atNats,
    anxietyAtNats: mood.anxietyAtNats ?? shipped.anxiety.atNats,
  });
}

/** How what this kind of model hears becomes a mood, as shipped. */
export function moodOptionsOf(kind: ModelKind): MoodOptions {
  return kind === 'prosody' ? PROSODY_MOOD_OPTIONS : DEFAULT_MOOD_OPTIONS;
}

/** Options of one live call on this site. `callSeed`: the call's key; draws of the hold-out depend on it and the secret. */
export function coachOptionsOf(
  settings: CoachingSettings,
  call: { readonly roles: readonly Role[]; readonly noticeGiven: boolean; readonly seed: string },
): CallCoachOptions {
  const { coaching } = settings;
  return {
    ...defaultCoachOptions(call.roles, call.noticeGiven),
    mood: moodOf(settings),
    policy: policyOf(coaching),
    holdOut: { share: coaching.holdOut.share, seed: `${coaching.holdOut.secret}:${call.seed}` },
    bound: false,
  };
}
