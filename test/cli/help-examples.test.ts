import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildProgram } from '../../src/cli/build-program.js';
import { writeWav } from '../../src/core/audio/wav.js';
import { corpusLayout } from '../../src/lab/corpus/import/corpus-layout.js';
import { importCorpus } from '../../src/lab/corpus/import/import-corpus.js';
import { PEOPLE_COLUMNS, SHIFT_COLUMNS } from '../../src/people/people-csv.js';
import { buzzingVoice } from '../support/buzzing-voice.js';
import { evenkeel } from '../support/command-line.js';
import { EVENKEEL_COMMAND } from '../support/evenkeel-arguments.js';
import { type RunningApp, startApp } from '../support/running-app.js';

/** How long a command that serves or watches is given before it counts as running well. */
const SERVES = /^evenkeel (dev|serve|label|demo(?! --headless)|replay --watch|top(?! .*--once))/;
/**
 * Examples that need a platform, a network or labels of one's own, minutes of speech or a release that are not here: their
 * options alone are checked. The tutorials' test runs `calibrate` on real speech.
 */
const NEEDS_MORE =
  /^evenkeel (evaluate-cues|calibrate|licences)|models\/mine|coach\.example\.com|twilio|audiohook/;

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
  await writeTables();
  await writeDownloads();
  for (const place of ['.local/share/bash-completion/completions', '.zfunc', '.config/fish/completions'])
    await mkdir(join(folder, place), { recursive: true });
});

afterAll(async () => {
  await running.stop();
  await rm(folder, { recursive: true, force: true });
});

async function writeTables(): Promise<void> {
  const people = `${PEOPLE_COLUMNS.join(',')}\nana,billing,Billing,Europe/Berlin,2026-01-05,\n`;
  await writeFile(join(folder, 'people.csv'), people);
  await writeFile(
    join(folder, 'shifts.csv'),
    `${SHIFT_COLUMNS.join(',')}\nbilling,early,Early,12345,06:00,14:00\n`,
  );
}

/** Corpora as they are unpacked: their names, and sounds that stand for speech. */
async function writeDownloads(): Promise<void> {
  const voice = writeWav(8000, [
    buzzingVoice({ durationMs: 900, startMs: 50, onMs: 200, offMs: 50, f0Hz: 150 }),
  ]);
  const actors = ['1001', '1002', '1003', '1004', '1005', '1006'];
  const files = [
    ...actors.flatMap((actor) => ['ANG', 'FEA', 'NEU'].map((one) => `CREMA-D/${actor}_DFA_${one}_XX.wav`)),
    ...['08', '09', '10'].map((speaker) => `EmoDB/wav/${speaker}a01Wa.wav`),
    ...['ESD', 'voices'].flatMap((corpus) =>
      ['0011', '0012', '0013', '0014', '0015', '0016'].flatMap((speaker) =>
        ['Angry', 'Neutral'].map((one) => `${corpus}/${speaker}/${one}/${speaker}_1.wav`),
      ),
    ),
    'rooms/street.wav',
  ];
  for (const file of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), voice);
  }
  for (const corpus of ['esd', 'voices']) {
    const pattern = String.raw`'(?<speaker>\d{4})/(?<emotion>\w+)/(?<clip>[\w]+)\.wav$'`;
    const mapping = `corpus: ${corpus}\npattern: ${pattern}\nemotions: { Angry: angry, Neutral: neutral }\n`;
    await writeFile(join(folder, `${corpus}.yaml`), mapping);
  }
  // What the examples evaluate; the corpora that they import come to it.
  const layout = await corpusLayout(join(folder, 'voices.yaml'));
  const [onProgress, onFault] = [() => undefined, () => undefined];
  const [from, out] = [join(folder, 'voices'), join(folder, 'speech')];
  await importCorpus({ layout, folder: from, out, onProgress, onFault });
}

/** Every command, and what stands below it: `calibrate`, `calibrate cues`. */
async function everyCommand(): Promise<string[]> {
  const { commands } = await buildProgram('completion');
  return commands.flatMap((one) => [
    one.name(),
    ...one.commands.map((below) => `${one.name()} ${below.name()}`),
  ]);
}

/** The commands of the examples of a help text, continued lines joined, remarks after two blanks left out. */
function examplesOf(help: string): string[] {
  return help
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => /^ {2}\$ /.test(line))
    .map((line) => line.slice(4).split(/ {2,}/, 1)[0]!.trim());
}

async function shell(command: string): Promise<{ status: number; text: string }> {
  const script = `evenkeel() { ${EVENKEEL_COMMAND} "$@"; }; ${command.replaceAll('127.0.0.1:8040', new URL(running.url).host)}`;
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

describe('an example in --help', async () => {
  const names = await everyCommand();
  it.each(names)(
    'of %s is there, and works as it is printed',
    async (name) => {
      const { out } = await evenkeel([...name.split(' '), '--help']);
      const examples = examplesOf(out);
      expect(examples.length).toBeGreaterThan(0);
      for (const example of examples) {
        if (SERVES.test(example) || NEEDS_MORE.test(example)) {
          // Every option is known, which is what goes stale.
          const known = out.slice(0, out.indexOf('Examples:')).match(/--[a-z][a-z-]+/g) ?? [];
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
});
