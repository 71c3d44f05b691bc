import type { StorageLog } from './database.js';
import type { RecordWriter, StoredRecord, WriteOutcome } from './stored-record.js';
import { isRefusal } from './write-rows.js';

export type WriterOptions = {
  /** Records in one transaction; small, since SQLite's work stops the event loop while it lasts. */
  readonly batchRecords: number;
  /** Records that may wait; past it the least valuable is given up. */
  readonly queueRecords: number;
  /** How long a record may wait for company before it is written. */
  readonly gatherMs: number;
  /** Pause after a failed write; doubles up to the limit. */
  readonly retryMs: number;
  readonly retryLimitMs: number;
};

/** What the writer has done since it was made; `waiting` and `failing` are of this moment. */
export type WriterStats = {
  readonly written: number;
  readonly dropped: Readonly<Record<StoredRecord['type'], number>>;
  readonly waiting: number;
  readonly failing: boolean;
};

/** Hears what the writer does; for metrics. */
export type WriterObserver = {
  waiting(records: number): void;
  written(type: StoredRecord['type']): void;
  dropped(type: StoredRecord['type']): void;
  failed(): void;
};

const NOBODY: WriterObserver = { waiting() {}, written() {}, dropped() {}, failed() {} };

/** Makes records durable in one transaction, or throws and keeps none of them. */
export type WriteBatch = (records: readonly StoredRecord[]) => Promise<void>;

type Waiting = { readonly record: StoredRecord; readonly settle: (outcome: WriteOutcome) => void };

/** What is given up first when the queue is full: a call's summary last. */
const VALUE: Readonly<Record<StoredRecord['type'], number>> = {
  binding: 0,
  cue: 1,
  feedback: 2,
  reset: 3,
  call: 4,
};

/** Gathers records, writes them in small transactions, and tries again for as long as the database is away. */
export class BatchedRecordWriter implements RecordWriter {
  readonly #write: WriteBatch;
  readonly #options: WriterOptions;
  readonly #log: StorageLog;
  readonly #observer: WriterObserver;
  #queue: Waiting[] = [];
  #inFlight: readonly Waiting[] = [];
  #timer: NodeJS.Timeout | null = null;
  #failures = 0;
  #closed = false;
  #written = 0;
  readonly #dropped = { call: 0, cue: 0, feedback: 0, reset: 0, binding: 0 };
  #idle: Array<() => void> = [];

  constructor(write: WriteBatch, options: WriterOptions, log: StorageLog, observer: WriterObserver = NOBODY) {
    this.#observer = observer;
    this.#write = write;
    this.#options = options;
    this.#log = log;
  }

  write(record: StoredRecord): Promise<WriteOutcome> {
    return new Promise((settle) => {
      if (this.#closed) {
        this.#drop({ record, settle });
        return;
      }
      this.#queue.push({ record, settle });
      if (this.#queue.length > this.#options.queueRecords) this.#dropLeastValuable();
      this.#tellWaiting();
      if (this.#failures === 0) this.#schedule(this.#options.gatherMs);
    });
  }

  async flush(limitMs: number): Promise<void> {
    if (this.#isIdle()) return;
    this.#reschedule(0);
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, limitMs);
    });
    await Promise.race([new Promise<void>((resolve) => this.#idle.push(resolve)), limit]);
    clearTimeout(timer);
  }

  /** Writes what waits, within the limit; what is left after it is dropped and counted. */
  async close(limitMs: number): Promise<void> {
    await this.flush(limitMs);
    this.#closed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    for (const waiting of this.#queue.splice(0)) this.#drop(waiting);
  }

  stats(): WriterStats {
    return {
      written: this.#written,
      dropped: { ...this.#dropped },
      waiting: this.#queue.length + this.#inFlight.length,
      failing: this.#failures > 0,
    };
  }

  #schedule(delayMs: number): void {
    if (this.#timer !== null || this.#inFlight.length > 0) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      void this.#writeBatch();
    }, delayMs);
  }

  #reschedule(delayMs: number): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#schedule(delayMs);
  }

  /** One transaction; never throws. */
  async #writeBatch(): Promise<void> {
    this.#inFlight = this.#queue.splice(0, this.#options.batchRecords);
    const batch = this.#inFlight;
    try {
      if (batch.length > 0) await this.#write(batch.map(({ record }) => record));
      this.#settleWritten(batch);
    } catch (cause) {
      await this.#afterFailure(batch, cause);
    }
    this.#inFlight = [];
    this.#tellWaiting();
    if (this.#isIdle()) for (const resolve of this.#idle.splice(0)) resolve();
    else if (!this.#closed) this.#schedule(this.#pauseMs());
    else for (const waiting of this.#queue.splice(0)) this.#drop(waiting);
  }

  async #afterFailure(batch: readonly Waiting[], cause: unknown): Promise<void> {
    if (!isRefusal(cause)) {
      if (this.#failures === 0) this.#log.warn({ err: cause, waiting: batch.length }, 'storage write failed');
      this.#countFailure();
      this.#queue.unshift(...batch);
      return;
    }
    // One record of the batch is refused for good: find it by writing each alone, and keep the others.
    for (const [index, waiting] of batch.entries()) {
      try {
        await this.#write([waiting.record]);
        this.#settleWritten([waiting]);
      } catch (single) {
        if (!isRefusal(single)) {
          this.#countFailure();
          this.#queue.unshift(...batch.slice(index));
          return;
        }
        this.#log.warn({ err: single, type: waiting.record.type }, 'storage refused a record');
        this.#drop(waiting);
      }
    }
  }

  #settleWritten(batch: readonly Waiting[]): void {
    if (this.#failures > 0) this.#log.info({ failures: this.#failures }, 'storage is writing again');
    this.#failures = 0;
    this.#written += batch.length;
    for (const { record, settle } of batch) {
      this.#observer.written(record.type);
      settle('durable');
    }
  }

  #countFailure(): void {
    this.#failures += 1;
    this.#observer.failed();
  }

  #tellWaiting(): void {
    this.#observer.waiting(this.#queue.length + this.#inFlight.length);
  }

  #pauseMs(): number {
    if (this.#failures === 0) return 0;
    return Math.min(this.#options.retryLimitMs, this.#options.retryMs * 2 ** (this.#failures - 1));
  }

  #dropLeastValuable(): void {
    let least = 0;
    for (const [index, { record }] of this.#queue.entries())
      if (VALUE[record.type] < VALUE[this.#queue[least]!.record.type]) least = index;
    for (const waiting of this.#queue.splice(least, 1)) this.#drop(waiting);
  }

  #drop(waiting: Waiting): void {
    this.#dropped[waiting.record.type] += 1;
    this.#observer.dropped(waiting.record.type);
    waiting.settle('dropped');
  }

  #isIdle(): boolean {
    return this.#queue.length === 0 && this.#inFlight.length === 0;
  }
}
