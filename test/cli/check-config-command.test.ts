import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evenkeel } from '../support/command-line.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evenkeel-check-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function checked(model: string) {
  const file = join(folder, 'evenkeel.yaml');
  await writeFile(file, `model: ${model}\n`);
  return evenkeel(['check-config', file]);
}

describe('evenkeel check-config, of the model', () => {
  it.each(['{}', '{ use: commercial }', '{ use: commercial, kind: prosody }', '{ kind: prosody }'])(
    'takes %s',
    async (model) => {
      expect(await checked(model)).toMatchObject({ status: 0, out: 'The configuration is valid.\n' });
    },
  );

  it('refuses a network for research in commercial calls, and names the ways out', async () => {
    const { status, err } = await checked('{ use: commercial, kind: network }');
    expect(status).toBe(2);
    expect(err).toMatch(/model\.research-only.*model\.kind to prosody.*docs\/model-for-production\.md/s);
  });

  it('refuses a network that is not there', async () => {
    const { status, err } = await checked('{ use: commercial, kind: network, path: absent.onnx }');
    expect([status, err]).toEqual([2, expect.stringMatching(/model\.unreadable.*absent\.json/s)]);
  });
});
