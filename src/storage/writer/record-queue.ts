import type { StoredRecord, WriteOutcome } from '../stored-record.js';

/** A record on its way. */
export type Waiting = {
  readonly record: StoredRecord;
  readonly settle: (outcome: WriteOutcome) => void;
  /** Whether it is in the journal, or on its way there. */
  journal: 'no' | 'adding' | 'yes';
};

/** What is dropped first when the queue is full; a call's summary is dropped last. */
const VALUE: Readonly<Record<StoredRecord['type'], number>> = {
  binding: 0,
  cue: 1,
  feedback: 2,
  reset: 3,
  call: 4,
};

/** Records that wait to be written, oldest first, and those of the transaction under way. */
export class RecordQueue {
  #waiting: Waiting[] = [];
  #inFlight: readonly Waiting[] = [];

  /** Records that wait, without those of the transaction under way. */
  get size(): number {
    return this.#waiting.length;
  }

  get isInFlight(): boolean {
    return this.#inFlight.length > 0;
  }

  /** Oldest first, those of the transaction under way included. */
  all(): readonly Waiting[] {
    return [...this.#inFlight, ...this.#waiting];
  }

  push(waiting: Waiting): void {
    this.#waiting.push(waiting);
  }

  /** The next records for a transaction; they are under way until `settled` or `putBack`. */
  take(count: number): readonly Waiting[] {
    this.#inFlight = this.#waiting.splice(0, count);
    return this.#inFlight;
  }

  settled(): void {
    this.#inFlight = [];
  }

  putBack(): void {
    this.#waiting.unshift(...this.#inFlight);
    this.#inFlight = [];
  }

  /** Takes out the oldest of the least valuable; none when the queue is empty. */
  takeLeastValuable(): Waiting | undefined {
    let least = 0;
    for (const [index, { record }] of this.#waiting.entries())
      if (VALUE[record.type] < VALUE[this.#waiting[least]!.record.type]) least = index;
    return this.#waiting.splice(least, 1)[0];
  }

  /** Takes out whatever matches of those that wait. */
  remove(matches: (record: StoredRecord) => boolean): readonly Waiting[] {
    const removed = this.#waiting.filter(({ record }) => matches(record));
    this.#waiting = this.#waiting.filter(({ record }) => !matches(record));
    return removed;
  }
}
