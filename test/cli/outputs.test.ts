import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tryOutput } from '../../src/cli/output/try-output.js';
import { evenkeel } from '../support/command-line.js';
import { EVENKEEL_COMMAND } from '../support/evenkeel-arguments.js';

const DEMO = 'src/lab/telephones/demo-call.wav';

describe('what a command writes', () => {
  it('ends quietly when its reader goes', async () => {
    const pipe = `${EVENKEEL_COMMAND} replay ${DEMO} --json | head -n 1`;
    const shell = spawn('bash', ['-o', 'pipefail', '-c', pipe]);
    let said = '';
    shell.stderr.on('data', (bytes: Buffer) => {
      said += bytes.toString();
    });
    const [status] = (await once(shell, 'close')) as [number];
    expect([status, said]).toEqual([0, expect.not.stringMatching(/EPIPE|at /)]);
  });

  it.each([
    ['--report', '/dev/null/report.html'],
    ['--out', '/dev/null/deep/out.txt'],
  ])('is tried before the work: %s %s', async (option, path) => {
    const outcome = await evenkeel(['replay', DEMO, option, path]);
    expect(outcome.status).toBe(2);
    expect(outcome.err).toContain('cli.output-unwritable');
    expect([outcome.err, outcome.out]).toEqual([expect.not.stringMatching(/\n\s+at /), '']);
  });

  it.each([
    ['under a folder in which nothing can be made', '/proc/evenkeel/deep/report.html', 'ENOENT'],
    [
      'that is a pipe which nobody reads',
      join(mkdtempSync(join(tmpdir(), 'evenkeel-out-')), 'pipe'),
      'ENXIO',
    ],
  ])('a file %s is refused rather than waited for', async (_what, path, why) => {
    if (path.endsWith('pipe')) execFileSync('mkfifo', [path]);
    await expect(tryOutput(path, 'file')).rejects.toThrow(`${path} (${why})`);
  });

  it('makes the folders that a result needs, and leaves no empty file behind', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'evenkeel-out-'));
    await tryOutput(join(folder, 'a', 'b', 'report.html'), 'file');
    expect(readdirSync(join(folder, 'a', 'b'))).toEqual([]);
  });

  it('says of a missing file that it is missing', async () => {
    const { status, err } = await evenkeel(['replay', 'no-such-call.wav']);
    expect([status, err]).toEqual([2, expect.stringMatching(/audio\.file-missing.*no-such-call\.wav/s)]);
  });
});
