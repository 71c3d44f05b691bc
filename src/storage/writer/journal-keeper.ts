import type { StorageLog } from '../database.js';
import type { StoredRecord, SummaryRecord } from '../stored-record.js';
import type { Waiting } from './record-queue.js';
import type { SummaryJournal } from './summary-journal.js';
import type { WriterObserver } from './writer-observer.js';

/** A summary that has waited this long for the database is journalled even before a transaction has failed. */
const PATIENCE_MS = 1_000;

/** Decides which summaries of the queue are journalled, and keeps journal and queue in step. Never throws. */
export class JournalKeeper {
  readonly #journal: SummaryJournal | null;
  readonly #log: StorageLog;
  readonly #observer: WriterObserver;
  readonly #kept = new Set<Waiting>();
  readonly #adding = new Map<Waiting, Promise<void>>();
  #patience: NodeJS.Timeout | null = null;
  #hasSpilled = false;
  #isFailing = false;

  constructor(journal: SummaryJournal | null, log: StorageLog, observer: WriterObserver) {
    this.#journal = journal;
    this.#log = log;
    this.#observer = observer;
  }

  /** Whether the journal holds summaries that the queue had no room for. */
  get hasSpilled(): boolean {
    return this.#hasSpilled;
  }

  /** Something waits: it is journalled at once where the database is known to be away, else when it has waited. */
  watch(all: () => readonly Waiting[], isAway: boolean): void {
    if (this.#journal === null) return;
    if (isAway) void this.keepAll(all());
    else
      this.#patience ??= setTimeout(() => {
        this.#patience = null;
        void this.keepAll(all());
      }, PATIENCE_MS).unref();
  }

  /** Journals every summary that is not there yet; resolves when that is done or has failed. */
  async keepAll(all: readonly Waiting[]): Promise<void> {
    await Promise.all(all.map((waiting) => this.#keep(waiting)));
  }

  /** The record no longer needs the journal: it is in the database, or refused permanently. */
  forget(waiting: Waiting): void {
    if (waiting.journal === 'no' || waiting.record.type !== 'call') return;
    waiting.journal = 'no';
    this.#kept.delete(waiting);
    this.#tell();
    void this.#journal?.remove(waiting.record).catch((cause) => this.#failed(cause));
  }

  /** The queue has no room for it: whether the journal keeps it until there is. */
  spill(waiting: Waiting): boolean {
    if (waiting.journal !== 'yes') return false;
    this.#hasSpilled = true;
    return true;
  }

  /** Summaries of the journal that are not in the queue. */
  async recover(known: readonly Waiting[]): Promise<readonly Waiting[]> {
    this.#hasSpilled = false;
    const there = new Set(known.flatMap(({ record }) => (record.type === 'call' ? [nameOf(record)] : [])));
    const records = await this.#journal?.read().catch((cause: unknown) => this.#failed(cause));
    const found = (records ?? [])
      .filter((record) => !there.has(nameOf(record)))
      .map((record): Waiting => ({ record, settle: () => {}, journal: 'yes' }));
    for (const waiting of found) this.#kept.add(waiting);
    this.#tell();
    if (found.length > 0) this.#log.info({ summaries: found.length }, 'journalled summaries are written now');
    return found;
  }

  /**
   * Takes out what matches, and counts it together with what was `removed` from the queue.
   * @throws what the disk says: an erasure that did not reach the journal has failed
   */
  async erase(matches: (record: StoredRecord) => boolean, removed: readonly Waiting[]): Promise<number> {
    const inMemoryAlone = removed.filter(({ journal }) => journal === 'no').length;
    const journalled = (await this.#journal?.erase(matches)) ?? 0;
    for (const waiting of this.#kept) if (matches(waiting.record)) this.#kept.delete(waiting);
    this.#tell();
    return inMemoryAlone + journalled;
  }

  async #keep(waiting: Waiting): Promise<void> {
    const { record } = waiting;
    if (this.#journal === null || record.type !== 'call') return;
    if (waiting.journal === 'no') {
      waiting.journal = 'adding';
      const adding = this.#journal.add(record).then(
        () => this.#added(waiting),
        (cause: unknown) => this.#notAdded(waiting, cause),
      );
      this.#adding.set(waiting, adding);
    }
    await this.#adding.get(waiting);
  }

  #added(waiting: Waiting): void {
    this.#adding.delete(waiting);
    this.#isFailing = false;
    // Written to the database meanwhile: its removal follows in the journal's own order.
    if (waiting.journal !== 'adding') return;
    waiting.journal = 'yes';
    this.#kept.add(waiting);
    this.#tell();
    waiting.settle('durable');
  }

  #notAdded(waiting: Waiting, cause: unknown): void {
    this.#adding.delete(waiting);
    if (waiting.journal === 'adding') waiting.journal = 'no';
    this.#failed(cause);
  }

  #failed(cause: unknown): undefined {
    if (!this.#isFailing) this.#log.warn({ err: cause }, 'the journal of summaries cannot be used');
    this.#isFailing = true;
    this.#observer.journalFailed();
  }

  #tell(): void {
    this.#observer.journalled(this.#kept.size);
  }
}

function nameOf({ key, startedAt }: SummaryRecord): string {
  return JSON.stringify([key.tenant, key.platform, key.callId, key.agentId, startedAt]);
}
