import { describe, expect, it } from 'vitest';
import { FRESH_ATTENTION } from '../../src/core/cues/attention.js';
import { AgentDesks } from '../../src/live/agent-desks.js';

const ADA = { tenant: 'acme', agentId: 'ada' };
const BOB = { tenant: 'acme', agentId: 'bob' };
const GIVEN = { givenAgoMs: [1_000], dismissedAgoMs: null, hardCallsInARow: 2 };

describe('AgentDesks', () => {
  it('forgets an erased agent for good, whatever calls still tell of before', () => {
    let nowMs = 0;
    const desks = new AgentDesks(() => nowMs);
    desks.remember(ADA, GIVEN);
    desks.remember(BOB, GIVEN);
    desks.forget(({ agentId }) => agentId === 'ada');
    desks.remember(ADA, GIVEN);
    expect([desks.attention(ADA), desks.attention(BOB)]).toEqual([FRESH_ATTENTION, GIVEN]);
    nowMs = 60_001;
    desks.remember(ADA, GIVEN);
    expect(desks.attention(ADA)).toEqual(GIVEN);
  });

  it('takes what an erased agent chooses afterwards', () => {
    const desks = new AgentDesks(() => 0);
    desks.forget(() => true);
    desks.mute(ADA, 1_000);
    expect(desks.isMuted(ADA)).toBe(true);
  });
});
