import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSiteCalibration } from '../../../src/core/classifier/site-calibration.js';

async function fileOf(content: string): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'evenkeel-calibration-')), 'calibration.json');
  await writeFile(path, content);
  return path;
}

const calibration = { scale: 1.2, bias: [0.1, -0.2, 0] };

describe('readSiteCalibration', () => {
  it('reads what was fitted to this model', async () => {
    const path = await fileOf(JSON.stringify({ modelSha256: 'aa', calibration }));
    expect(await readSiteCalibration(path, 'aa')).toEqual(calibration);
  });

  it.each([
    ['another model', JSON.stringify({ modelSha256: 'bb', calibration }), 'calibration.other-model'],
    ['no JSON', 'scale: 2', 'calibration.unreadable'],
    ['null', 'null', 'calibration.unreadable'],
    [
      'two biases',
      JSON.stringify({ modelSha256: 'aa', calibration: { scale: 1, bias: [1, 2] } }),
      'calibration.unreadable',
    ],
  ])('refuses a file of %s', async (_, content, code) => {
    await expect(readSiteCalibration(await fileOf(content), 'aa')).rejects.toMatchObject({ code });
  });
});
