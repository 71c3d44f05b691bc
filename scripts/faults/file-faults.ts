import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { issueToken } from '../../src/auth/issue-token.js';
import { SERVED_TENANT } from '../served/served-instance.js';
import type { Fault, FaultedSite } from './fault-run.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Room for the database and its log, and little more. */
const SMALL = 'size=24m';

/** A node with a SQLite file on a small file system that fills up, that somebody locks, and whose clock is set. */
export async function fileFaults(
  tell: (text: string) => void,
): Promise<{ readonly site: FaultedSite; close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'evenkeel-faults-'));
  const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', SMALL, 'tmpfs', folder]).status === 0;
  if (!isMounted)
    tell('a small file system cannot be mounted here (it takes root): a full disk is not tried');
  const sqliteFile = join(folder, 'served.sqlite');
  const secret = randomBytes(32).toString('hex');
  const settings = { secret, issuer: 'evenkeel', audience: 'evenkeel' };
  const site: FaultedSite = {
    secret,
    folder,
    settings: {},
    faults: [...(isMounted ? [fullDisk(folder)] : []), locked(sqliteFile), ...jumps()],
    token: (role, subject) =>
      issueToken(settings, {
        role,
        tenant: SERVED_TENANT,
        subject,
        teams: ['*'],
        expiresAtMs: Date.now() + 30 * DAY_MS,
      }),
    stored() {
      const database = new Database(sqliteFile, { readonly: true });
      try {
        const rows = database.prepare('select call_id from calls').all() as { readonly call_id: string }[];
        return new Set(rows.map(({ call_id }) => call_id));
      } finally {
        database.close();
      }
    },
  };
  return {
    site,
    async close() {
      if (isMounted) spawnSync('umount', [folder]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function fullDisk(folder: string): Fault {
  const filler = join(folder, 'filler');
  return {
    name: 'disk full',
    mayLose: true,
    begin() {
      const file = openSync(filler, 'w');
      try {
        for (const size of [2 ** 20, 4_096, 1]) fillWith(file, Buffer.alloc(size, 1));
      } finally {
        closeSync(file);
      }
    },
    end: () => rmSync(filler),
  };
}

function fillWith(file: number, piece: Buffer): void {
  try {
    while (writeSync(file, piece) === piece.length);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOSPC') throw cause;
  }
}

function locked(sqliteFile: string): Fault {
  let holder: Database.Database | null = null;
  return {
    name: 'SQLite locked',
    begin() {
      holder = new Database(sqliteFile, { timeout: 10_000 });
      holder.exec('begin immediate');
    },
    end() {
      holder?.exec('rollback');
      holder?.close();
    },
  };
}

/** The clock is set, stays so for the time of the fault, and is set right again: two jumps each. */
function jumps(): readonly Fault[] {
  const jump = (name: string, byMs: number): Fault => ({
    name: `clock ${name}`,
    clockMs: byMs,
    begin: (probe) => probe.shiftClock(byMs),
    end: (probe) => probe.shiftClock(-byMs),
  });
  return [
    jump('2 h ahead', 2 * HOUR_MS),
    jump('2 h back', -2 * HOUR_MS),
    jump('a day ahead', DAY_MS),
    jump('a day back', -DAY_MS),
  ];
}
