import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { clipOf, readPitchReference } from '../../../src/lab/acoustics/pitch-reference.js';
import { openSpeechCorpus } from '../../../src/lab/corpus/speech-corpus.js';

const HEADER = 'corpus\tclip\ttime_s\tf0_hz\n';
const CLIPS = 'file\tstart_sample\tend_sample\tcorpus\tspeaker\temotion\tclip\n';

async function fileOf(text: string, name = 'reference.tsv'): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'evenkeel-pitch-')), name);
  await writeFile(path, text);
  return path;
}

describe('readPitchReference', () => {
  it('begins a clip where the name changes or time runs back', async () => {
    const rows = 'x\ta\t0.02\t0\nx\ta\t0.03\t110\nx\ta\t0.02\t120\nx\tb\t0.03\t0\n';
    const clips = await readPitchReference(await fileOf(HEADER + rows));
    expect(clips.map(({ clip, f0Hz }) => [clip, ...f0Hz])).toEqual([
      ['a', 0, 110],
      ['a', 120],
      ['b', 0],
    ]);
  });

  it.each(['x\ta\t0.02\tundefined', 'x\ta\t\t100', 'x\ta\t0.02\t-1'])(
    'names the file and line of %j',
    async (row) => {
      const path = await fileOf(`${HEADER}x\ta\t0.01\t0\n${row}\n`);
      await expect(readPitchReference(path)).rejects.toMatchObject({
        code: 'table.cell-unreadable',
        message: expect.stringContaining(`${path}:3: `),
      });
    },
  );
});

describe('clipOf', () => {
  it.each([8000, 44_100])('tells clips of one name apart by their length at %i Hz', async (rateHz) => {
    const rows = [1, 2, 3].map((seconds) => `clips.tsv\t0\t${seconds * rateHz}\tx\ts${seconds}\tsad\ta\n`);
    const path = await fileOf(CLIPS + rows.join(''), 'clips.tsv');
    const corpus = await openSpeechCorpus(join(path, '..'), 'all');
    const reference = (lastMs: number) => ({
      corpus: 'x',
      clip: 'a',
      timesMs: Float64Array.of(20, lastMs),
      f0Hz: Float64Array.of(0, 0),
    });
    const speakerAt = async (lastMs: number) =>
      (await clipOf(reference(lastMs), corpus, async () => rateHz))?.cells.speaker;
    expect(await speakerAt(1980)).toBe('s2');
    expect(await speakerAt(2500)).toBeUndefined();
  });
});
