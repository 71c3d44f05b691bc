import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { EvenkeelError } from '../../errors.js';
import { STANDARD_INPUT } from './audio-file.js';

/** Kinds of recording that are looked for in a folder; a file that is named is read whatever it is called. */
const ENDINGS = new Set(
  '.wav .wave .rf64 .w64 .aif .aiff .aifc .flac .mp3 .ogg .oga .opus .m4a .mp4 .aac .webm .mka .amr .3gp .gsm .au .caf .wma'.split(
    ' ',
  ),
);

/** Whether a file in a folder is taken for a recording: by its ending; hidden files are not. */
export function isRecording(name: string): boolean {
  return !name.startsWith('.') && ENDINGS.has(extname(name).toLowerCase());
}

/** What was found: a folder means that there may be several, even where there is one today. */
export type FoundRecordings = { readonly files: readonly string[]; readonly hasSeveral: boolean };

/**
 * Files as they are named, folders as the recordings in them and below, by name.
 * @throws EvenkeelError `audio.no-recordings` for a folder without any
 */
export async function findRecordings(inputs: readonly string[]): Promise<FoundRecordings> {
  const found = await Promise.all(inputs.map(filesOf));
  const files = found.flat();
  const isNamed = files.length === inputs.length && files.every((file, index) => file === inputs[index]);
  return { files, hasSeveral: files.length > 1 || !isNamed };
}

async function filesOf(input: string): Promise<readonly string[]> {
  if (input === STANDARD_INPUT) return [input];
  const isFolder = await stat(input).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
  if (!isFolder) return [input];
  const files = await recordingsBelow(input);
  if (files.length === 0) throw new EvenkeelError('audio.no-recordings', input);
  return files;
}

/**
 * The recordings in a folder and below it, sorted.
 * @throws EvenkeelError `audio.file-missing` where there is no such folder, `audio.no-recordings` where it is a file
 */
export async function recordingsBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((cause: unknown) => {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new EvenkeelError('audio.file-missing', folder, { cause });
    if (code === 'ENOTDIR') throw new EvenkeelError('audio.no-recordings', folder, { cause });
    throw cause;
  });
  return entries
    .filter((entry) => entry.isFile() && isRecording(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
