import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LLD_NAMES } from '../../../src/core/features/feature-schema.js';
import { framesOf } from '../../../src/lab/corpus/clip-windows.js';
import { openSpeechCorpus } from '../../../src/lab/corpus/speech-corpus.js';
import { writeFeatures } from '../../../src/lab/corpus/write-features.js';

const PYTHON = '/usr/bin/python3';
const READ_SHAPE = 'import numpy, sys; print(*numpy.load(sys.argv[1]).shape)';

function numpyShape(path: string): number[] | null {
  try {
    return execFileSync(PYTHON, ['-c', READ_SHAPE, path], { encoding: 'utf8' }).trim().split(' ').map(Number);
  } catch {
    return null;
  }
}

describe('writeFeatures', () => {
  const write = async (augmentSeed: number | null) => {
    const out = join(await mkdtemp(join(tmpdir(), 'evenkeel-features-')), 'f.npy');
    const faults: string[] = [];
    const written = await writeFeatures({
      corpus: await openSpeechCorpus('test/fixtures/corpus', 'all'),
      out,
      augmentSeed,
      noiseFolder: null,
      onProgress: () => undefined,
      onFault: (sentence) => faults.push(sentence),
    });
    return { out, written, faults };
  };

  it('writes a row of descriptors for each frame of each clip, and says where each clip lies', async () => {
    const { out, written, faults } = await write(null);
    // Four clips can be read; one of them has a label that is not known, so nothing can be learned from it.
    expect(written).toEqual({ clips: 3, frames: 150, faults: 7 });
    expect(faults).toHaveLength(7);
    const table = (await readFile(`${out}.tsv`, 'utf8'))
      .trim()
      .split('\n')
      .map((line) => line.split('\t'));
    expect(table.slice(1).map((row) => row.slice(-4))).toEqual([
      ['0', '50', '0', '100'],
      ['50', '50', '100', '100'],
      ['100', '50', '200', '100'],
    ]);
    const bytes = await readFile(out);
    expect(bytes.length).toBe(128 + 4 * 150 * LLD_NAMES.length);
  });

  it.skipIf(!existsSync(PYTHON))('writes what NumPy reads', async () => {
    const { out } = await write(null);
    const shape = numpyShape(out);
    if (shape !== null) expect(shape).toEqual([150, LLD_NAMES.length]);
  });

  it('gives the same line for the same seed and another for another', async () => {
    const bytes = await Promise.all(
      [write(1), write(1), write(2)].map(async (one) => readFile((await one).out)),
    );
    expect(bytes[0]!.equals(bytes[1]!)).toBe(true);
    expect(bytes[0]!.equals(bytes[2]!)).toBe(false);
  });
});

describe('framesOf', () => {
  it('finds the pitch of a 140 Hz buzz in the rows', () => {
    const buzz = Float32Array.from({ length: 8000 }, (_, i) => 0.2 * (((i * 140) / 8000) % 1) - 0.1);
    const { rows } = framesOf(buzz);
    const f0 = Array.from({ length: rows.length / LLD_NAMES.length }, (_, i) => rows[i * LLD_NAMES.length]!);
    const voiced = f0.filter((semitones) => semitones > 0).sort((a, b) => a - b);
    expect(27.5 * 2 ** (voiced[Math.floor(voiced.length / 2)]! / 12)).toBeCloseTo(140, -1);
  });
});
