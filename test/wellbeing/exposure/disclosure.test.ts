import { describe, expect, it } from 'vitest';
import {
  agentsAtLeast,
  DISCLOSURE,
  isClassSafe,
  type Piece,
  release,
} from '../../../src/wellbeing/exposure/disclosure.js';

function people(count: number, amount: (n: number) => number): Map<string, number> {
  return new Map(Array.from({ length: count }, (_, n) => [`a${n}`, amount(n)]));
}

/** `count` agents with `each` pieces; the first `marked` pieces of everybody carry the trait. */
function pieces(count: number, each: number, marked: (n: number) => number): Piece<'hard' | 'break'>[] {
  return Array.from({ length: count }, (_, n) =>
    Array.from({ length: each }, (_piece, index) => ({
      agentId: `a${n}`,
      amount: 1,
      traits: index < marked(n) ? (['hard'] as const) : [],
    })),
  ).flat();
}

const NUMBERS = [
  { id: 'calls', trait: null },
  { id: 'hard', trait: 'hard' },
] as const;

describe('disclosure rule', () => {
  it('needs ten people who have something in the sum', () => {
    expect(
      isClassSafe(
        people(10, () => 5),
        null,
        DISCLOSURE,
      ),
    ).toBe(true);
    expect(
      isClassSafe(
        people(9, () => 5),
        null,
        DISCLOSURE,
      ),
    ).toBe(false);
    expect(
      isClassSafe(
        people(12, (n) => (n < 9 ? 5 : 0)),
        null,
        DISCLOSURE,
      ),
    ).toBe(false);
  });

  it('hides a sum that one person makes up almost alone (p % rule)', () => {
    expect(
      isClassSafe(
        people(12, (n) => (n === 0 ? 1000 : 11)),
        null,
        DISCLOSURE,
      ),
    ).toBe(true);
    expect(
      isClassSafe(
        people(12, (n) => (n === 0 ? 1000 : 9)),
        null,
        DISCLOSURE,
      ),
    ).toBe(false);
  });

  it('hides a sum that tells everybody closely, as nearly all or nearly none do', () => {
    const totals = people(10, () => 100);
    expect(
      isClassSafe(
        people(10, () => 50),
        totals,
        DISCLOSURE,
      ),
    ).toBe(true);
    expect(
      isClassSafe(
        people(10, () => 99),
        totals,
        DISCLOSURE,
      ),
    ).toBe(false);
    expect(
      isClassSafe(
        people(10, () => 1),
        totals,
        DISCLOSURE,
      ),
    ).toBe(false);
  });
});

describe('release', () => {
  it('rounds to fives', () => {
    expect(
      release(
        pieces(12, 6, (n) => 2 + (n % 3)),
        NUMBERS,
        DISCLOSURE,
      ),
    ).toEqual({ calls: 70, hard: 35 });
  });

  it('shows no number where its complement rests on few', () => {
    // Everybody but three has only hard calls: calls minus hard would be those three.
    expect(
      release(
        pieces(12, 6, (n) => (n < 3 ? 3 : 6)),
        NUMBERS,
        DISCLOSURE,
      ),
    ).toEqual({ calls: 70, hard: null });
  });

  it('shows neither all nor none', () => {
    expect(
      release(
        pieces(12, 6, () => 0),
        NUMBERS,
        DISCLOSURE,
      ).hard,
    ).toBeNull();
    expect(
      release(
        pieces(12, 6, () => 6),
        NUMBERS,
        DISCLOSURE,
      ).hard,
    ).toBeNull();
  });

  it('shows no share of another number that is all of it', () => {
    const all: Piece<'hard' | 'break'>[] = pieces(12, 6, () => 3).map((piece) => ({
      ...piece,
      traits: piece.traits.length === 0 ? [] : ['hard', 'break'],
    }));
    const numbers = [...NUMBERS, { id: 'break', trait: 'break' }] as const;
    expect(release(all, numbers, DISCLOSURE)).toEqual({ calls: 70, hard: 35, break: null });
  });

  it('shows nothing of a small group', () => {
    expect(
      release(
        pieces(9, 6, () => 3),
        NUMBERS,
        DISCLOSURE,
      ),
    ).toEqual({ calls: null, hard: null });
    expect(release([], NUMBERS, DISCLOSURE)).toEqual({ calls: null, hard: null });
  });

  it('gives up the less important number when two together would single people out', () => {
    const twoTraits: Piece<'hard' | 'break'>[] = Array.from({ length: 12 }, (_, n) => [
      ...pieces(1, 3, () => 0).map((piece) => ({ ...piece, agentId: `a${n}` })),
      { agentId: `a${n}`, amount: 1, traits: n < 11 ? (['hard', 'break'] as const) : (['hard'] as const) },
      { agentId: `a${n}`, amount: 1, traits: ['hard', 'break'] as const },
    ]).flat();
    const numbers = [...NUMBERS, { id: 'break', trait: 'break' }] as const;
    // Hard minus break would be one person's one call.
    expect(release(twoTraits, numbers, DISCLOSURE)).toEqual({ calls: 60, hard: 25, break: null });
  });
});

it('says how many people at least, rounded down and never below k', () => {
  expect([10, 14, 15, 29].map((count) => agentsAtLeast(count, DISCLOSURE))).toEqual([10, 10, 15, 25]);
});
