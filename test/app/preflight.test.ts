import { describe, expect, it } from 'vitest';
import { compareClocks, warningsOf } from '../../src/app/preflight.js';
import { loadConfig } from '../../src/config/load-config.js';

const HOUR_MS = 3_600_000;
const NOW_MS = 1_800_000_000_000;

/** A store whose server, if it has one, is the given time away from ours. */
const storeWithLead = (leadMs: number | null) => ({
  clockLeadMs: async () => leadMs,
});

describe('compareClocks', () => {
  it.each([
    [HOUR_MS, 'This one is 60 minutes ahead.'],
    [-HOUR_MS, 'This one is 60 minutes behind.'],
  ])('says which clock leads: %i ms', async (leadMs, sentence) => {
    await expect(compareClocks(storeWithLead(leadMs), NOW_MS)).rejects.toMatchObject({
      code: 'server.clock-differs',
      message: expect.stringContaining(sentence),
    });
  });

  it.each([0, 60_000, -60_000, null])('is content with %s ms', async (leadMs) => {
    await expect(compareClocks(storeWithLead(leadMs), NOW_MS)).resolves.toBeUndefined();
  });
});

describe('warningsOf', () => {
  const config = loadConfig({
    env: {},
    overrides: {
      storage: { sqliteFile: ':memory:' },
      auth: { secret: 'a secret that only this test knows, long enough' },
    },
  });

  it('tells of a clock that was set while calls are served', async () => {
    expect(await warningsOf(config, storeWithLead(HOUR_MS), NOW_MS)).toEqual([
      expect.stringMatching(/^server.clock-differs: .*60 minutes ahead/),
    ]);
  });

  it('waits for no store that is away, and is silent about its clock', async () => {
    const away = { clockLeadMs: () => new Promise<never>(() => {}) };
    expect(await warningsOf(config, away, NOW_MS)).toEqual([]);
  });

  it('is silent when nothing is wrong', async () => {
    expect(await warningsOf(config, storeWithLead(0), NOW_MS)).toEqual([]);
  });
});
