import type { CallState } from '../call/call-state.js';
import { agentSpeaks, breakpointAt } from './breakpoint.js';
import { addMoment, type CallMoments } from './call-moments.js';
import type { CoachEvent } from './coach-event.js';
import type { PolicyOptions } from './coaching-options.js';
import type { Cue, CueReason } from './cue.js';
import { CUE_RULES, type CueContext, type CueRule } from './cue-rules.js';
import { suppressionOf } from './cue-suppression.js';
import { type HoldOut, isHeldOut } from './hold-out.js';
import type { Candidate, Given, PolicySituation, PolicyState } from './policy-state.js';

export type PolicyStep = { readonly policy: PolicyState; readonly events: readonly CoachEvent[] };

/** Evidence may lapse this long, between two windows of speech, before a candidate is a new one. */
const LAPSE_MS = 3000;

/** The call before and after the step, and how its desk stands. */
type CallStep = {
  readonly before: CallState;
  readonly state: CallState;
  readonly situation: PolicySituation;
};

/** One step of the call: takes away what no longer holds, gives at most one cue. Pure. */
export function stepPolicy(
  policy: PolicyState,
  { before, state, situation }: CallStep,
  options: PolicyOptions,
  holdOut: HoldOut,
): PolicyStep {
  const moments = addMoment(policy.moments, before, state, options.limits);
  const context = contextOf(state, moments, policy.given, options);
  const events: CoachEvent[] = [];
  const ended = policy.live === null ? null : endOf(policy.live, context);
  if (ended !== null) events.push(ended);
  let next: PolicyState = { ...policy, moments, live: ended === null ? policy.live : null };

  const due = dueCandidates(next, context, situation, options);
  events.push(...due.withheld);
  next = { ...next, candidates: due.candidates };
  if (due.chosen === null) return { policy: next, events };

  const { rule, reason } = due.chosen;
  const cue: Cue = {
    id: `c${next.eligibleCount + 1}`,
    kind: rule.kind,
    step: rule.step,
    atMs: state.atMs,
    expiresAtMs: state.atMs + options.showMs,
    reason,
  };
  const heldOut = isHeldOut(holdOut, next.eligibleCount);
  if (heldOut) {
    events.push({ type: 'withheld', atMs: state.atMs, kind: cue.kind, why: 'hold-out', cue });
  } else {
    if (next.live !== null)
      events.push({ type: 'cue-ended', atMs: state.atMs, cueId: next.live.id, why: 'replaced' });
    events.push({ type: 'cue', atMs: state.atMs, cue });
  }
  return {
    policy: {
      ...next,
      live: heldOut ? next.live : cue,
      // A withheld cue spends what a shown one would: both arms of the comparison meet the same rest of the call.
      given: [...next.given, { kind: rule.kind, step: rule.step, cueId: cue.id, atMs: state.atMs }],
      candidates: next.candidates.map((one) => (one.kind === rule.kind ? { ...one, given: true } : one)),
      eligibleCount: next.eligibleCount + 1,
    },
    events,
  };
}

function contextOf(
  state: CallState,
  moments: CallMoments,
  given: readonly Given[],
  { limits }: PolicyOptions,
): CueContext {
  const sinceMs = moments.stretch?.noticedMs ?? 0;
  return {
    state,
    moments,
    limits,
    givenMs: (kind) => given.findLast((one) => one.kind === kind && one.atMs >= sinceMs)?.atMs ?? null,
  };
}

function endOf(live: Cue, context: CueContext): CoachEvent | null {
  const { atMs } = context.state;
  if (atMs >= live.expiresAtMs) return { type: 'cue-ended', atMs, cueId: live.id, why: 'expired' };
  const rule = CUE_RULES.find(({ kind }) => kind === live.kind);
  return rule?.evidence(context) === null
    ? { type: 'cue-ended', atMs, cueId: live.id, why: 'behaviour-changed' }
    : null;
}

type Due = {
  readonly candidates: readonly Candidate[];
  readonly withheld: readonly CoachEvent[];
  readonly chosen: { readonly rule: CueRule; readonly reason: CueReason } | null;
};

/** Keeps the list of waiting cues, reports why others do not come, and picks the first that may be read now. */
function dueCandidates(
  policy: PolicyState,
  context: CueContext,
  situation: PolicySituation,
  options: PolicyOptions,
): Due {
  const { atMs, observation } = context.state;
  if (observation === null) return { candidates: policy.candidates, withheld: [], chosen: null };
  const breakpoint = breakpointAt(observation, options.settleMs);
  const mayRead = breakpoint !== null && !agentSpeaks(observation) && !situation.paused;
  const grounds = { policy, situation, options };
  const candidates: Candidate[] = [];
  const withheld: CoachEvent[] = [];
  const ready: { rule: CueRule; reason: CueReason; priority: number }[] = [];
  for (const rule of CUE_RULES) {
    const known = policy.candidates.find(({ kind }) => kind === rule.kind);
    const reason = rule.evidence(context);
    if (reason === null) {
      if (known !== undefined && atMs - known.seenMs < LAPSE_MS) candidates.push(known);
      continue;
    }
    if (known?.given) {
      candidates.push({ ...known, seenMs: atMs });
      continue;
    }
    const why = suppressionOf(rule, context, grounds);
    const clearSinceMs = why === null ? (known?.clearSinceMs ?? atMs) : null;
    const late = known?.dropped || (clearSinceMs !== null && atMs - clearSinceMs > options.waitMs);
    const report = late ? 'no-breakpoint' : why === 'given' ? null : why;
    if (report !== null && report !== known?.reported) {
      withheld.push({ type: 'withheld', atMs, kind: rule.kind, why: report, cue: null });
    }
    candidates.push({
      kind: rule.kind,
      clearSinceMs,
      seenMs: atMs,
      reported: report ?? known?.reported ?? null,
      dropped: late,
      given: false,
    });
    if (why === null && !late && mayRead && rule.breakpoints.includes(breakpoint))
      ready.push({ rule, reason, priority: rule.priority(context) });
  }
  ready.sort((a, b) => b.priority - a.priority);
  return { candidates, withheld, chosen: ready[0] ?? null };
}
