import { execFileSync } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readWav, writeWav } from '../../src/core/audio/wav.js';
import { analysisRow } from '../../src/lab/exports/analysis-row.js';
import { CommandLine, evenkeel } from '../support/command-line.js';
import { lacks, PYTHON } from '../support/requirements.js';

const DEMO_CALL = resolve('src/lab/telephones/demo-call.wav');
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evenkeel-replay-'));
  const { sampleRateHz, channels } = readWav(await readFile(DEMO_CALL));
  const [customer, agent] = channels as [Float32Array, Float32Array];
  await mkdir(join(folder, 'calls'));
  await writeFile(join(folder, 'calls', 'swapped.wav'), writeWav(sampleRateHz, [agent, customer]));
  await writeFile(join(folder, 'calls', 'mono.wav'), writeWav(sampleRateHz, [customer]));
  await copyFile(DEMO_CALL, join(folder, 'calls', 'call.wav'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const rowsOf = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => analysisRow.parse(JSON.parse(line)));

describe('evenkeel replay', () => {
  it('hears the same either way round, and from standard input', async () => {
    const ordinary = await evenkeel(['replay', DEMO_CALL]);
    expect(ordinary.out).toContain('One slow breath');
    const swapped = await evenkeel(['replay', '--left', 'agent', join(folder, 'calls', 'swapped.wav')]);
    expect(swapped.out).toBe(ordinary.out);
    const piped = new CommandLine(['replay', '-']);
    piped.type(await readFile(DEMO_CALL));
    piped.endInput();
    expect((await piped.ended).out).toBe(ordinary.out);
  });

  it('says of a mono recording that nothing is claimed of the caller’s emotion', async () => {
    const { out, err } = await evenkeel(['replay', join(folder, 'calls', 'mono.wav'), '--format', 'jsonl']);
    expect(err).toContain('nothing is claimed of the caller’s emotion');
    const rows = rowsOf(out);
    expect(rows[0]).toMatchObject({ type: 'call', emotionClaimed: false });
    expect(rows.some((row) => row.type === 'interval' && row.tier === 'mood')).toBe(false);
  });

  it('writes a report and a TextGrid of each recording of a folder', async () => {
    const results = join(folder, 'results');
    const options = ['--format', 'textgrid', '--out', results, '--report', results];
    expect((await evenkeel(['replay', join(folder, 'calls'), ...options])).status).toBe(0);
    expect(await readFile(join(results, 'call.TextGrid'), 'utf8')).toContain('name = "mood"');
    expect(await readFile(join(results, 'swapped.html'), 'utf8')).toContain('<svg');
  });

  it('goes on after a recording that cannot be read, and fails at the end', async () => {
    const bad = join(folder, 'bad.wav');
    await writeFile(bad, 'no audio');
    const { status, out, err } = await evenkeel(['replay', bad, DEMO_CALL, '--format', 'csv']);
    expect(status).toBe(1);
    expect(err).toContain('audio.');
    expect(out).toContain('demo-call.wav,cue,breath,');
  });

  it('says of which recording of several a remark is', async () => {
    const cut = join(folder, 'calls', 'cut.wav');
    await writeFile(cut, (await readFile(DEMO_CALL)).subarray(0, 80_000));
    const { status, err } = await evenkeel(['replay', cut, join(folder, 'calls', 'mono.wav')]);
    await rm(cut);
    expect(status).toBe(0);
    expect(err).toContain('cut.wav: The recording ends before its header says');
    expect(err).toContain('mono.wav: One channel holds both voices');
  });

  it('names each recording in RTTM once, without its ending, and says how ffmpeg is installed once', async () => {
    const mixed = join(folder, 'mixed');
    await mkdir(mixed);
    await copyFile(DEMO_CALL, join(mixed, 'my call.wav'));
    for (const name of ['a.mp3', 'b.mp3']) await writeFile(join(mixed, name), 'not read without ffmpeg');
    const options = [mixed, DEMO_CALL, '--format', 'rttm'];
    const { status, out, err } = await evenkeel(['replay', ...options], { PATH: join(folder, 'nowhere') });
    expect(status).toBe(1);
    expect(
      new Set(
        out
          .trim()
          .split('\n')
          .map((line) => line.split(' ')[1]),
      ),
    ).toEqual(new Set(['my_call', 'demo-call']));
    expect(err.match(/Install it: /g)).toHaveLength(1);
    expect(err).toMatch(/a\.mp3: It needs ffmpeg\.\n.*b\.mp3: It needs ffmpeg\./);
  });

  it('says why a call got no cue, where it is read and in its report', async () => {
    const short = join(folder, 'short.wav');
    const { sampleRateHz, channels } = readWav(await readFile(DEMO_CALL));
    await writeFile(
      short,
      writeWav(
        sampleRateHz,
        channels.map((side) => side.subarray(0, 20 * sampleRateHz)),
      ),
    );
    const report = join(folder, 'short.html');
    const { err } = await evenkeel(['replay', short, '--report', report]);
    expect(err).toMatch(/reached \d+\u00a0% of what a cue needs/);
    expect(await readFile(report, 'utf8')).toMatch(/<p>No cues\.<\/p><p>The evidence/);
  });

  it('watches a folder until it is stopped', async () => {
    const watched = join(folder, 'watched');
    await mkdir(watched);
    const replay = new CommandLine(['replay', '--watch', watched, '--report', join(folder, 'reports')]);
    await copyFile(DEMO_CALL, join(watched, 'first.wav'));
    await replay.printed(/wrote .*first\.html/);
    await copyFile(DEMO_CALL, join(watched, 'second.wav'));
    await replay.printed(/wrote .*second\.html/);
    expect((await replay.stop('SIGINT')).status).toBe(0);
  });

  it.each([
    [[], 'Name recordings or folders'],
    [['a.wav', '--customer', 'b.wav'], 'Name recordings or folders'],
    [['a.wav', 'b.wav', '--format', 'elan'], '--out FOLDER'],
  ])('refuses %j and says how it is run', async (options, sentence) => {
    const { status, err } = await evenkeel(['replay', ...options]);
    expect(status).toBe(2);
    expect(err).toContain(sentence);
  });
});

describe.skipIf(lacks('pandas'))('the Python page', () => {
  it('runs as it is printed', async () => {
    const { out } = await evenkeel(['replay', join(folder, 'calls'), '--format', 'jsonl', '--quiet']);
    await writeFile(join(folder, 'calls.jsonl'), out);
    const page = await readFile('docs/analysis.md', 'utf8');
    const script = /```python\n([\s\S]+?)```/.exec(page)![1]!;
    const printed = execFileSync(PYTHON, ['-c', script], { cwd: folder }).toString();
    expect(printed).toMatch(/call\.wav +77760/);
    expect(printed).toMatch(/angry/);
    expect(printed).not.toMatch(/mono\.wav +\d+ +\d+ +\d+ +(True|False)/);
  });
});
