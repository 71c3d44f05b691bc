import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { evenkeel } from '../support/command-line.js';

const DEMO = 'src/lab/telephones/demo-call.wav';

describe('what a command writes', () => {
  it('ends quietly when its reader goes', async () => {
    const pipe = `${process.execPath} --import tsx src/cli/cli.ts replay ${DEMO} --json | head -n 1`;
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

  it('says of a missing file that it is missing', async () => {
    const { status, err } = await evenkeel(['replay', 'no-such-call.wav']);
    expect([status, err]).toEqual([2, expect.stringMatching(/audio\.file-missing.*no-such-call\.wav/s)]);
  });
});
