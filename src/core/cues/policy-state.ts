import { type CallMoments, NO_MOMENTS } from './call-moments.js';
import type { AgentSettings } from './coach.js';
import type { SuppressionReason } from './coach-event.js';
import type { Cue, CueKind, FlowStep } from './cue.js';

/** What the agent, the platform and the administrator have set at this moment. */
export type PolicySituation = {
  readonly settings: AgentSettings;
  readonly muted: boolean;
  readonly bound: boolean;
  readonly stale: boolean;
  readonly paused: boolean;
  /**
   * Where the audio last began to come in time again, after a backlog, a pause or a hold: on the timeline, and by how
   * much of the caller had been examined until then; null = it always has.
   */
  readonly inTimeFromMs: number | null;
  readonly inTimeFromHeardMs: number | null;
};

/** A cue that was given, shown or withheld by the hold-out. Of what the agent was asked before they came to the call, or meanwhile by another, only the time is known. */
export type Given = {
  readonly kind: CueKind | null;
  readonly step: FlowStep | null;
  readonly cueId: string | null;
  readonly atMs: number;
};

/** A cue whose evidence holds and that waits for its moment. */
export type Candidate = {
  readonly kind: CueKind;
  /** Since when only a breakpoint has been missing; null while something else is missing too. */
  readonly clearSinceMs: number | null;
  /** When its evidence last held; a short lapse does not make it a new candidate. */
  readonly seenMs: number;
  readonly reported: SuppressionReason | null;
  readonly dropped: boolean;
  /** Given already: it is not repeated until its evidence has lapsed. */
  readonly given: boolean;
};

/** Everything the policy remembers of a call. Made only by `cue-policy.ts` and `call-coach.ts`. */
export type PolicyState = {
  readonly moments: CallMoments;
  readonly live: Cue | null;
  readonly given: readonly Given[];
  readonly candidates: readonly Candidate[];
  /** Kinds that the agent has called wrong on this call. */
  readonly wrongKinds: readonly CueKind[];
  readonly dismissedMs: number | null;
  readonly eligibleCount: number;
};

export const INITIAL_POLICY_STATE: PolicyState = {
  moments: NO_MOMENTS,
  live: null,
  given: [],
  candidates: [],
  wrongKinds: [],
  dismissedMs: null,
  eligibleCount: 0,
};
