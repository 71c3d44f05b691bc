import type { CallSummary } from '../core/call/call-summary.js';
import type { SuppressionReason } from '../core/cues/coach-event.js';
import type { CueKind, CueReason } from '../core/cues/cue.js';

/** What every record says of its call. `agentId` is null while no agent was bound. */
export type RecordKey = {
  readonly tenant: string;
  readonly platform: string;
  readonly callId: string;
  readonly agentId: string | null;
};

/** Everything that is kept. Times are wall-clock milliseconds since the epoch. Nothing of the audio has a place here. */
export type StoredRecord =
  | {
      readonly type: 'call';
      readonly key: RecordKey;
      readonly startedAt: number;
      readonly summary: CallSummary;
      /** When the call was over; absent = another stretch of it follows. */
      readonly overAt?: number | undefined;
    }
  | {
      readonly type: 'cue';
      readonly key: RecordKey;
      readonly cueId: string;
      readonly kind: CueKind;
      readonly reason: CueReason;
      readonly decidedAt: number;
      /** Shown, or withheld and why; `hold-out` rows are what the effect analysis compares. */
      readonly outcome: 'shown' | SuppressionReason;
    }
  | {
      readonly type: 'feedback';
      readonly key: RecordKey;
      readonly cueId: string;
      readonly verdict: 'not-now' | 'wrong' | 'helped' | 'seen';
      readonly at: number;
    }
  | {
      readonly type: 'reset';
      readonly key: RecordKey;
      readonly offerId: string;
      readonly outcome: 'offered' | 'taken' | 'skipped';
      readonly at: number;
    }
  | {
      readonly type: 'binding';
      readonly key: RecordKey;
      readonly source: string;
      readonly state: 'active' | 'held' | 'ended';
      readonly at: number;
    };

/** The record of a whole call: the only kind that is journalled while the database is away. */
export type SummaryRecord = Extract<StoredRecord, { type: 'call' }>;

/**
 * The outcome of a record: kept (in the database, or a summary in the journal); given up because the queue was full,
 * closed, or the record itself was refused; or taken out by an erasure.
 */
export type WriteOutcome = 'durable' | 'dropped' | 'erased';

/**
 * Takes records off the audio path. The promise never rejects: it resolves with `durable` once the record would
 * survive a crash, or with `dropped`, which is counted. Writing twice is harmless.
 */
export interface RecordWriter {
  write(record: StoredRecord): Promise<WriteOutcome>;
  /** Resolves when everything written so far is settled, or the limit has passed. */
  flush(limitMs: number): Promise<void>;
  /**
   * A barrier: no record is written while `work` runs, and what `erased` matches is taken out of the queue and of the
   * journal before it; `work` is told how many those were. So nothing that it erases can be written again by the writer.
   * Rejects as `work` does.
   */
  withErased<T>(erased: (record: StoredRecord) => boolean, work: (taken: number) => Promise<T>): Promise<T>;
}
