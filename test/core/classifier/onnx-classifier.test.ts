import { createHash } from 'node:crypto';
import { copyFile, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { OnnxClassifier } from '../../../src/core/classifier/onnx-classifier.js';
import {
  FUNCTIONAL_NAMES,
  LLD_NAMES,
  PROFILE_LENGTH,
  WINDOW_FRAMES,
} from '../../../src/core/features/feature-schema.js';
import { type ModelWindow, windowFrom } from '../../../src/core/features/model-window.js';

const MODEL = 'models/emotion.onnx';

function windowOf(value: (frame: number, column: number) => number): ModelWindow {
  const sequence = new Float32Array(WINDOW_FRAMES * LLD_NAMES.length);
  for (let frame = 0; frame < WINDOW_FRAMES; frame++) {
    for (let column = 0; column < LLD_NAMES.length; column++) {
      sequence[frame * LLD_NAMES.length + column] = value(frame, column);
    }
  }
  return windowFrom('customer', {
    sequence,
    functionals: new Float32Array(FUNCTIONAL_NAMES.length),
    profile: new Float32Array(PROFILE_LENGTH),
  });
}

/** Not speech, but numbers in the range of speech; different for each seed. */
const murmur = (seed: number) =>
  windowOf((frame, column) =>
    column === 3 ? -25 - seed : 30 + 4 * seed * Math.sin(frame * 0.1 * seed + column),
  );

describe('OnnxClassifier', async () => {
  const classifier = await OnnxClassifier.load({ modelPath: MODEL, maxBatch: 4 });
  afterAll(() => classifier.close());

  it('gives probabilities that sum to one', async () => {
    const [p] = await classifier.classify([murmur(1)]);
    expect(p!.anger + p!.anxiety + p!.other).toBeCloseTo(1, 9);
    expect(Math.min(p!.anger, p!.anxiety, p!.other)).toBeGreaterThan(0);
  });

  it('answers the same alone, in a batch, and in a batch longer than one run', async () => {
    const windows = [1, 2, 3, 4, 5, 6, 7].map(murmur);
    const together = await classifier.classify(windows);
    for (const [i, window] of windows.entries()) {
      const [alone] = await classifier.classify([window]);
      expect(together[i]!.anger).toBeCloseTo(alone!.anger, 5);
    }
    expect(new Set(together.map((p) => p.anger.toFixed(6))).size).toBeGreaterThan(1);
  });

  it('keeps answers apart that were asked for at the same time', async () => {
    const [first, second] = await Promise.all([
      classifier.classify([murmur(1)]),
      classifier.classify([murmur(5)]),
    ]);
    expect(first[0]).toEqual((await classifier.classify([murmur(1)]))[0]);
    expect(second[0]).toEqual((await classifier.classify([murmur(5)]))[0]);
  });

  it('answers for silence', async () => {
    const rows = await classifier.classify([windowOf((_, column) => (column === 3 ? -100 : 0))]);
    for (const p of rows) expect(p.anger + p.anxiety + p.other).toBeCloseTo(1, 9);
  });

  it.each([
    ['an empty window', { ...murmur(1), sequence: new Float32Array(0) }],
    ['a value that is not a number', windowOf((frame) => (frame === 70 ? Number.NaN : 1))],
    ['an infinite value', windowOf((frame) => (frame === 70 ? Number.POSITIVE_INFINITY : 1))],
    ['a profile of another length', { ...murmur(1), profile: new Float32Array(3) }],
  ])('refuses %s', async (_, window) => {
    await expect(async () => classifier.classify([window])).rejects.toMatchObject({
      code: 'model.window-invalid',
    });
  });
});

describe('OnnxClassifier.load', () => {
  async function folderWith(change: (model: Buffer, manifest: Record<string, unknown>) => [Buffer, object]) {
    const folder = await mkdtemp(join(tmpdir(), 'evenkeel-model-'));
    await copyFile('models/emotion.json', join(folder, 'emotion.json'));
    const manifest = JSON.parse(await readFile('models/emotion.json', 'utf8')) as Record<string, unknown>;
    const [model, changed] = change(await readFile(MODEL), manifest);
    await writeFile(join(folder, 'emotion.onnx'), model);
    await writeFile(join(folder, 'emotion.json'), JSON.stringify(changed));
    return join(folder, 'emotion.onnx');
  }

  it('refuses a damaged file', async () => {
    const modelPath = await folderWith((model, manifest) => [model.subarray(0, 2000), manifest]);
    await expect(OnnxClassifier.load({ modelPath })).rejects.toMatchObject({ code: 'model.sha-mismatch' });
  });

  it('refuses a file that is no ONNX though its manifest vouches for it', async () => {
    const modelPath = await folderWith((_, manifest) => {
      const text = Buffer.from('no network');
      return [text, { ...manifest, sha256: createHash('sha256').update(text).digest('hex') }];
    });
    await expect(OnnxClassifier.load({ modelPath })).rejects.toMatchObject({ code: 'model.unreadable' });
  });
});
