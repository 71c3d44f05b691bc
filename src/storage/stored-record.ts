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

/** What became of a record: kept, or given up because the queue was full, closed, or the record itself was refused. */
export type WriteOutcome = 'durable' | 'dropped';

/**
 * Takes records off the audio path. The promise never rejects: it resolves with `durable` once the record would
 * survive a crash, or with `dropped`, which is counted. Writing twice is harmless.
 */
export interface RecordWriter {
  write(record: StoredRecord): Promise<WriteOutcome>;
  /** Resolves when everything written so far is settled, or the limit has passed. */
  flush(limitMs: number): Promise<void>;
}
