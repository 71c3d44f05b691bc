import type { Config } from '../config/config-schema.js';
import { EvenkeelError } from '../errors.js';
import { readTlsMaterial, type TlsMaterial } from '../http/tls-material.js';
import { storageTarget } from '../storage/storage-target.js';
import { checkDataFolder } from './data-folder.js';

/**
 * What a restart would not mend is said before the first call: certificate, data folder, clock, two databases.
 * @returns what TLS is served with, or null
 * @throws EvenkeelError of the `server.` and `storage.` codes
 */
export function preflight(config: Config, nowMs: number): TlsMaterial | null {
  const target = storageTarget(config.storage);
  if (target.kind === 'sqlite' && target.file !== ':memory:') checkDataFolder(target.file, nowMs);
  return readTlsMaterial(config.server, nowMs);
}

/** The same checks while calls are served, as lines for the operator: calls go on, so they are no failure. */
export async function warningsOf(
  config: Config,
  storage: { healthy(): Promise<boolean> },
  nowMs: number,
): Promise<readonly string[]> {
  const warnings: string[] = [];
  try {
    preflight(config, nowMs);
  } catch (cause) {
    if (!(cause instanceof EvenkeelError)) throw cause;
    warnings.push(`${cause.code}: ${cause.message}`);
  }
  if (warnings.length === 0 && !(await storage.healthy()))
    warnings.push(`storage.unavailable: ${new EvenkeelError('storage.unavailable').message}`);
  return warnings;
}
