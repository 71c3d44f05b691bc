import { createHmac, randomBytes } from 'node:crypto';
import { type Kysely, SqliteAdapter } from 'kysely';
import type { Tables } from './tables.js';

/** What an erasure, an objection or an audit entry is about. */
export type Subject =
  | { readonly of: 'agent'; readonly agentId: string }
  | { readonly of: 'call' | 'voice'; readonly platform: string; readonly callId: string }
  | {
      readonly of: 'own-call';
      readonly platform: string;
      readonly callId: string;
      readonly agentId: string;
    };

/** A subject in words: `agent:ID`, `call:PLATFORM:ID`. */
export function subjectText(subject: Subject): string {
  switch (subject.of) {
    case 'agent':
      return `agent:${subject.agentId}`;
    case 'call':
    case 'voice':
      return `${subject.of}:${subject.platform}:${subject.callId}`;
    case 'own-call':
      return `own-call:${subject.platform}:${subject.callId}:${subject.agentId}`;
  }
}

/** The digest under which a subject may be kept permanently: it can be compared with a name, but does not reveal one. */
export function digestOf(subject: string, salt: string): string {
  return createHmac('sha256', salt).update(subject).digest('hex');
}

/**
 * The tenant's salt, made at the first need. Held until the end of the transaction, it makes writers wait for each other
 * on PostgreSQL; SQLite has one writer anyway.
 */
export async function saltOf(
  db: Kysely<Tables>,
  tenant: string,
  how: 'only-read' | 'and-hold-it',
): Promise<string> {
  await db
    .insertInto('audit_salts')
    .values({ tenant, salt: randomBytes(16).toString('hex') })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  let query = db.selectFrom('audit_salts').select('salt').where('tenant', '=', tenant);
  if (how === 'and-hold-it' && !(db.getExecutor().adapter instanceof SqliteAdapter))
    query = query.forUpdate();
  return (await query.executeTakeFirstOrThrow()).salt;
}

/** Null: nothing of the tenant was ever erased or proven. */
export async function saltIfAny(db: Kysely<Tables>, tenant: string): Promise<string | null> {
  const row = await db
    .selectFrom('audit_salts')
    .select('salt')
    .where('tenant', '=', tenant)
    .executeTakeFirst();
  return row?.salt ?? null;
}
