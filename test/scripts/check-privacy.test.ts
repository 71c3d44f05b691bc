import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { KINDS } from '../../scripts/privacy/findings.js';
import { lacks } from '../support/requirements.js';

const run = promisify(execFile);

/** One protocol, short speech: two real nodes with PostgreSQL and Redis, or one with SQLite. */
async function check(...options: readonly string[]) {
  const args = [
    'tsx',
    'scripts/check-privacy.ts',
    '--json',
    '--short',
    '--seconds',
    '30',
    '--speed',
    '6',
    ...options,
  ];
  const { code, stdout, stderr } = await run('npx', args, { env: process.env }).then(
    (done) => ({ code: 0, ...done }),
    (failed: { code: number; stdout: string; stderr: string }) => failed,
  );
  return { code, counts: JSON.parse(stdout || '{}') as Record<string, number>, stderr };
}

describe.skipIf(lacks('postgres') || lacks('redis'))('npm run check:privacy', () => {
  it.concurrent('finds nothing', { timeout: 600_000 }, async () => {
    const { code, counts, stderr } = await check('--database', 'postgres');
    expect(counts, stderr).toEqual(Object.fromEntries(KINDS.map((kind) => [kind, 0])));
    expect(code).toBe(0);
  });

  it.concurrent('finds a planted fault of each kind, and names it', { timeout: 600_000 }, async () => {
    const { code, counts, stderr } = await check('--database', 'sqlite', '--plant', KINDS.join(','));
    expect(code, stderr).toBe(1);
    for (const kind of KINDS) {
      expect(counts[kind], kind).toBeGreaterThan(0);
      expect(stderr).toContain(`${kind}: `);
    }
  });
});
