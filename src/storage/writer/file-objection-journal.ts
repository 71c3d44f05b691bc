import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { CallKey } from '../../binding/agent-binding.js';
import type { ObjectionJournal, WaitingObjection } from '../../binding/standing-store.js';
import { identifier, platformName, tenantName } from '../../identifier.js';
import type { StorageLog } from '../database.js';
import { namesIn, syncFolder, writeDurably } from './file-journal.js';

const ENDING = '.objection.json';
const entrySchema = z.strictObject({
  version: z.literal(1),
  call: z.strictObject({ tenant: tenantName, platform: platformName, callId: identifier }),
  on: z.strictObject({ actor: z.string().max(64), by: identifier.optional() }),
});

/** Objections that the database could not take yet, each in a file of its own beside the summaries that wait. */
export class FileObjectionJournal implements ObjectionJournal {
  readonly #folder: string;
  readonly #log: StorageLog;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(folder: string, log: StorageLog) {
    this.#folder = folder;
    this.#log = log;
  }

  add({ call, on }: WaitingObjection): Promise<void> {
    const content = JSON.stringify({ version: 1, call, on });
    return this.#inTurn(() => writeDurably(this.#folder, nameOf(call), content));
  }

  remove(call: CallKey): Promise<void> {
    return this.#inTurn(async () => {
      await rm(join(this.#folder, nameOf(call)), { force: true });
      await syncFolder(this.#folder);
    });
  }

  /**
   * What cannot be read is left where it is, and said in the log: somebody objected, and a person can find out who. A
   * draft whose writing was cut short is taken out: it would keep its call’s name.
   */
  read(): Promise<readonly WaitingObjection[]> {
    return this.#inTurn(() => this.#read());
  }

  /** One after the other: what is being written is not taken for a leftover. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => undefined);
    return result;
  }

  async #read(): Promise<readonly WaitingObjection[]> {
    const waiting: WaitingObjection[] = [];
    for (const name of await namesIn(this.#folder)) {
      if (!name.includes(ENDING)) continue;
      const path = join(this.#folder, name);
      const isDraft = !name.endsWith(ENDING);
      const entry = await readEntry(path);
      if (isDraft) await rm(path, { force: true });
      if (entry === null && isDraft) continue;
      if (entry === null) this.#log.warn({ file: name }, 'a journalled objection cannot be read');
      else waiting.push(entry);
    }
    return waiting;
  }
}

/** The name reveals nothing about the call; the same call has the same name. */
function nameOf({ tenant, platform, callId }: CallKey): string {
  const call = JSON.stringify([tenant, platform, callId]);
  return `${createHash('sha256').update(call).digest('hex').slice(0, 32)}${ENDING}`;
}

async function readEntry(path: string): Promise<WaitingObjection | null> {
  try {
    const { call, on } = entrySchema.parse(JSON.parse(await readFile(path, 'utf8')));
    return { call, on: { actor: on.actor, ...(on.by === undefined ? {} : { by: on.by }) } };
  } catch (cause) {
    if (cause instanceof SyntaxError || cause instanceof z.ZodError) return null;
    throw cause;
  }
}
