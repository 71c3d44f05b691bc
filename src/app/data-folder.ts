import { existsSync, mkdirSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type ErrorCode, EvenkeelError } from '../errors.js';

/** Less free space than this holds only minutes of records. */
const LEAST_FREE_BYTES = 16 * 1024 * 1024;

/** Clocks of well-kept machines differ by less. */
export const CLOCK_TOLERANCE_MS = 10 * 60_000;

/** What the operating system says when a folder cannot take records. */
const CODES: ReadonlyMap<string, ErrorCode> = new Map(
  Object.entries({
    EACCES: 'storage.folder-read-only',
    EPERM: 'storage.folder-read-only',
    EROFS: 'storage.folder-read-only',
    ENOSPC: 'storage.disk-full',
    EDQUOT: 'storage.disk-full',
    ENOENT: 'storage.folder-missing',
    ENOTDIR: 'storage.folder-missing',
  } as const),
);

/**
 * Says before the first call what is wrong with the folder of the SQLite file: by writing to it, not by guessing.
 * @throws EvenkeelError `storage.folder-missing`, `storage.folder-read-only`, `storage.disk-full`, `server.clock-behind`
 */
export function checkDataFolder(sqliteFile: string, nowMs: number): void {
  const folder = dirname(resolve(sqliteFile));
  const probe = join(folder, `.evenkeel-probe-${process.pid}`);
  try {
    makeFolder(folder);
    writeFileSync(probe, Buffer.alloc(4096));
    rmSync(probe);
    const { bavail, bsize } = statfsSync(folder);
    if (bavail * bsize < LEAST_FREE_BYTES)
      throw new EvenkeelError(
        'storage.disk-full',
        `${folder} has ${Math.floor((bavail * bsize) / 1e6)} MB left.`,
      );
  } catch (cause) {
    if (existsSync(probe)) rmSync(probe);
    if (cause instanceof EvenkeelError) throw cause;
    const errno = (cause as NodeJS.ErrnoException).code ?? 'unknown';
    const user = process.getuid === undefined ? '' : `; this process is uid ${process.getuid()}`;
    throw new EvenkeelError(CODES.get(errno) ?? 'storage.unavailable', `${folder} (${errno}${user}).`, {
      cause,
    });
  }
  refuseClockBehind(sqliteFile, nowMs);
}

/** Level by level: `recursive` never returns where the system keeps answering ENOENT, as in /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder, { mode: 0o750 });
}

/** Records of the future mean that the clock went back: every time that is kept would be wrong. */
function refuseClockBehind(sqliteFile: string, nowMs: number): void {
  for (const file of [sqliteFile, `${sqliteFile}-wal`]) {
    const writtenMs = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (writtenMs <= nowMs + CLOCK_TOLERANCE_MS) continue;
    const minutes = Math.round((writtenMs - nowMs) / 60_000);
    throw new EvenkeelError('server.clock-behind', `${file} was written ${minutes} minutes in the future.`);
  }
}
