import { describe, expect, it } from 'vitest';
import { cueDifferences, parseRun } from '../../../src/lab/report/compared-run.js';

const LINES = [
  { type: 'state', atMs: 500, state: { mood: 'calm' } },
  { type: 'observation', atMs: 700, observation: { emotion: { kind: 'absent', reason: 'no-notice' } } },
  {
    type: 'observation',
    atMs: 900,
    observation: { emotion: { kind: 'heard', probabilities: { anger: 0.5, anxiety: 0.1, other: 0.4 } } },
  },
  { type: 'withheld', atMs: 950, kind: 'breath', why: 'muted', cue: null },
  { type: 'cue', atMs: 1_000, cue: { kind: 'breath', id: 'x' } },
].map((event) => JSON.stringify(event));

describe('a run to compare with', () => {
  it('is read from what replay --json printed', () => {
    const run = parseRun('old.jsonl', `${LINES.join('\n')}\n`, 2_000);
    expect(run.moods).toEqual([
      { fromMs: 0, toMs: 500, mood: 'unsure' },
      { fromMs: 500, toMs: 2_000, mood: 'calm' },
    ]);
    expect(run.hearing).toEqual([{ atMs: 900, anger: 0.5, anxiety: 0.1, evidence: null }]);
    expect(run.cues).toEqual([{ atMs: 1_000, kind: 'breath' }]);
  });

  it.each([
    ['no JSON', '{"type":'],
    ['another kind of line', '{"type":"__proto__"}'],
    ['a mood that is none', '{"type":"state","atMs":1,"state":{"mood":"<b>"}}'],
    ['a cue that is none', '{"type":"cue","atMs":1,"cue":{"kind":"constructor"}}'],
    ['a time that is none', '{"type":"cue","atMs":-1,"cue":{"kind":"breath"}}'],
  ])('is refused with the line where there is %s', (_, bad) => {
    expect(() => parseRun('old.jsonl', `${LINES[0]}\n${bad}\n`, 2_000)).toThrow(/old\.jsonl, line 2/);
  });

  it('shares a cue of the same kind within a second, once', () => {
    const breath = (atMs: number) => ({ atMs, kind: 'breath' as const });
    const { both, onlyOurs, onlyTheirs } = cueDifferences(
      [breath(1_000), breath(1_500), breath(9_000)],
      [breath(1_900), { atMs: 9_000, kind: 'reset' }],
    );
    expect(both).toEqual([breath(1_000)]);
    expect(onlyOurs).toEqual([breath(1_500), breath(9_000)]);
    expect(onlyTheirs).toEqual([{ atMs: 9_000, kind: 'reset' }]);
  });
});
