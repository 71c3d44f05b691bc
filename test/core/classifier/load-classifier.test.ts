import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { checkModelUse, loadClassifier } from '../../../src/core/classifier/load-classifier.js';
import { modelKindOf } from '../../../src/core/classifier/model-kind.js';
import { ProsodyClassifier } from '../../../src/core/classifier/prosody-classifier.js';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

/** The shipped networks, with what their manifests are made to say of their use. */
async function networks(uses: { first?: string; second?: string | undefined }): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'evenkeel-model-'));
  folders.push(folder);
  for (const [name, use] of [
    ['emotion', uses.first],
    ...('second' in uses ? [['second', uses.second] as const] : []),
  ] as const) {
    await copyFile(`models/${name}.onnx`, join(folder, `${name}.onnx`));
    const manifest = JSON.parse(await readFile(`models/${name}.json`, 'utf8')) as object;
    await writeFile(join(folder, `${name}.json`), JSON.stringify({ ...manifest, use }));
  }
  return join(folder, 'emotion.onnx');
}

const commercial = (modelPath: string) => ({ kind: 'network', use: 'commercial', modelPath }) as const;

describe('The model that hears callers', () => {
  it('is the network for research and the formula for commercial use, unless one is named', () => {
    expect(modelKindOf({ kind: null, use: 'research' })).toBe('network');
    expect(modelKindOf({ kind: null, use: 'commercial' })).toBe('prosody');
    expect(modelKindOf({ kind: 'network', use: 'commercial' })).toBe('network');
  });

  it('may not be the shipped network in commercial calls; the sentence names the ways out', async () => {
    await expect(loadClassifier(commercial('models/emotion.onnx'))).rejects.toMatchObject({
      code: 'model.research-only',
      message: expect.stringMatching(/model\.kind to prosody.*model\.path.*docs\/model-for-production\.md/s),
    });
  });

  it('may be a network whose manifest allows it, but not beside a second one that does not', async () => {
    await expect(checkModelUse(commercial(await networks({ first: 'commercial' })))).resolves.toBeUndefined();
    const both = { first: 'commercial', second: 'commercial' };
    await expect(checkModelUse(commercial(await networks(both)))).resolves.toBeUndefined();
    await expect(
      checkModelUse(commercial(await networks({ first: 'commercial', second: undefined }))),
    ).rejects.toMatchObject({ code: 'model.research-only', message: expect.stringContaining('second.onnx') });
  });

  it('is refused where its manifest says a use that is not one', async () => {
    await expect(checkModelUse(commercial(await networks({ first: 'anything' })))).rejects.toMatchObject({
      code: 'model.unreadable',
    });
  });

  it('needs no file where it is the formula', async () => {
    const choice = { kind: 'prosody', use: 'commercial', modelPath: 'absent.onnx' } as const;
    expect(await loadClassifier(choice)).toBeInstanceOf(ProsodyClassifier);
  });
});
