import type { CallSummary } from '../../core/call/call-summary.js';

/** What an interval is about: who speaks, both at once, what the caller sounds like, a cue while it is shown. */
export type Tier = 'caller' | 'agent' | 'mixed' | 'overlap' | 'mood' | 'cue';

/** One stretch of a call with one label. Times are milliseconds from its start. */
export type Interval = {
  readonly tier: Tier;
  readonly fromMs: number;
  readonly toMs: number;
  readonly label: string;
  /** For a cue: why it was given. */
  readonly reason: string | null;
};

/** A replayed recording as analysts take it further. Nothing of the agent's side but when they speak. */
export type CallAnalysis = {
  readonly name: string;
  /** The name of it among others, without the file's ending and without blanks. */
  readonly id: string;
  readonly durationMs: number;
  readonly summary: CallSummary | null;
  /** By start; those of one tier do not overlap. */
  readonly intervals: readonly Interval[];
};
