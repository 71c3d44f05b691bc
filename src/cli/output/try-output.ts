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
    await makeFolder(kind === 'folder' ? path : dirname(path));
    if (kind === 'folder') await access(path, constants.W_OK);
    else await tryFile(path);
  } catch (cause) {
    const why = (cause as NodeJS.ErrnoException).code ?? 'unknown';
    throw new EvenkeelError('cli.output-unwritable', `${path} (${why}).`, { cause });
  }
}

/** One folder after the other: Node's own recursion never ends where a file system lets nothing be made, as under /proc. */
async function makeFolder(path: string): Promise<void> {
  if (await isThere(path)) return;
  const parent = dirname(path);
  if (parent !== path) await makeFolder(parent);
  await mkdir(path).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'EEXIST') throw cause;
  });
}

function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

async function tryFile(path: string): Promise<void> {
  const wasThere = await isThere(path);
  // A pipe that nobody reads is refused rather than waited for.
  const { O_APPEND, O_CREAT, O_NONBLOCK, O_WRONLY } = constants;
  await (await open(path, O_WRONLY | O_APPEND | O_CREAT | O_NONBLOCK)).close();
  if (!wasThere) await rm(path);
}
