import { setImmediate as yieldToAudio } from 'node:timers/promises';
import type { Database } from '../database.js';
import { saltOf } from '../subject-digest.js';
import { holdAuditHead, moveAuditHead, readAuditHead } from './audit-head.js';

/** The rows of a tenant before a moment. */
export type Outdated = { readonly tenant: string; readonly before: number };

/** Entries of one transaction: SQLite stops the event loop for that long. */
const ROWS_A_TIME = 500;

/**
 * Takes the oldest entries off the chain and notes in the same transaction where it begins now. Only a run from the
 * beginning goes: an entry whose clock was behind stays until all before it have gone.
 * @returns how many went, or would go
 */
export async function purgeAuditTrail(db: Database, outdated: Outdated, dryRun: boolean): Promise<number> {
  const end = await firstToKeep(db, outdated);
  if (dryRun) {
    const { n } = await db
      .selectFrom('audit_trail')
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .where('tenant', '=', outdated.tenant)
      .where('seq', '<', end)
      .executeTakeFirstOrThrow();
    return Number(n);
  }
  let all = 0;
  for (;;) {
    const gone = await takeOff(db, outdated.tenant, end);
    all += gone;
    if (gone < ROWS_A_TIME) return all;
    await yieldToAudio();
  }
}

/** Number of the oldest entry that is young enough; past the last one where none is. */
async function firstToKeep(db: Database, { tenant, before }: Outdated): Promise<number> {
  const young = await db
    .selectFrom('audit_trail')
    .select(({ fn }) => fn.min<number | null>('seq').as('seq'))
    .where('tenant', '=', tenant)
    .where('at', '>=', before)
    .executeTakeFirst();
  if (typeof young?.seq === 'number') return young.seq;
  return ((await readAuditHead(db, tenant))?.last_seq ?? 0) + 1;
}

function takeOff(db: Database, tenant: string, end: number): Promise<number> {
  return db.transaction().execute(async (transaction) => {
    await saltOf(transaction, tenant, 'and-hold-it');
    await holdAuditHead(transaction, tenant);
    const rows = await transaction
      .selectFrom('audit_trail')
      .select(['seq', 'hash'])
      .where('tenant', '=', tenant)
      .where('seq', '<', end)
      .orderBy('seq')
      .limit(ROWS_A_TIME)
      .execute();
    const last = rows.at(-1);
    if (last === undefined) return 0;
    await transaction
      .deleteFrom('audit_trail')
      .where('tenant', '=', tenant)
      .where('seq', '<=', last.seq)
      .execute();
    await moveAuditHead(transaction, tenant, { first_seq: last.seq + 1, first_previous_hash: last.hash });
    return rows.length;
  });
}
