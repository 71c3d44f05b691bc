import { describe, expect, it } from 'vitest';
import { runScript } from '../support/run-script.js';

const NOTHING = { lostSummaries: 0, doubledCues: 0, staleCues: 0, crashes: 0, silentLosses: 0 };

describe('check:faults', () => {
  it('loses nothing while the store is away or locked, and while the clock is set', async () => {
    const short = ['--only', 'PostgreSQL refused|SQLite locked|2 h back', '--seconds', '3', '--calls', '3'];
    const { document, code, progress } = await runScript('check-faults.ts', short);
    expect(document, progress).toEqual(NOTHING);
    expect(progress).toMatch(/clock 2 h back: [1-9]\d* calls ended/);
    expect(code, progress).toBe(0);
  }, 240_000);
});
