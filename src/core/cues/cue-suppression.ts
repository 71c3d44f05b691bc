import { HOUR_MS } from './attention.js';
import type { AgentSettings } from './coach.js';
import type { SuppressionReason } from './coach-event.js';
import type { Allowance, PolicyOptions } from './coaching-options.js';
import { FLOW_STEPS } from './cue.js';
import type { CueContext, CueRule } from './cue-rules.js';
import type { Given, PolicySituation, PolicyState } from './policy-state.js';

/** What a cue is measured against, besides its own evidence. */
export type SuppressionGrounds = {
  readonly policy: PolicyState;
  readonly situation: PolicySituation;
  readonly options: PolicyOptions;
};

/**
 * Why a cue whose evidence holds is not given now; null = only a breakpoint is missing.
 * `given`: this stretch has had it already, which is not counted as a suppression.
 */
export function suppressionOf(
  rule: CueRule,
  context: CueContext,
  { policy, situation, options }: SuppressionGrounds,
): SuppressionReason | 'given' | null {
  const { atMs } = context.state;
  const { given } = policy;
  if (context.givenMs(rule.kind) !== null && rule.about === 'caller-emotion') return 'given';
  if (!options.kindsOn.includes(rule.kind)) return 'kind-off';
  if (situation.settings.kindsOff.includes(rule.kind) || policy.wrongKinds.includes(rule.kind))
    return 'kind-off';
  if (!situation.bound) return 'unbound';
  if (situation.muted) return 'muted';
  if (situation.stale || !restsOnTimelyAudio(rule, context, situation, options)) return 'stale-audio';
  if (policy.dismissedMs !== null && atMs - policy.dismissedMs < options.dismissalQuietMs)
    return 'dismissal-quiet';
  if (isEarlierStep(rule, context, given)) return 'earlier-step';
  const last = given.at(-1);
  const allowance = allowanceOf(situation.settings, options);
  const spacingMs = escalatedSince(context, last) ? options.escalationSpacingMs : allowance.spacingMs;
  if (last !== undefined && atMs - last.atMs < Math.min(spacingMs, allowance.spacingMs)) return 'spacing';
  if (last?.kind === rule.kind && atMs - last.atMs < options.repeatAfterMs) return 'repeat';
  const ofThisCall = given.filter(
    (one) => one.cueId !== null && atMs - one.atMs < options.callBudgetRenewsMs,
  );
  if (ofThisCall.length >= allowance.perCall) return 'budget-call';
  if (given.filter((one) => atMs - one.atMs < HOUR_MS).length >= allowance.perHour) return 'budget-hour';
  return null;
}

/**
 * Whether the audio behind the cue was spoken since audio came in time again. A mood must have been heard again for a
 * while; what else happened must have happened since.
 */
function restsOnTimelyAudio(
  rule: CueRule,
  { state }: CueContext,
  { inTimeFromMs, inTimeFromHeardMs }: PolicySituation,
  { settleAfterBreakMs, freshEvidenceMs, limits }: PolicyOptions,
): boolean {
  if (inTimeFromMs === null || inTimeFromHeardMs === null) return true;
  if (state.atMs - inTimeFromMs < settleAfterBreakMs) return false;
  if (rule.kind === 'dead-air') return state.atMs - inTimeFromMs >= limits.deadAirMs;
  return state.evidence.heardMs - inTimeFromHeardMs >= freshEvidenceMs;
}

/** The caller went from tense to a named emotion, or grew tense again, after the last cue. */
function escalatedSince({ moments }: CueContext, last: Given | undefined): boolean {
  return last !== undefined && moments.escalatedMs !== null && moments.escalatedMs > last.atMs;
}

/** Within a tense stretch the flow only goes forward, unless the caller has escalated since the later step. */
function isEarlierStep(rule: CueRule, { moments }: CueContext, given: readonly Given[]): boolean {
  if (rule.step === null || moments.stretch === null) return false;
  const sinceMs = Math.max(moments.stretch.noticedMs, moments.escalatedMs ?? 0);
  const own = FLOW_STEPS.indexOf(rule.step);
  return given.some(({ step, atMs }) => step !== null && atMs >= sinceMs && FLOW_STEPS.indexOf(step) > own);
}

/** The allowance that holds under the agent's own settings. */
function allowanceOf(settings: AgentSettings, options: PolicyOptions): Allowance {
  if (settings.quiet) return options.quiet;
  return settings.fewerCues ? options.fewer : options.normal;
}
