import { describe, expect, it } from 'vitest';
import { LOST_AFTER_MS, NodeRoster } from '../../../src/delivery/nodes/node-roster.js';

/** The other node's clock is that far behind ours. */
const BEHIND_MS = 86_400_000;

describe('node roster', () => {
  it('knows how old a message is, whatever the two clocks say', () => {
    const nodes = new NodeRoster();
    nodes.hear('n', 1_000, BEHIND_MS + 1_005);
    expect(nodes.hear('n', 2_000, BEHIND_MS + 2_002).ageMs).toBe(0);
    expect(nodes.hear('n', 3_000, BEHIND_MS + 8_002).ageMs).toBe(5_000);
  });

  it('follows clocks that drift apart, and does not take minutes of drift for age', () => {
    const nodes = new NodeRoster();
    let worst = 0;
    for (let minute = 0; minute < 24 * 60; minute++)
      worst = Math.max(worst, nodes.hear('n', minute * 60_000, minute * 60_000 * 1.0001).ageMs);
    expect(worst).toBeLessThan(20);
  });

  it('loses a node that falls silent, once, and finds it again', () => {
    const nodes = new NodeRoster();
    nodes.hear('n', 0, 0);
    expect(nodes.takeLost(LOST_AFTER_MS)).toEqual([]);
    expect(nodes.takeLost(LOST_AFTER_MS + 1)).toEqual(['n']);
    expect(nodes.takeLost(LOST_AFTER_MS + 2)).toEqual([]);
    expect(nodes.size).toBe(0);
    expect(nodes.hear('n', 9_000, 9_000).isBack).toBe(true);
    expect(nodes.hear('n', 9_001, 9_001).isBack).toBe(false);
    expect(nodes.size).toBe(1);
  });

  it('misses nobody who said that they go, or could not be heard', () => {
    const nodes = new NodeRoster();
    nodes.hear('gone', 0, 0);
    nodes.hear('unheard', 0, 0);
    nodes.leave('gone');
    nodes.excuse(60_000);
    expect(nodes.takeLost(60_000 + LOST_AFTER_MS)).toEqual([]);
    expect(nodes.takeLost(60_001 + LOST_AFTER_MS)).toEqual(['unheard']);
  });
});
