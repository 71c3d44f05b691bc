import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: { prepare: string } };
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'evenkeel-prepare-'));
  writeFileSync(join(folder, 'npm'), '#!/bin/sh\necho "npm $*"\n');
  chmodSync(join(folder, 'npm'), 0o755);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the script of package.json runs of npm, when npm itself was called as `npm COMMAND`. */
function prepared(command: string): string {
  const env = {
    ...process.env,
    npm_command: command,
    PATH: [folder, dirname(process.execPath), process.env.PATH].join(delimiter),
  };
  return execFileSync('sh', ['-c', scripts.prepare], { cwd: folder, env, encoding: 'utf8' }).trim();
}

describe('preparing a clone', () => {
  it('builds with `npm ci`, and not a second time with the first `npx evenkeel`', () => {
    expect(prepared('ci')).toBe('npm run build');
    expect(prepared('exec')).toBe('npm run build');
    mkdirSync(join(folder, 'dist/cli'), { recursive: true });
    writeFileSync(join(folder, 'dist/cli/cli.js'), '');
    expect(prepared('exec')).toBe('');
    expect(prepared('ci')).toBe('npm run build');
  });
});
