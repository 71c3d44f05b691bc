import { describe, expect, it } from 'vitest';
import { lacks } from '../support/requirements.js';
import { runScript } from '../support/run-script.js';

describe.skipIf(lacks('postgres') || lacks('redis'))('check:nodes', () => {
  it('loses nothing acknowledged with a node that is killed, and its agents are told', async () => {
    const { document, code, progress } = await runScript('check-nodes.ts', [
      '--only',
      'node killed',
      '--calls',
      '4',
    ]);
    expect(document, progress).toEqual({
      lostAcknowledgedSummaries: 0,
      doubledCues: 0,
      staleCues: 0,
      cuesToWrongAgent: 0,
      objectionsIgnored: 0,
      agentsToldWithinMs: expect.any(Number),
    });
    expect(progress).toMatch(/node killed: \d+ cues, .* [1-9]\d* agents told within/);
    expect(code, progress).toBe(0);
  }, 240_000);
});
