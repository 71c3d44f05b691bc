import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { openDatabase } from '../../../src/storage/database.js';
import { withoutCare } from '../../../src/wellbeing/made-up-centre/without-care.js';

const quiet = { warn() {}, info() {} };

it('takes the care away while a file is filled, and gives it back to whoever opens it next', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'evenkeel-care-'));
  const open = () => openDatabase({ kind: 'sqlite', file: join(folder, 'made-up.sqlite') }, quiet, 0);
  const careOf = async (db: ReturnType<typeof open>) => {
    const { rows: synchronous } = await sql<{ synchronous: number }>`pragma synchronous`.execute(db);
    const { rows: journal } = await sql<{ journal_mode: string }>`pragma journal_mode`.execute(db);
    return [synchronous[0]?.synchronous, journal[0]?.journal_mode];
  };
  const filled = open();
  await withoutCare(filled);
  expect(await careOf(filled)).toEqual([0, 'memory']);
  await filled.destroy();
  const served = open();
  expect(await careOf(served)).toEqual([2, 'wal']);
  await served.destroy();
  await rm(folder, { recursive: true, force: true });
});
