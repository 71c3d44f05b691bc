import { readFileSync, statSync } from 'node:fs';
import { EvenkeelError } from '../errors.js';

/** @throws EvenkeelError `server.tls-unreadable` */
export function readPem(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const why = (cause as NodeJS.ErrnoException).code ?? 'unknown';
    throw new EvenkeelError('server.tls-unreadable', `${file} (${why}).`, { cause });
  }
}

/** @throws EvenkeelError `server.tls-unreadable` where the file holds something else */
export function parsePem<Value>(file: string, parse: () => Value): Value {
  try {
    return parse();
  } catch (cause) {
    throw new EvenkeelError('server.tls-unreadable', `${file} is not PEM of the right kind.`, { cause });
  }
}

/** @throws EvenkeelError `server.tls-key-mode` where others than its owner and group may read it */
export function refuseOpenKey(file: string): void {
  if (process.platform === 'win32') return;
  let mode: number;
  try {
    mode = statSync(file).mode & 0o777;
  } catch (cause) {
    const why = (cause as NodeJS.ErrnoException).code ?? 'unknown';
    throw new EvenkeelError('server.tls-unreadable', `${file} (${why}).`, { cause });
  }
  if ((mode & 0o007) !== 0) {
    const shown = mode.toString(8).padStart(4, '0');
    throw new EvenkeelError('server.tls-key-mode', `${file} has mode ${shown}; run: chmod 0600 ${file}`);
  }
}
