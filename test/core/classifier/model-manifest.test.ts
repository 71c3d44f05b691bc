import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readModelFile, readModelManifest } from '../../../src/core/classifier/model-manifest.js';
import { MODEL_INPUTS } from '../../../src/core/classifier/onnx-classifier.js';

const shipped = JSON.parse(await readFile('models/emotion.json', 'utf8')) as Record<string, unknown>;

async function manifestFile(change: Record<string, unknown>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'evenkeel-manifest-'));
  const path = join(folder, 'emotion.json');
  await writeFile(path, JSON.stringify({ ...shipped, ...change }));
  return path;
}

describe('readModelManifest', () => {
  it('accepts the shipped manifest', async () => {
    const manifest = await readModelManifest('models/emotion.json', MODEL_INPUTS);
    expect(manifest.labels).toEqual(['anger', 'anxiety', 'other']);
  });

  it.each([
    ['another schema version', { schemaVersion: 999 }, 'model.schema-mismatch'],
    ['labels in another order', { labels: ['anxiety', 'anger', 'other'] }, 'model.labels'],
    ['an operator set from the future', { opset: 99 }, 'model.opset'],
    ['other inputs', { inputs: { waveform: [24000] } }, 'model.inputs'],
    ['an input of another shape', { inputs: { ...MODEL_INPUTS, profile: [7] } }, 'model.inputs'],
    ['no calibration', { calibration: undefined }, 'model.unreadable'],
    ['a prior that is not a number', { trainingPrior: [0.2, 'some', 0.6] }, 'model.unreadable'],
  ])('refuses %s', async (_, change, code) => {
    await expect(readModelManifest(await manifestFile(change), MODEL_INPUTS)).rejects.toMatchObject({ code });
  });

  it('refuses what is not JSON, and what is not there', async () => {
    const path = await manifestFile({});
    await writeFile(path, 'not json');
    await expect(readModelManifest(path, MODEL_INPUTS)).rejects.toMatchObject({ code: 'model.unreadable' });
    await expect(readModelManifest(`${path}.gone`, MODEL_INPUTS)).rejects.toMatchObject({
      code: 'model.unreadable',
      message: expect.stringContaining('emotion.json.gone'),
    });
  });
});

describe('readModelFile', () => {
  it('refuses bytes that the manifest was not written for', async () => {
    const manifest = await readModelManifest('models/emotion.json', MODEL_INPUTS);
    await expect(readModelFile('models/LICENSE', manifest)).rejects.toMatchObject({
      code: 'model.sha-mismatch',
    });
  });
});
