import { type Attention, HOUR_MS } from './attention.js';
import type { CoachInput } from './coach.js';
import type { CoachEvent } from './coach-event.js';
import type { Given, PolicyState } from './policy-state.js';

type Verdict = Extract<CoachInput, { type: 'feedback' }>['verdict'];

/**
 * The agent's feedback on a cue. "Not now" and "wrong" take it away and bring quiet; "wrong" also stops that kind on this
 * call; "helped" takes it away, its work being done; "seen" changes nothing.
 */
export function withFeedback(
  policy: PolicyState,
  cueId: string,
  verdict: Verdict,
  atMs: number,
): { readonly policy: PolicyState; readonly events: readonly CoachEvent[] } {
  if (verdict === 'seen') return { policy, events: [] };
  const isLive = policy.live?.id === cueId;
  const kind = policy.given.find((one) => one.cueId === cueId)?.kind ?? null;
  const dismissed = verdict !== 'helped';
  return {
    policy: {
      ...policy,
      live: isLive ? null : policy.live,
      dismissedMs: dismissed ? atMs : policy.dismissedMs,
      wrongKinds: verdict === 'wrong' && kind !== null ? [...policy.wrongKinds, kind] : policy.wrongKinds,
    },
    events: isLive ? [{ type: 'cue-ended', atMs, cueId, why: 'dismissed' }] : [],
  };
}

/**
 * The policy of an agent who comes to the call with this attention. What was asked of another agent stays with them;
 * only the cue that is still shown is handed over, and counts for the agent who now sees it. Pure.
 */
export function withAttention(policy: PolicyState, attention: Attention, atMs: number): PolicyState {
  const earlier = timesOf(attention.givenAgoMs, atMs);
  const { live } = policy;
  const standing = live === null ? [] : policy.given.filter((one) => one.cueId === live.id);
  return {
    ...policy,
    given: [...earlier, ...standing].sort((a, b) => a.atMs - b.atMs),
    candidates: policy.candidates.filter((one) => one.kind === live?.kind),
    dismissedMs: attention.dismissedAgoMs === null ? null : atMs - attention.dismissedAgoMs,
  };
}

/** The policy after another call of the same agent gave a cue, or had one dismissed, this long ago. Pure. */
export function withAskedElsewhere(
  policy: PolicyState,
  asked: Pick<Attention, 'givenAgoMs' | 'dismissedAgoMs'>,
  atMs: number,
): PolicyState {
  const dismissals = [policy.dismissedMs, asked.dismissedAgoMs === null ? null : atMs - asked.dismissedAgoMs];
  const known = dismissals.filter((ms) => ms !== null);
  return {
    ...policy,
    given: [...policy.given, ...timesOf(asked.givenAgoMs, atMs)].sort((a, b) => a.atMs - b.atMs),
    dismissedMs: known.length === 0 ? null : Math.max(...known),
  };
}

/** Cues of other calls, of which only the time is known. */
function timesOf(givenAgoMs: readonly number[], atMs: number): readonly Given[] {
  return givenAgoMs.map((agoMs) => ({ kind: null, step: null, cueId: null, atMs: atMs - agoMs }));
}

/** What the agent takes to the next call. */
export function attentionOf(policy: PolicyState, atMs: number, hardCallsInARow: number): Attention {
  return {
    givenAgoMs: policy.given.map((one) => atMs - one.atMs).filter((ageMs) => ageMs < HOUR_MS),
    dismissedAgoMs: policy.dismissedMs === null ? null : atMs - policy.dismissedMs,
    hardCallsInARow,
  };
}
