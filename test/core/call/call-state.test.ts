import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CallState,
  INITIAL_CALL_STATE,
  isTense,
  reduceCallState,
} from '../../../src/core/call/call-state.js';
import { DEFAULT_MOOD_OPTIONS } from '../../../src/core/call/mood-options.js';
import type { EmotionEvidence, Observation } from '../../../src/core/call/observation.js';
import { strainOf } from '../../../src/core/call/strain.js';
import { QUIET_TURNS } from '../../support/quiet-turns.js';

const CALM = { anger: 0.04, anxiety: 0.04, other: 0.92 };
const ANGRY = { anger: 0.84, anxiety: 0.06, other: 0.1 };
const ANXIOUS = { anger: 0.06, anxiety: 0.84, other: 0.1 };
function observed(atMs: number, emotion: EmotionEvidence): Observation {
  return { atMs, customer: null, agent: null, turns: QUIET_TURNS, emotion };
}

function heard(atMs: number, probabilities: typeof CALM): Observation {
  return observed(atMs, { kind: 'heard', probabilities });
}

function statesAfter(
  parts: readonly (readonly [seconds: number, probabilities: typeof CALM])[],
): CallState[] {
  const states: CallState[] = [];
  let state = INITIAL_CALL_STATE;
  let atMs = 0;
  for (const [seconds, probabilities] of parts)
    for (let i = 0; i < seconds * 2; i++) {
      atMs += 500;
      state = reduceCallState(state, heard(atMs, probabilities), DEFAULT_MOOD_OPTIONS);
      states.push(state);
    }
  return states;
}

describe('The caller’s state', () => {
  it('estimates the onset where the change began, not where it was noticed', () => {
    const tense = statesAfter([
      [20, CALM],
      [10, ANGRY],
    ]).at(-1)!;
    expect(tense.mood).toBe('angry');
    expect(Math.abs(tense.episode!.onsetMs - 20_000)).toBeLessThanOrEqual(1000);
  });

  it('closes the episode with its peak and the time from there to calm', () => {
    const calm = statesAfter([
      [20, CALM],
      [12, ANXIOUS],
      [20, CALM],
    ]).at(-1)!;
    expect(calm.episode).toBeNull();
    const [episode] = calm.pastEpisodes;
    expect(episode).toMatchObject({ peak: 'anxious' });
    expect(Math.abs(episode!.endMs! - 32_000)).toBeLessThanOrEqual(2500);
    expect(episode!.recoveryMs).toBe(episode!.endMs! - episode!.peakMs);
  });

  it('hears anger also in a caller who begins angry', () => {
    expect(isTense(statesAfter([[15, ANGRY]]).at(-1)!.mood)).toBe(true);
  });

  it('forgets everything at an objection', () => {
    const tense = statesAfter([
      [20, CALM],
      [10, ANGRY],
    ]).at(-1)!;
    const state = reduceCallState(
      tense,
      observed(31_000, { kind: 'absent', reason: 'objection' }),
      DEFAULT_MOOD_OPTIONS,
    );
    expect(state).toMatchObject({
      mood: 'unsure',
      episode: null,
      pastEpisodes: [],
      evidence: { start: { anger: null, anxiety: null } },
    });
  });

  it('keeps the name of a stretch while the stretch wanes, whichever of two small sums is larger', () => {
    const waning = [
      [0.5, { anger: 0.02, anxiety: 0.2, other: 0.78 }],
      [0.5, { anger: 0.2, anxiety: 0.02, other: 0.78 }],
    ] as const;
    const states = statesAfter([[20, CALM], [10, ANGRY], ...waning, ...waning, ...waning, [10, CALM]]);
    const named = states.findIndex(({ mood }) => mood === 'angry');
    const moods = states.slice(named).map(({ mood }) => mood);
    expect([...new Set(moods)]).toEqual(['angry', 'calm']);
  });

  it('names another emotion once that one leads by evidence of its own', () => {
    const moods = statesAfter([
      [20, CALM],
      [10, ANGRY],
      [20, ANXIOUS],
    ]).map(({ mood }) => mood);
    expect(moods).toContain('angry');
    expect(moods.at(-1)).toBe('anxious');
  });

  it('does not flutter: between two changes into tense there is a change out of it, and evidence for both', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(CALM, ANGRY, ANXIOUS), { maxLength: 200 }), (windows) => {
        const states = statesAfter(windows.map((probabilities) => [0.5, probabilities] as const));
        const changes = states.filter(
          (state, i) => i > 0 && isTense(state.mood) !== isTense(states[i - 1]!.mood),
        );
        for (let i = 1; i < changes.length; i++)
          expect(changes[i]!.atMs - changes[i - 1]!.atMs).toBeGreaterThanOrEqual(1000);
      }),
      { numRuns: 50 },
    );
  });
});

describe('Strain', () => {
  const episode = { onsetMs: 0, peakMs: 0, peak: 'angry', endMs: 1, recoveryMs: 1 } as const;
  const call = { tenseMs: 60_000, angryMs: 0, episodes: [episode], durationMs: 300_000, hardCallsInARow: 0 };

  it('follows its printed formula', () => {
    expect(strainOf(call)).toBe(Math.round(100 * (1 - Math.exp(-1))));
    expect(strainOf({ ...call, angryMs: 60_000 })).toBe(Math.round(100 * (1 - Math.exp(-1.5))));
    expect(strainOf({ ...call, hardCallsInARow: 2 })).toBe(Math.round(100 * (1 - Math.exp(-1.5))));
    expect(strainOf({ ...call, durationMs: 1_200_000 })).toBe(Math.round(100 * (1 - Math.exp(-1 - 10 / 60))));
  });

  it('is nothing without a tense stretch, however long the call', () => {
    expect(strainOf({ ...call, tenseMs: 0, episodes: [], durationMs: 9e6 })).toBe(0);
  });
});
