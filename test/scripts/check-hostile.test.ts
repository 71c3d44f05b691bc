import { describe, expect, it } from 'vitest';
import { runScript } from '../support/run-script.js';

describe('check:hostile', () => {
  it('attacks every listener and finds the server and the bystander as they were', async () => {
    const short = ['--conversations', '600', '--speed', '4'];
    const { document, code, progress } = await runScript<Record<string, unknown>>('check-hostile.ts', short);
    expect(document, progress).toEqual({
      conversations: expect.any(Number),
      crashes: 0,
      unhandled: 0,
      serverErrors: 0,
      worstStallMs: expect.any(Number),
      peakRssBytes: expect.any(Number),
      bystanderUnchanged: true,
    });
    expect(document.conversations).toBeGreaterThanOrEqual(600);
    expect(code).toBe(0);
  }, 240_000);
});
