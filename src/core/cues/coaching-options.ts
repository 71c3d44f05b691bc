import { CUE_KINDS, type CueKind } from './cue.js';

/** Limits on how often an agent is spoken to. */
export type Allowance = {
  readonly perCall: number;
  readonly perHour: number;
  readonly spacingMs: number;
};

/** From when on a fact about the conversation counts. Every number is a setting; the reasons stand in `coaching-section.ts`. */
export type RuleLimits = {
  readonly fastRateRatio: number;
  readonly loudLevelDb: number;
  readonly agentUpForMs: number;
  readonly acknowledgeAfterMs: number;
  readonly overlapMs: number;
  readonly overlapsRecent: number;
  readonly backchannelAfterMs: number;
  readonly deadAirMs: number;
  readonly searchMs: number;
  readonly anxiousForMs: number;
  readonly noisyFloorDb: number;
  readonly noisySnrDb: number;
  readonly paceGapRatio: number;
  readonly paceGapForMs: number;
  readonly longAgentTurnMs: number;
  readonly sumUpAfterMs: number;
  readonly wayForwardAfterMs: number;
  readonly debateWithinMs: number;
  readonly debateLatencyMs: number;
  readonly debateRiseNats: number;
};

/** The administrator's part of the policy. */
export type PolicyOptions = {
  readonly normal: Allowance;
  readonly fewer: Allowance;
  readonly quiet: Allowance;
  /** How long a cue may wait for a breakpoint. */
  readonly waitMs: number;
  /** How long a cue stays on the desktop. */
  readonly showMs: number;
  /** Spacing that is enough once the caller has escalated after the last cue. */
  readonly escalationSpacingMs: number;
  /** Quiet after "not now" or "wrong". */
  readonly dismissalQuietMs: number;
  /** After this the same kind may come twice running, and a cue no longer counts against the call's own limit. */
  readonly repeatAfterMs: number;
  readonly callBudgetRenewsMs: number;
  /** After late audio, a pause or a hold: no cue for so long, and none on a mood of which less has been heard since. */
  readonly settleAfterBreakMs: number;
  readonly freshEvidenceMs: number;
  /** Nobody has spoken for this long before a turn counts as ended or the floor as held. */
  readonly settleMs: number;
  readonly kindsOn: readonly CueKind[];
  /** Strain from which a reset is offered. */
  readonly resetStrain: number;
  /** How long the reset stays on offer. */
  readonly resetOfferMs: number;
  /** Strain, and tense speech, from which a warm line is said after the call. */
  readonly warmCloseStrain: number;
  readonly warmCloseTenseMs: number;
  readonly limits: RuleLimits;
};

export const DEFAULT_POLICY_OPTIONS: PolicyOptions = {
  normal: { perCall: 3, perHour: 8, spacingMs: 60_000 },
  fewer: { perCall: 2, perHour: 4, spacingMs: 120_000 },
  quiet: { perCall: 1, perHour: 1, spacingMs: 120_000 },
  waitMs: 20_000,
  showMs: 10_000,
  escalationSpacingMs: 30_000,
  dismissalQuietMs: 600_000,
  repeatAfterMs: 300_000,
  callBudgetRenewsMs: 1_200_000,
  settleAfterBreakMs: 2000,
  freshEvidenceMs: 2000,
  settleMs: 200,
  kindsOn: CUE_KINDS,
  resetStrain: 30,
  resetOfferMs: 120_000,
  warmCloseStrain: 6,
  warmCloseTenseMs: 5000,
  limits: {
    fastRateRatio: 1.15,
    loudLevelDb: 4,
    agentUpForMs: 4000,
    acknowledgeAfterMs: 12_000,
    overlapMs: 600,
    overlapsRecent: 2,
    backchannelAfterMs: 15_000,
    deadAirMs: 8000,
    searchMs: 20_000,
    anxiousForMs: 5000,
    noisyFloorDb: -48,
    noisySnrDb: 12,
    paceGapRatio: 1.25,
    paceGapForMs: 10_000,
    longAgentTurnMs: 20_000,
    sumUpAfterMs: 4000,
    wayForwardAfterMs: 15_000,
    debateWithinMs: 6000,
    debateLatencyMs: 400,
    debateRiseNats: 0.5,
  },
};
