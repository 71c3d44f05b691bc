import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { checkSpeech } from '../../scripts/train-model/check-speech.js';
import { FinishedSteps } from '../../scripts/train-model/finished-steps.js';
import { rewritten } from '../../scripts/tuning/rewritten.js';
import { search } from '../../scripts/tuning/search.js';
import { CLIP_COLUMNS } from '../../src/lab/corpus/speech-corpus.js';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'evenkeel-train-'));
  folders.push(path);
  return path;
}

describe('the steps of a training', () => {
  const run = { speech: 'digest', options: { passes: '3' } };

  it('go on after the last finished one, and start again where speech or options are others', async () => {
    const work = await folder();
    const done: string[] = [];
    const step = (name: string) => async () => void done.push(name);
    const first = new FinishedSteps(work, run);
    await first.once('features', step('features'));
    await expect(
      first.once('network', async () => {
        throw new Error('cut off');
      }),
    ).rejects.toThrow('cut off');
    const second = new FinishedSteps(work, run);
    expect(second.count).toBe(1);
    expect(await second.once('features', step('features'))).toBe(false);
    expect(await second.once('network', step('network'))).toBe(true);
    expect(done).toEqual(['features', 'network']);
    expect(new FinishedSteps(work, { ...run, speech: 'another' }).count).toBe(0);
    await writeFile(join(work, 'steps.json'), '{"run":');
    expect(new FinishedSteps(work, run).count).toBe(0);
  });
});

describe('the speech to train on', () => {
  /** People of each part with so many clips of a label; all in one file that is there. */
  async function speech(
    clips: Readonly<Record<string, number>>,
    parts = ['train', 'tune', 'test'],
  ): Promise<string> {
    const path = await folder();
    await writeFile(join(path, 'all.flac'), await readFile('test/fixtures/corpus/buzz.flac'));
    const rows = parts.flatMap((part) =>
      Object.entries(clips).flatMap(([emotion, count]) =>
        Array.from(
          { length: count },
          (_, i) => `all.flac\t0\t800\tmade\ten\t${part}-1\tf\t${emotion}\t\t\t${part}-${emotion}-${i}`,
        ),
      ),
    );
    await writeFile(join(path, 'clips.tsv'), `${[CLIP_COLUMNS.join('\t'), ...rows].join('\n')}\n`);
    const people = parts.map((part) => `made\t${part}-1\tf\t${part}`);
    await writeFile(join(path, 'speakers.tsv'), `${['corpus\tspeaker\tsex\tpart', ...people].join('\n')}\n`);
    return path;
  }

  it('is enough in each part, and gives a row for the card', async () => {
    const { corpora, digest } = await checkSpeech(await speech({ angry: 60, fearful: 60, neutral: 60 }));
    expect(corpora).toEqual(['| made | en | 3 | 540 |']);
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is refused where a part lacks an emotion or people, or nobody is divided', async () => {
    const few = checkSpeech(await speech({ angry: 60, fearful: 4, neutral: 60 }));
    await expect(few).rejects.toMatchObject({
      message: expect.stringMatching(/part train has 4 clips of anxiety, 60/),
    });
    const noTest = checkSpeech(await speech({ angry: 60, fearful: 60, neutral: 60 }, ['train', 'tune']));
    await expect(noTest).rejects.toMatchObject({ code: 'corpus.part-unknown' });
    const undivided = await speech({ angry: 60, fearful: 60, neutral: 60 });
    await rm(join(undivided, 'speakers.tsv'));
    await expect(checkSpeech(undivided)).rejects.toMatchObject({
      message: expect.stringContaining('speakers.tsv'),
    });
  });

  it('is refused with file and line of a clip that cannot be used', async () => {
    const path = await speech({ angry: 60, fearful: 60, neutral: 60 });
    const table = await readFile(join(path, 'clips.tsv'), 'utf8');
    await writeFile(join(path, 'clips.tsv'), table.replace('all.flac\t0\t800', 'gone.flac\t0\t800'));
    await expect(checkSpeech(path)).rejects.toMatchObject({
      code: 'corpus.clip-unreadable',
      message: expect.stringMatching(/clips\.tsv:2: no such file: gone\.flac/),
    });
  });
});

describe('what the tuning scripts share', () => {
  it('finds the top of a hill within its range', () => {
    const ranges = { 'a.x': [0, 10], 'a.y': [-5, 5] } as const;
    const worthOf = (values: { 'a.x': number; 'a.y': number }) =>
      -((values['a.x'] - 7) ** 2) - (values['a.y'] + 2) ** 2;
    const found = search({
      ranges,
      start: { 'a.x': 1, 'a.y': 4 },
      worthOf,
      rounds: 12,
      candidates: 60,
      seed: 1,
    });
    expect([found['a.x'], found['a.y']]).toEqual([expect.closeTo(7, 0), expect.closeTo(-2, 0)]);
  });

  it('writes numbers to the lines that hold them, and nowhere else', () => {
    const source = 'const A: Options = {\n  x: 1,\n};\nconst B = {\n  x: -2.5,\n  y: 3,\n};\n';
    expect(rewritten(source, { 'B.x': 4 })).toBe(source.replace('-2.5', '4'));
    expect(() => rewritten(source, { 'A.y': 1 })).toThrow('A.y');
  });
});
