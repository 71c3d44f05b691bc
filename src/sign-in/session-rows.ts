import type { Insertable, Transaction } from 'kysely';
import type { Config } from '../config/config-schema.js';
import { EvenkeelError } from '../errors.js';
import type { SignInCredentialsTable, Tables } from '../storage/tables.js';

/** Tabs of one browser that hold a page credential at once. */
const CREDENTIALS_PER_SESSION = 40;

/** Adds a credential to its session; the one that expires first makes room. */
export async function addCredential(
  transaction: Transaction<Tables>,
  row: Insertable<SignInCredentialsTable>,
): Promise<void> {
  const held = await transaction
    .selectFrom('sign_in_credentials')
    .select('digest')
    .where('session_id', '=', row.session_id)
    .orderBy('expires_at', 'desc')
    .execute();
  const spare = held.slice(CREDENTIALS_PER_SESSION - 1).map(({ digest }) => digest);
  if (spare.length > 0)
    await transaction.deleteFrom('sign_in_credentials').where('digest', 'in', spare).execute();
  await transaction.insertInto('sign_in_credentials').values(row).execute();
}

/**
 * The person's oldest sign-in makes room for the newest; nobody's makes room for a stranger's.
 * @throws EvenkeelError `auth.sessions-full`
 */
export async function makeRoom(
  transaction: Transaction<Tables>,
  person: string,
  limits: Pick<Config['signIn'], 'maxSessions' | 'maxSessionsPerPerson'>,
): Promise<void> {
  const own = await transaction
    .selectFrom('sign_in_sessions')
    .select('id')
    .where('person_digest', '=', person)
    .orderBy('created_at', 'desc')
    .execute();
  const tooOld = own.slice(limits.maxSessionsPerPerson - 1).map(({ id }) => id);
  if (tooOld.length > 0) await transaction.deleteFrom('sign_in_sessions').where('id', 'in', tooOld).execute();
  const { count } = await transaction
    .selectFrom('sign_in_sessions')
    .select((of) => of.fn.countAll<number | string>().as('count'))
    .executeTakeFirstOrThrow();
  if (Number(count) >= limits.maxSessions) throw new EvenkeelError('auth.sessions-full');
}

/** Takes out what has expired, and sessions of which nobody holds a credential any more. */
export async function forgetExpired(transaction: Transaction<Tables>, now: number): Promise<void> {
  for (const table of ['sign_in_credentials', 'sign_in_sessions', 'sign_in_used'] as const)
    await transaction.deleteFrom(table).where('expires_at', '<=', now).execute();
  await transaction
    .deleteFrom('sign_in_sessions')
    .where('id', 'not in', (held) => held.selectFrom('sign_in_credentials').select('session_id'))
    .execute();
}
