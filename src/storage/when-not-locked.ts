import { setTimeout as pause } from 'node:timers/promises';
import { EvenkeelError } from '../errors.js';

const LIMIT_MS = 5_000;
const PAUSE_MS = 50;

/**
 * Does what must be done now or be refused: waits a while for the lock of another process, without stopping the event
 * loop.
 * @throws EvenkeelError `storage.busy`: it was not done, and may be asked for again
 */
export async function whenNotLocked<T>(work: () => Promise<T>): Promise<T> {
  for (let waitedMs = 0; ; waitedMs += PAUSE_MS) {
    try {
      return await work();
    } catch (cause) {
      if (!isLock(cause)) throw cause;
      if (waitedMs >= LIMIT_MS) throw new EvenkeelError('storage.busy', undefined, { cause });
      await pause(PAUSE_MS);
    }
  }
}

function isLock(cause: unknown): boolean {
  const code = (cause as { code?: unknown } | null)?.code;
  return typeof code === 'string' && /^SQLITE_(BUSY|LOCKED)/.test(code);
}
