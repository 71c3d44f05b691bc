import type { StoredRecord } from '../stored-record.js';

/** Hears what the writer does; for metrics. */
export type WriterObserver = {
  waiting(records: number): void;
  written(type: StoredRecord['type']): void;
  dropped(type: StoredRecord['type']): void;
  failed(): void;
  /** Summaries that wait in the journal. */
  journalled(records: number): void;
  /** The journal could not take a summary: it waits in memory alone. */
  journalFailed(): void;
};

export const NOBODY: WriterObserver = {
  waiting() {},
  written() {},
  dropped() {},
  failed() {},
  journalled() {},
  journalFailed() {},
};
