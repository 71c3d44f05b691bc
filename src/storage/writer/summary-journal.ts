import { createHash } from 'node:crypto';
import { chmod, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { StorageLog } from '../database.js';
import { callRowId } from '../record-rows.js';
import type { SummaryRecord } from '../stored-record.js';
import { namesIn, syncFolder, writeDurably } from './file-journal.js';
import { summaryRecordSchema } from './summary-record-schema.js';

const ENDING = '.summary.json';
const entrySchema = z.strictObject({ version: z.literal(1), record: summaryRecordSchema });

/**
 * Summaries that the database could not take yet, each in a file of its own (mode 0600) until it has. So a call whose
 * end was acknowledged survives the process, and an erasure takes out one file. It holds summaries only.
 */
export class SummaryJournal {
  readonly #folder: string;
  readonly #log: StorageLog;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(folder: string, log: StorageLog) {
    this.#folder = folder;
    this.#log = log;
  }

  /** Resolves once the summary would survive a loss of power; rejects where the disk cannot take it. */
  add(record: SummaryRecord): Promise<void> {
    return this.#inTurn(() => this.#add(record));
  }

  /** Takes out what has been written to the database, or must not be. */
  remove(record: SummaryRecord): Promise<void> {
    return this.#inTurn(() => this.#remove(record));
  }

  /** Everything that waits here. What cannot be read is taken out and said in the log. */
  read(): Promise<readonly SummaryRecord[]> {
    return this.#inTurn(() => this.#read());
  }

  /** Takes out every summary that matches, and says how many. */
  erase(matches: (record: SummaryRecord) => boolean): Promise<number> {
    return this.#inTurn(async () => {
      const erased = (await this.#read()).filter(matches);
      for (const record of erased) await this.#remove(record);
      if (erased.length > 0) await syncFolder(this.#folder);
      return erased.length;
    });
  }

  /** One after the other: a summary that is being written is not taken for a leftover. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => undefined);
    return result;
  }

  async #add(record: SummaryRecord): Promise<void> {
    await writeDurably(this.#folder, nameOf(record), JSON.stringify({ version: 1, record }));
  }

  async #remove(record: SummaryRecord): Promise<void> {
    await rm(join(this.#folder, nameOf(record)), { force: true });
  }

  async #read(): Promise<readonly SummaryRecord[]> {
    const records: SummaryRecord[] = [];
    for (const name of await namesIn(this.#folder)) {
      const path = join(this.#folder, name);
      const record = name.endsWith(ENDING) ? await readEntry(path) : null;
      if (record !== null) {
        await chmod(path, 0o600);
        records.push(record);
        continue;
      }
      if (name.endsWith(ENDING)) this.#log.warn({ file: name }, 'a journalled summary cannot be read');
      if (name.includes(ENDING)) await rm(path, { force: true });
    }
    return records;
  }
}

/** The name reveals nothing about the call; the same call has the same name. */
function nameOf(record: SummaryRecord): string {
  return `${createHash('sha256').update(callRowId(record.key, record.startedAt)).digest('hex').slice(0, 32)}${ENDING}`;
}

async function readEntry(path: string): Promise<SummaryRecord | null> {
  try {
    return entrySchema.parse(JSON.parse(await readFile(path, 'utf8'))).record;
  } catch (cause) {
    if (cause instanceof SyntaxError || cause instanceof z.ZodError) return null;
    throw cause;
  }
}
