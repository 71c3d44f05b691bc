import { EvenkeelError } from '../errors.js';

/** Codes of a database that is away, and not of a question that was wrong (nodejs.org/api/errors.html; SQLSTATE classes). */
const AWAY =
  /^(ECONN|ETIMEDOUT|EHOST|ENET|ENOTFOUND|EAI_|EPIPE|ESOCKET|08|53|57P|57014|25006|SQLITE_(CANTOPEN|IOERR|READONLY|NOTADB|CORRUPT|PROTOCOL))/;
/** Another holds what is needed, for a moment: locks, deadlocks, conflicts of transactions. */
const BUSY = /^(SQLITE_(BUSY|LOCKED)|55P03|40001|40P01)/;
const FULL = /^(SQLITE_FULL|ENOSPC|EDQUOT|53100)/;
/** node-postgres gives some of its own errors no code. */
const AWAY_IN_WORDS =
  /timeout exceeded when trying to connect|Query read timeout|Connection terminated|connection error and is not queryable|after calling end on the pool|driver has already been destroyed/;

/**
 * What a client may be told of an error of the database: a 503 with a code of its own, since asking again later may
 * help. Null for an error that has nothing to do with the database's health.
 */
export function storageFault(cause: unknown): EvenkeelError | null {
  for (const one of causesOf(cause)) {
    const { code, message } = one as { code?: unknown; message?: unknown };
    const text = typeof code === 'string' ? code : '';
    if (FULL.test(text)) return new EvenkeelError('storage.disk-full', undefined, { cause });
    if (BUSY.test(text)) return new EvenkeelError('storage.busy', undefined, { cause });
    if (AWAY.test(text) || AWAY_IN_WORDS.test(String(message ?? '')))
      return new EvenkeelError('storage.unavailable', undefined, { cause });
  }
  return null;
}

/** The error, what it was made of (several addresses of one name), and what caused it. */
function causesOf(cause: unknown): readonly object[] {
  if (typeof cause !== 'object' || cause === null) return [];
  const { errors, cause: deeper } = cause as { errors?: unknown; cause?: unknown };
  const parts = Array.isArray(errors) ? errors : [];
  return [cause, ...parts.flatMap(causesOf), ...(deeper === cause ? [] : causesOf(deeper))];
}
