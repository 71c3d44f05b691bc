import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fused } from '../../../src/core/classifier/fused.js';
import { OnnxClassifier } from '../../../src/core/classifier/onnx-classifier.js';
import { SecondNetwork } from '../../../src/core/classifier/second-network.js';
import { LLD_NAMES, PROFILE_LENGTH, WINDOW_FRAMES } from '../../../src/core/features/feature-schema.js';
import { logMelPicture } from '../../../src/core/features/kernels/log-mel-kernel.js';
import { windowFrom } from '../../../src/core/features/model-window.js';

const MODEL = 'models/emotion.onnx';
const hum = (hz: number) =>
  logMelPicture(
    Float32Array.from({ length: 24_000 }, (_, n) => 0.1 * Math.sin((2 * Math.PI * hz * n) / 8000)),
  );

/** In the range of speech; the first network doubts some seeds and not others. */
const windowOf = (seed: number, picture: Float32Array) => {
  const sequence = new Float32Array(WINDOW_FRAMES * LLD_NAMES.length);
  for (let i = 0; i < sequence.length; i++)
    sequence[i] =
      i % LLD_NAMES.length === 3 ? -25 - seed : 30 + 4 * seed * Math.sin(i * 0.002 * seed + (i % 45));
  const values = {
    sequence,
    functionals: new Float32Array(0),
    profile: new Float32Array(PROFILE_LENGTH),
    picture,
  };
  return windowFrom('customer', values);
};

describe('The mean of two opinions', () => {
  it('is that of the logarithms, and sums to one', () => {
    const both = fused({ anger: 0.8, anxiety: 0.1, other: 0.1 }, { anger: 0.2, anxiety: 0.4, other: 0.4 });
    expect(both.anger + both.anxiety + both.other).toBeCloseTo(1, 12);
    expect(both.anger / both.other).toBeCloseTo(Math.sqrt((0.8 * 0.2) / (0.1 * 0.4)), 12);
    expect(both.anxiety).toBeCloseTo(both.other, 12);
  });
});

describe('The second network', () => {
  let folder: string;
  let network: SecondNetwork;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'second-'));
    network = await SecondNetwork.load('models/second.onnx');
  });
  afterAll(async () => {
    await network.close();
    await rm(folder, { recursive: true });
  });

  it('answers alone as in a batch', async () => {
    const pictures = [hum(150), hum(300), hum(900)];
    const together = await network.classify(pictures);
    for (const [i, picture] of pictures.entries()) {
      const [alone] = await network.classify([picture]);
      expect(together[i]!.anger).toBeCloseTo(alone!.anger, 5);
      expect(alone!.anger + alone!.anxiety + alone!.other).toBeCloseTo(1, 9);
    }
  });

  it('is asked only where the first has some doubt, always, or never, as it is told', async () => {
    const windows = [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => windowOf(seed, hum(100 + 50 * seed)));
    const say = async (secondOpinion: 'auto' | 'always' | 'off') => {
      const classifier = await OnnxClassifier.load({ modelPath: MODEL, secondOpinion });
      const said = await classifier.classify(windows);
      const { asked } = classifier.counts;
      await classifier.close();
      return { said, asked };
    };
    const off = await say('off');
    const auto = await say('auto');
    const always = await say('always');
    expect([off.asked, always.asked]).toEqual([0, windows.length]);
    expect(auto.asked).toBe(off.said.filter(({ anger, anxiety }) => Math.max(anger, anxiety) >= 0.33).length);
    auto.said.forEach((one, i) => {
      const doubted = Math.max(off.said[i]!.anger, off.said[i]!.anxiety) >= 0.33;
      expect(one.anger).toBeCloseTo((doubted ? always : off).said[i]!.anger, 5);
    });
  });

  it('is refused where its weights or its manifest are others', async () => {
    const path = join(folder, 'second.onnx');
    await copyFile('models/second.onnx', path);
    const manifest = JSON.parse(await readFile('models/second.json', 'utf8')) as Record<string, unknown>;
    const refusal = async (changed: Record<string, unknown> | string) => {
      await writeFile(
        join(folder, 'second.json'),
        typeof changed === 'string' ? changed : JSON.stringify({ ...manifest, ...changed }),
      );
      return SecondNetwork.load(path).then(
        () => 'loaded',
        ({ code }: { code: string }) => code,
      );
    };
    expect(await refusal({})).toBe('loaded');
    expect(await refusal({ sha256: '0'.repeat(64) })).toBe('model.sha-mismatch');
    expect(await refusal({ labels: ['anger', 'other'] })).toBe('model.labels');
    expect(await refusal({ inputs: { picture: [300, 64] } })).toBe('model.inputs');
    expect(await refusal({ calibration: { scale: 1, bias: [0] } })).toBe('model.unreadable');
    expect(await refusal('no json')).toBe('model.unreadable');
    await expect(SecondNetwork.load(join(folder, 'absent.onnx'))).rejects.toMatchObject({
      code: 'model.unreadable',
    });
  });
});
