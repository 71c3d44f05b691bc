import type { StorageLog } from '../database.js';
import type { RecordWriter, StoredRecord, WriteOutcome } from '../stored-record.js';
import { isRefusal } from '../write-rows.js';
import { JournalKeeper } from './journal-keeper.js';
import { RecordQueue, type Waiting } from './record-queue.js';
import type { SummaryJournal } from './summary-journal.js';
import { NOBODY, type WriterObserver } from './writer-observer.js';
import { IDLE, nextWriterState, type WriterEvent, type WriterState } from './writer-state.js';

export type WriterOptions = {
  /** Records in one transaction; small, since SQLite's work stops the event loop while it lasts. */
  readonly batchRecords: number;
  /** Records that may wait; beyond this the least valuable is dropped. */
  readonly queueRecords: number;
  /** How long a record may wait for others before it is written. */
  readonly gatherMs: number;
  /** Pause after a failed write; doubles up to the limit. */
  readonly retryMs: number;
  readonly retryLimitMs: number;
};

/** What the writer has done since it was made; `waiting`, `journalled` and `failing` are of this moment. */
export type WriterStats = {
  readonly written: number;
  readonly dropped: Readonly<Record<StoredRecord['type'], number>>;
  readonly waiting: number;
  readonly journalled: number;
  readonly failing: boolean;
};

/** What a stop leaves: summaries in the journal for the next start, and records that are nowhere. */
export type WriterRest = { readonly journalled: number; readonly lost: number };

/** Makes records durable in one transaction, or throws and keeps none of them. */
export type WriteBatch = (records: readonly StoredRecord[]) => Promise<void>;

export type WriterParts = {
  readonly write: WriteBatch;
  readonly options: WriterOptions;
  readonly log: StorageLog;
  readonly observer?: WriterObserver;
  /** Null = summaries wait in memory alone. */
  readonly journal?: SummaryJournal | null;
};

/** Gathers records, writes them in small transactions, and tries again for as long as the database is away. */
export class BatchedRecordWriter implements RecordWriter {
  readonly #parts: WriterParts;
  readonly #observer: WriterObserver;
  readonly #queue = new RecordQueue();
  readonly #keeper: JournalKeeper;
  #state: WriterState = IDLE;
  #timer: NodeJS.Timeout | null = null;
  #flushes = 0;
  #erasures: Promise<unknown> = Promise.resolve();
  #written = 0;
  readonly #dropped = { call: 0, cue: 0, feedback: 0, reset: 0, binding: 0 };
  readonly #changed = new Set<() => void>();

  constructor(parts: WriterParts) {
    this.#parts = parts;
    this.#observer = parts.observer ?? NOBODY;
    this.#keeper = new JournalKeeper(parts.journal ?? null, parts.log, this.#observer);
  }

  write(record: StoredRecord): Promise<WriteOutcome> {
    return new Promise((settle) => this.#add({ record, settle, journal: 'no' }));
  }

  /** Takes up what an earlier process, or a full queue, left in the journal. */
  async recover(): Promise<void> {
    for (const waiting of await this.#keeper.recover(this.#queue.all())) this.#add(waiting);
  }

  async flush(limitMs: number): Promise<void> {
    this.#flushes += 1;
    if (this.#state.phase === 'gathering' || this.#state.phase === 'pausing') this.#step({ type: 'due' });
    await this.#until(() => this.#isAtRest(), limitMs);
    this.#flushes -= 1;
  }

  withErased<T>(erased: (record: StoredRecord) => boolean, work: (taken: number) => Promise<T>): Promise<T> {
    const result = this.#erasures.then(() => this.#hold(erased, work));
    this.#erasures = result.catch(() => undefined);
    return result;
  }

  /** Writes what waits, within the limit. Remaining summaries go to the journal; everything else that remains is dropped. */
  async close(limitMs: number): Promise<WriterRest> {
    await this.flush(limitMs);
    this.#step({ type: 'close' });
    await this.#keeper.keepAll(this.#queue.all());
    const left = this.#queue.all();
    const lost = left.filter(({ journal }) => journal !== 'yes');
    this.#queue.remove(() => true);
    for (const waiting of lost) this.#drop(waiting);
    return { journalled: left.length - lost.length, lost: lost.length };
  }

  stats(): WriterStats {
    const all = this.#queue.all();
    return {
      written: this.#written,
      dropped: { ...this.#dropped },
      waiting: all.length,
      journalled: all.filter(({ journal }) => journal === 'yes').length,
      failing: this.#state.failures > 0,
    };
  }

  #add(waiting: Waiting): void {
    if (this.#state.phase === 'closed') {
      if (waiting.journal !== 'yes') this.#drop(waiting);
      return;
    }
    this.#queue.push(waiting);
    if (this.#queue.size > this.#parts.options.queueRecords) this.#makeRoom();
    this.#tellWaiting();
    this.#step({ type: 'record' });
    this.#keeper.watch(() => this.#queue.all(), this.#state.failures > 0);
  }

  /** The one place where the state changes; what the new phase asks for is begun here. */
  #step(event: WriterEvent): void {
    const before = this.#state;
    this.#state = nextWriterState(before, event, this.#queue.size);
    const { phase, failures } = this.#state;
    if (before.failures > 0 && failures === 0 && phase !== 'closed')
      this.#parts.log.info({ failures: before.failures }, 'storage is writing again');
    if (phase !== before.phase || (phase !== 'gathering' && phase !== 'pausing')) this.#stopTimer();
    if (phase === 'gathering') this.#startTimer(this.#flushes > 0 ? 0 : this.#parts.options.gatherMs);
    if (phase === 'pausing') this.#startTimer(this.#pauseMs());
    if (phase === 'writing' && !this.#queue.isInFlight) void this.#transact();
    if (phase === 'idle' && this.#keeper.hasSpilled) void this.recover();
    for (const changed of [...this.#changed]) changed();
  }

  /** One transaction; never throws. */
  async #transact(): Promise<void> {
    const { write, options } = this.#parts;
    const batch = this.#queue.take(this.#state.singles > 0 ? 1 : options.batchRecords);
    let event: WriterEvent;
    try {
      await write(batch.map(({ record }) => record));
      this.#queue.settled();
      for (const waiting of batch) this.#settleWritten(waiting);
      event = { type: 'written' };
    } catch (cause) {
      event = isRefusal(cause) ? this.#afterRefusal(batch, cause) : this.#afterFailure(cause);
    }
    this.#tellWaiting();
    this.#step(event);
  }

  /** One record is refused permanently: it is found by writing each alone, and the others are kept. */
  #afterRefusal(batch: readonly Waiting[], cause: unknown): WriterEvent {
    if (batch.length > 1) this.#queue.putBack();
    else {
      this.#queue.settled();
      for (const waiting of batch) {
        this.#parts.log.warn({ err: cause, type: waiting.record.type }, 'storage refused a record');
        this.#keeper.forget(waiting);
        this.#drop(waiting);
      }
    }
    return { type: 'refused', batch: batch.length };
  }

  #afterFailure(cause: unknown): WriterEvent {
    this.#queue.putBack();
    if (this.#state.failures === 0)
      this.#parts.log.warn({ err: cause, waiting: this.#queue.size }, 'storage write failed; records wait');
    this.#observer.failed();
    if (this.#state.phase !== 'closed') void this.#keeper.keepAll(this.#queue.all());
    return { type: 'failed' };
  }

  async #hold<T>(erased: (record: StoredRecord) => boolean, work: (taken: number) => Promise<T>): Promise<T> {
    this.#step({ type: 'hold' });
    await this.#until(() => this.#state.phase === 'held' || this.#state.phase === 'closed', null);
    try {
      const removed = this.#queue.remove(erased);
      for (const waiting of removed) waiting.settle('erased');
      this.#tellWaiting();
      return await work(await this.#keeper.erase(erased, removed));
    } finally {
      this.#step({ type: 'release' });
    }
  }

  #settleWritten(waiting: Waiting): void {
    this.#written += 1;
    this.#observer.written(waiting.record.type);
    this.#keeper.forget(waiting);
    waiting.settle('durable');
  }

  #makeRoom(): void {
    const waiting = this.#queue.takeLeastValuable();
    if (waiting !== undefined && !this.#keeper.spill(waiting)) this.#drop(waiting);
  }

  #drop(waiting: Waiting): void {
    this.#dropped[waiting.record.type] += 1;
    this.#observer.dropped(waiting.record.type);
    waiting.settle('dropped');
  }

  #tellWaiting(): void {
    this.#observer.waiting(this.#queue.all().length);
  }

  #isAtRest(): boolean {
    return this.#state.phase === 'closed' || (this.#queue.size === 0 && !this.#queue.isInFlight);
  }

  /** A flush waits only for the database. */
  #pauseMs(): number {
    const { retryMs, retryLimitMs } = this.#parts.options;
    if (this.#flushes > 0) return retryMs;
    return Math.min(retryLimitMs, retryMs * 2 ** Math.min(this.#state.failures - 1, 30));
  }

  #startTimer(delayMs: number): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#step({ type: 'due' });
    }, delayMs);
  }

  #stopTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** Resolves when the condition holds after a step, or the limit has passed. */
  async #until(holds: () => boolean, limitMs: number | null): Promise<void> {
    if (holds()) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#changed.delete(look);
        resolve();
      };
      const look = () => {
        if (holds()) done();
      };
      const timer = limitMs === null ? undefined : setTimeout(done, limitMs);
      this.#changed.add(look);
    });
  }
}
