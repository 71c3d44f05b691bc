import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordingsBelow } from '../../../src/lab/recordings/find-recordings.js';

describe('the recordings in a folder', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'recordings-'));
    for (const name of ['b.wav', 'a.FLAC', 'notes.txt', '.hidden.wav'])
      await writeFile(join(folder, name), '');
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('are found by their endings, in the order of their names', async () => {
    expect(await recordingsBelow(folder)).toEqual([join(folder, 'a.FLAC'), join(folder, 'b.wav')]);
  });

  it('are asked for in vain where there is no such folder, or a file: a sentence says so', async () => {
    const gone = join(folder, 'gone');
    await expect(recordingsBelow(gone)).rejects.toMatchObject({ code: 'audio.file-missing' });
    await expect(recordingsBelow(gone)).rejects.toThrow(gone);
    await expect(recordingsBelow(join(folder, 'b.wav'))).rejects.toMatchObject({
      code: 'audio.no-recordings',
    });
  });
});
