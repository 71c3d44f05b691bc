import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CLIP_COLUMNS, ClipReader, openSpeechCorpus } from '../../../src/lab/corpus/speech-corpus.js';

/** Buzzes made by SoX, and every fault that a hand-made folder has. */
const FOLDER = 'test/fixtures/corpus';

describe('openSpeechCorpus', async () => {
  const corpus = await openSpeechCorpus(FOLDER, 'test');

  it('keeps what can be used, in file order, whatever the part where there are no parts', () => {
    expect(corpus.part).toBeNull();
    expect(corpus.speakers.map(({ id }) => id)).toEqual(['buzz/p1']);
    expect(corpus.speakers[0]?.clips.map(({ cells }) => cells.clip)).toEqual([
      'a',
      'b',
      'c',
      'e',
      'g',
      'h',
      'j',
    ]);
  });

  it.each([
    [4, 'unknown label "grumpy"'],
    [5, 'no such file: absent.flac'],
    [7, 'start_sample 9000 and end_sample 8000 do not bound a clip'],
    [10, 'no such file: ../buzz.flac'],
  ])('names the file and line %i of a fault', (line, why) => {
    const fault = corpus.faults.find((one) => one.line === line);
    expect(fault?.sentence).toContain(`clips.tsv:${line}: ${why}`);
  });

  it.each([
    ['e', 'ends at sample 24000, before end_sample 99999'],
    ['g', '1 channel(s) at 16000 Hz'],
    ['h', 'is not readable FLAC'],
  ])('refuses clip %s when it is read, and goes on', async (name, why) => {
    const reader = new ClipReader(FOLDER);
    const clips = corpus.speakers[0]!.clips;
    await expect(reader.read(clips.find(({ cells }) => cells.clip === name)!)).rejects.toMatchObject({
      code: 'corpus.clip-unreadable',
      message: expect.stringMatching(new RegExp(`clips\\.tsv:\\d+: .*${why.replace(/[()]/g, '\\$&')}`)),
    });
    expect(await reader.read(clips[0]!)).toHaveLength(8000);
  });

  it('resamples other rates where that is asked for, and says what it cannot read', async () => {
    const reader = new ClipReader(FOLDER, 'resample');
    const clipNamed = (name: string) => corpus.speakers[0]!.clips.find(({ cells }) => cells.clip === name)!;
    expect(await reader.rateOf(clipNamed('g'))).toBe(16_000);
    expect(await reader.rateOf(clipNamed('a'))).toBe(8000);
    expect(await reader.read(clipNamed('g'))).toHaveLength(4000);
    const faults: string[] = [];
    expect(await reader.readOrTell(clipNamed('h'), (sentence) => faults.push(sentence))).toBeNull();
    expect(faults).toEqual([expect.stringMatching(/clips\.tsv:\d+: damaged\.flac is not readable FLAC/)]);
  });

  it('does without the columns that only describe a clip', async () => {
    const rows =
      'file\tstart_sample\tend_sample\tcorpus\tspeaker\temotion\tclip\nclips.tsv\t0\t9\tx\ty\tangry\tz\n';
    const { speakers } = await openSpeechCorpus(await folderOf(rows), 'test');
    expect(speakers[0]?.clips[0]?.cells).toMatchObject({ sex: '', language: '', clip: 'z' });
  });

  async function folderOf(clips: string, speakers?: string): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'evenkeel-corpus-'));
    await writeFile(join(folder, 'clips.tsv'), clips);
    if (speakers !== undefined) await writeFile(join(folder, 'speakers.tsv'), speakers);
    return folder;
  }
  const header = CLIP_COLUMNS.join('\t');

  it.each([
    ['no clips.tsv column', 'file\tstart_sample\n', undefined, 'table.column-missing'],
    ['a torn row', `${header}\na.flac\t0\n`, undefined, 'table.row-torn'],
    ['no usable clip', `${header}\n`, undefined, 'corpus.empty'],
    [
      'a part that nobody is in',
      `${header}\n`,
      'corpus\tspeaker\tpart\nbuzz\tp1\ttrain\n',
      'corpus.part-unknown',
    ],
  ])('refuses a folder with %s', async (_, clips, speakers, code) => {
    await expect(openSpeechCorpus(await folderOf(clips, speakers), 'test')).rejects.toMatchObject({ code });
  });

  it('refuses a folder that is not there', async () => {
    await expect(openSpeechCorpus('no/such/folder', 'test')).rejects.toMatchObject({
      code: 'table.unreadable',
    });
  });
});
