import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TurnTaking } from '../../src/core/features/turn-taking.js';

type Who = 'customer' | 'agent' | 'both' | 'nobody';
/** Who speaks, for how many hops. */
type Script = readonly (readonly [Who, number])[];

const who = fc.constantFrom<Who[]>('customer', 'agent', 'both', 'nobody');
const script: fc.Arbitrary<Script> = fc.array(fc.tuple(who, fc.integer({ min: 1, max: 300 })), {
  minLength: 1,
  maxLength: 20,
});

function play(...scripts: readonly Script[]): TurnTaking {
  const turns = new TurnTaking();
  for (const [speaks, hops] of scripts.flat()) {
    for (let hop = 0; hop < hops; hop++) {
      turns.push(speaks === 'customer' || speaks === 'both', speaks === 'agent' || speaks === 'both', true);
    }
  }
  return turns;
}

const mirrored = (heard: Script): Script =>
  heard.map(([speaks, hops]) => [
    speaks === 'customer' ? 'agent' : speaks === 'agent' ? 'customer' : speaks,
    hops,
  ]);

const hopsOf = (heard: Script, ...counted: readonly Who[]) =>
  heard.reduce((sum, [speaks, hops]) => sum + (counted.includes(speaks) ? hops : 0), 0);

/** Longer than all that turn-taking remembers. */
const FORGOTTEN: Script = [['nobody', 6200]];

describe('turn-taking keeps to its definitions', () => {
  it('the shares of a call of up to a minute are the speaking times, by whatever turns', () => {
    fc.assert(
      fc.property(script, (heard) => {
        fc.pre(heard.reduce((sum, [, hops]) => sum + hops, 0) <= 6000);
        const agent = hopsOf(heard, 'agent', 'both');
        const all = agent + hopsOf(heard, 'customer', 'both');
        const share = play(heard).facts().agentTalkShare;
        if (all === 0) expect(share).toBeNull();
        else expect(share).toBeCloseTo(agent / all, 9);
      }),
    );
  });

  it('who speaks is told apart: with the parties exchanged, everything is said of the other', () => {
    fc.assert(
      fc.property(script, (heard) => {
        const facts = play(heard).facts();
        const other = play(mirrored(heard)).facts();
        expect(other.deadAirMs).toBe(facts.deadAirMs);
        expect(other.overlapMs).toBe(facts.overlapMs);
        if (facts.agentTalkShare !== null)
          expect(other.agentTalkShare).toBeCloseTo(1 - facts.agentTalkShare, 9);
        const exchanged = { agent: 'customer', customer: 'agent', both: 'both', nobody: 'nobody' } as const;
        expect(other.floor).toBe(exchanged[facts.floor]);
      }),
    );
  });

  it('a call that begins later says the same', () => {
    fc.assert(
      fc.property(script, fc.integer({ min: 1, max: 900 }), (heard, hops) => {
        fc.pre(heard.some(([speaks]) => speaks !== 'nobody'));
        const first = heard.findIndex(([speaks]) => speaks !== 'nobody');
        const begins = heard.slice(first);
        expect(play([['nobody', hops]], begins).facts()).toMatchObject({
          ...play(begins).facts(),
          agentTalkShare: expect.anything(),
        });
      }),
    );
  });

  it('what lies further back than a minute counts no more', () => {
    fc.assert(
      fc.property(script, script, (before, heard) => {
        fc.pre(heard.reduce((sum, [, hops]) => sum + hops, 0) <= 5900);
        const { agentTalkShare, recentAgentOverlaps, overlapMs, floor } = play(heard).facts();
        const later = play(before, FORGOTTEN, heard).facts();
        expect(later).toMatchObject({ recentAgentOverlaps, overlapMs, floor });
        if (agentTalkShare === null) expect(later.agentTalkShare).toBeNull();
        else expect(later.agentTalkShare).toBeCloseTo(agentTalkShare, 9);
      }),
    );
  });

  it('an overlap is begun by the side that came in second, however long the first had spoken', () => {
    const party = fc.constantFrom('customer' as const, 'agent' as const);
    const length = fc.integer({ min: 1, max: 500 });
    fc.assert(
      fc.property(script, party, length, length, (before, first, alone, together) => {
        const facts = play(before, [
          ['nobody', 1],
          [first, alone],
          ['both', together],
        ]).facts();
        expect(facts.overlapMs).toBe(together * 10);
        expect(facts.overlapStartedBy).toBe(first === 'agent' ? 'customer' : 'agent');
      }),
    );
  });

  it('on hold there is neither dead air nor overlap, whoever speaks', () => {
    fc.assert(
      fc.property(script, script, (before, held) => {
        const turns = play(before);
        turns.setHold(true);
        for (const [speaks, hops] of held) {
          for (let hop = 0; hop < hops; hop++) {
            turns.push(
              speaks === 'customer' || speaks === 'both',
              speaks === 'agent' || speaks === 'both',
              true,
            );
          }
        }
        expect(turns.facts()).toMatchObject({
          deadAirMs: 0,
          overlapMs: 0,
          overlapStartedBy: null,
          onHold: true,
        });
      }),
    );
  });
});
