import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/commands.js';
import { writeWav } from '../../src/core/audio/wav.js';
import { evenkeel } from '../support/command-line.js';
import { type RunningApp, startApp } from '../support/running-app.js';

/** How long a command that serves or watches is given before it counts as running well. */
const SERVES = /^evenkeel (dev|serve|demo(?! --headless)|replay --watch)/;
/** Examples that need a platform, a corpus, labels or a release that are not here: their options alone are checked. */
const NEEDS_MORE =
  /^evenkeel (evaluate|evaluate-cues|calibrate|features|people|licences)|coach\.example\.com|twilio|audiohook/;

let folder = '';
let running: RunningApp;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evenkeel-examples-'));
  running = await startApp();
  const second = new Float32Array(16_000).map((_, n) => 0.1 * Math.sin(n / 9));
  await writeFile(join(folder, 'call.wav'), writeWav(8000, [second, second]));
  for (const side of ['caller', 'agent'])
    await writeFile(join(folder, `${side}.wav`), writeWav(8000, [second]));
  await mkdir(join(folder, 'calls'));
  await copyFile(join(folder, 'call.wav'), join(folder, 'calls', 'one.wav'));
  await copyFile('deploy/evenkeel.example.yaml', join(folder, 'evenkeel.yaml'));
  for (const place of ['.local/share/bash-completion/completions', '.zfunc', '.config/fish/completions'])
    await mkdir(join(folder, place), { recursive: true });
});

afterAll(async () => {
  await running.stop();
  await rm(folder, { recursive: true, force: true });
});

/** The commands of the examples of a help text, continued lines joined, remarks after two blanks left out. */
function examplesOf(help: string): string[] {
  return help
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => /^ {2}\$ /.test(line))
    .map((line) => line.slice(4).split(/ {2,}/, 1)[0]!.trim());
}

async function shell(command: string): Promise<{ status: number; text: string }> {
  const cli = `${process.execPath} --import ${resolve('node_modules/tsx/dist/loader.mjs')} ${resolve('src/cli/cli.ts')}`;
  const script = `evenkeel() { ${cli} "$@"; }; ${command.replaceAll('127.0.0.1:8040', new URL(running.url).host)}`;
  const env = {
    ...process.env,
    HOME: folder,
    TSX_TSCONFIG_PATH: resolve('tsconfig.json'),
    EVENKEEL_AUTH_SECRET: 'a secret that only this test knows, long enough',
    EVENKEEL_SERVER_PORT: new URL(running.url).port,
    TOKEN: await running.token('source', 'pbx-1'),
    SOURCE_TOKEN: await running.token('source', 'pbx-1'),
  };
  return new Promise((done) => {
    execFile('bash', ['-c', script], { cwd: folder, env }, (error, out, err) =>
      done({ status: typeof error?.code === 'number' ? error.code : 0, text: out + err }),
    );
  });
}

describe('an example in --help', () => {
  it.each(COMMANDS.map(({ name }) => name))(
    'of %s works as it is printed',
    async (name) => {
      const { out } = await evenkeel([name, '--help']);
      for (const example of examplesOf(out)) {
        if (SERVES.test(example) || NEEDS_MORE.test(example)) {
          // Every option is known, which is what goes stale.
          const known = out.match(/--[a-z][a-z-]+/g) ?? [];
          for (const option of example.match(/--[a-z][a-z-]+/g) ?? [])
            expect(known, example).toContain(option);
          continue;
        }
        const { status, text } = await shell(example);
        // A doctor may find the made-up call strange; it must not be a usage error.
        expect(status, `${example}\n${text}`).toBeLessThan(name === 'doctor' ? 2 : 1);
      }
    },
    240_000,
  );

  it('is there for each command that people run', async () => {
    const without: string[] = [];
    for (const { name } of COMMANDS)
      if (examplesOf((await evenkeel([name, '--help'])).out).length === 0) without.push(name);
    expect(without).toEqual([
      'people',
      'evaluate',
      'evaluate-cues',
      'label',
      'calibrate',
      'effect',
      'corpus',
      'features',
    ]);
  }, 240_000);
});
