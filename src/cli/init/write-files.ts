import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EvenkeelError } from '../../errors.js';
import type { InitFile } from './init-files.js';

/** The user that the image runs as. */
const CONTAINER_USER = 1000;

export type WrittenFiles = { readonly written: readonly string[]; readonly kept: readonly string[] };

/**
 * Writes all of them or none. A secret that is there stays, because tokens and databases rest on it.
 * @throws EvenkeelError `cli.file-exists`, `cli.output-unwritable`
 */
export async function writeFiles(
  folder: string,
  files: readonly InitFile[],
  { force, forContainer }: { readonly force: boolean; readonly forContainer: boolean },
): Promise<WrittenFiles> {
  const there = files.filter(({ name }) => existsSync(join(folder, name))).map(({ name }) => name);
  if (there.length > 0 && !force) throw new EvenkeelError('cli.file-exists', `${there.join(', ')}.`);
  const isKept = ({ name }: InitFile) => name.startsWith('secrets/') && there.includes(name);
  try {
    for (const file of files.filter((one) => !isKept(one))) await write(folder, file, forContainer);
  } catch (cause) {
    throw new EvenkeelError('cli.output-unwritable', `${folder}: ${(cause as Error).message}.`, { cause });
  }
  return {
    written: files.filter((file) => !isKept(file)).map(({ name }) => name),
    kept: files.filter(isKept).map(({ name }) => name),
  };
}

async function write(folder: string, file: InitFile, forContainer: boolean): Promise<void> {
  const path = join(folder, file.name);
  await mkdir(dirname(path), { recursive: true, ...(file.isSecret && { mode: 0o700 }) });
  await writeFile(path, file.text, { mode: file.isSecret ? 0o600 : 0o644 });
  // The mode above is for new files alone.
  await chmod(path, file.isSecret ? 0o600 : 0o644);
  if (forContainer && file.isSecret && process.getuid?.() === 0)
    await chown(path, CONTAINER_USER, CONTAINER_USER);
}
