import type { CallState } from '../call/call-state.js';
import type { CallSummary } from '../call/call-summary.js';
import type { Observation } from '../call/observation.js';
import type { Attention } from './attention.js';
import type { Cue, CueKind } from './cue.js';

/** Why an eligible cue was not shown. Counted; part of the evaluation. */
export type SuppressionReason =
  | 'budget-call'
  | 'budget-hour'
  | 'spacing'
  | 'repeat'
  | 'dismissal-quiet'
  | 'muted'
  | 'kind-off'
  | 'no-breakpoint'
  | 'earlier-step'
  | 'hold-out'
  | 'stale-audio'
  | 'unbound';

/** Everything that coaching one call produces, in order of `atMs`. Replay prints exactly these. */
export type CoachEvent =
  | { readonly type: 'observation'; readonly atMs: number; readonly observation: Observation }
  | { readonly type: 'state'; readonly atMs: number; readonly state: CallState }
  | { readonly type: 'cue'; readonly atMs: number; readonly cue: Cue }
  /** The behaviour changed, or time ran out: the cue goes away. */
  | {
      readonly type: 'cue-ended';
      readonly atMs: number;
      readonly cueId: string;
      readonly why: 'expired' | 'behaviour-changed' | 'replaced' | 'dismissed' | 'call-ended';
    }
  | {
      readonly type: 'withheld';
      readonly atMs: number;
      readonly kind: CueKind;
      readonly why: SuppressionReason;
      readonly cue: Cue | null;
    }
  /** The gate closed over what had been inferred: whatever of it was kept must go. */
  | { readonly type: 'forgotten'; readonly atMs: number; readonly why: 'no-notice' | 'objection' }
  /** The stretch of one agent ends and that of the next begins. */
  | {
      readonly type: 'handover';
      readonly atMs: number;
      /** Null where nothing was heard in the stretch. */
      readonly summary: CallSummary | null;
      /** Of the agent who leaves. */
      readonly attention: Attention;
    }
  /** Of the call, or of its last stretch where it was handed over. */
  | { readonly type: 'summary'; readonly atMs: number; readonly summary: CallSummary };
