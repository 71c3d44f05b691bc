import { describe, expect, it } from 'vitest';
import { TurnTaking } from '../../../src/core/features/turn-taking.js';

/** Plays a script of stretches: who speaks, for how long. */
function play(script: readonly (readonly [who: 'customer' | 'agent' | 'both' | 'nobody', ms: number])[]) {
  const turns = new TurnTaking();
  for (const [who, ms] of script) {
    for (let at = 0; at < ms; at += 10) {
      turns.push(who === 'customer' || who === 'both', who === 'agent' || who === 'both', true);
    }
  }
  return turns;
}

describe('TurnTaking', () => {
  it('measures the gap between the customer’s end and the agent’s start', () => {
    const facts = play([
      ['customer', 2000],
      ['nobody', 400],
      ['agent', 500],
    ]).facts();
    expect(facts.agentResponseLatencyMs).toBe(410);
    expect(facts.floor).toBe('agent');
    expect(facts.agentTurnMs).toBe(500);
  });

  it('says who began an overlap, and counts the agent’s in the last 30 s', () => {
    const turns = play([
      ['customer', 2000],
      ['both', 500],
    ]);
    expect(turns.facts()).toMatchObject({
      overlapMs: 500,
      overlapStartedBy: 'agent',
      recentAgentOverlaps: 1,
    });
    const later = play([
      ['agent', 2000],
      ['both', 500],
    ]);
    expect(later.facts()).toMatchObject({ overlapStartedBy: 'customer', recentAgentOverlaps: 0 });
  });

  it('takes a short "mhm" for no overlap, and forgets overlaps after 30 s', () => {
    expect(
      play([
        ['customer', 2000],
        ['both', 200],
        ['customer', 100],
      ]).facts().recentAgentOverlaps,
    ).toBe(0);
    const old = play([
      ['customer', 2000],
      ['both', 500],
      ['customer', 31_000],
    ]);
    expect(old.facts().recentAgentOverlaps).toBe(0);
  });

  it('shares the talk of the last minute', () => {
    const facts = play([
      ['agent', 3000],
      ['customer', 9000],
    ]).facts();
    expect(facts.agentTalkShare).toBeCloseTo(0.25, 2);
    expect(
      play([
        ['agent', 10_000],
        ['customer', 61_000],
      ]).facts().agentTalkShare,
    ).toBe(0);
  });

  it('counts dead air, but not on hold', () => {
    const turns = play([
      ['agent', 1000],
      ['nobody', 3000],
    ]);
    expect(turns.facts().deadAirMs).toBe(3000);
    turns.setHold(true);
    turns.push(false, false, true);
    expect(turns.facts()).toMatchObject({ deadAirMs: 0, onHold: true });
  });

  it('reports the end of an agent’s turn once', () => {
    const turns = play([
      ['agent', 1000],
      ['nobody', 800],
    ]);
    expect(turns.facts().agentTurnEnded).toBe(true);
    expect(turns.facts().agentTurnEnded).toBe(false);
  });
});
