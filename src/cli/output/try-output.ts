import { constants } from 'node:fs';
import { access, mkdir, open, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { EvenkeelError } from '../../errors.js';

/**
 * Makes sure that a result can be written before the work for it begins; makes the folders that it needs.
 * @throws EvenkeelError `cli.output-unwritable`
 */
export async function tryOutput(path: string, kind: 'file' | 'folder'): Promise<void> {
  try {
    await mkdir(kind === 'folder' ? path : dirname(path), { recursive: true });
    if (kind === 'folder') await access(path, constants.W_OK);
    else await tryFile(path);
  } catch (cause) {
    const why = (cause as NodeJS.ErrnoException).code ?? 'unknown';
    throw new EvenkeelError('cli.output-unwritable', `${path} (${why}).`, { cause });
  }
}

async function tryFile(path: string): Promise<void> {
  const isThere = await stat(path).then(
    () => true,
    () => false,
  );
  await (await open(path, 'a')).close();
  if (!isThere) await rm(path);
}
