import { setTimeout as delay } from 'node:timers/promises';
import type { Config } from '../config/config-schema.js';
import { EvenkeelError } from '../errors.js';
import { readTlsMaterial, type TlsMaterial } from '../http/tls-material.js';
import type { Storage } from '../storage/storage.js';
import { storageTarget } from '../storage/storage-target.js';
import { CLOCK_TOLERANCE_MS, checkDataFolder } from './data-folder.js';

/**
 * What a restart would not fix is reported before the first call: no way to check tokens, certificate, data folder, clock, two databases.
 * @returns what TLS is served with, or null
 * @throws EvenkeelError `auth.not-configured`, or of the `server.` and `storage.` codes
 */
export function preflight(config: Config, nowMs: number): TlsMaterial | null {
  const { secret, jwksUrl } = config.auth;
  if (secret === null && jwksUrl === null) throw new EvenkeelError('auth.not-configured');
  const target = storageTarget(config.storage);
  if (target.kind === 'sqlite' && target.file !== ':memory:') checkDataFolder(target.file, nowMs);
  return readTlsMaterial(config.server, nowMs);
}

/**
 * A database server has a clock of its own: the only second one that this process can ask.
 * @throws EvenkeelError `server.clock-differs`
 */
export async function compareClocks(storage: Pick<Storage, 'clockLeadMs'>, nowMs: number): Promise<void> {
  const leadMs = (await storage.clockLeadMs(nowMs)) ?? 0;
  if (Math.abs(leadMs) <= CLOCK_TOLERANCE_MS) return;
  const minutes = Math.round(Math.abs(leadMs) / 60_000);
  throw new EvenkeelError(
    'server.clock-differs',
    `This one is ${minutes} minutes ${leadMs > 0 ? 'ahead' : 'behind'}.`,
  );
}

/** The same checks while calls are served, as lines for the operator: calls go on, so they are no failure. */
export async function warningsOf(
  config: Config,
  storage: Pick<Storage, 'clockLeadMs'>,
  nowMs: number,
): Promise<readonly string[]> {
  try {
    preflight(config, nowMs);
    await compareClocks({ clockLeadMs: (at) => soon(storage.clockLeadMs(at)) }, nowMs);
    return [];
  } catch (cause) {
    if (!(cause instanceof EvenkeelError)) throw cause;
    return [`${cause.code}: ${cause.message}`];
  }
}

/** How long a database may take to tell its time before it is asked no more. */
const ANSWER_LIMIT_MS = 2_000;

/** Null where the answer is late: the watch over dependencies says that the database is away. */
async function soon<T>(answer: Promise<T>): Promise<T | null> {
  const late = new AbortController();
  const pause = delay(ANSWER_LIMIT_MS, null, { signal: late.signal }).catch(() => null);
  try {
    return await Promise.race([answer, pause]);
  } finally {
    late.abort();
  }
}
