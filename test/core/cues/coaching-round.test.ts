import { describe, expect, it } from 'vitest';
import type { Classifier, EmotionProbabilities, Opinions } from '../../../src/core/classifier/classifier.js';
import type { Coach } from '../../../src/core/cues/coach.js';
import type { CoachEvent } from '../../../src/core/cues/coach-event.js';
import { coachingRound } from '../../../src/core/cues/coaching-round.js';
import { type ModelWindow, windowFrom } from '../../../src/core/features/model-window.js';

const CALM: EmotionProbabilities = { anger: 0.1, anxiety: 0.1, other: 0.8 };

const SUMMARY_LIKE: CoachEvent = { type: 'cue-ended', atMs: 0, cueId: 'cue-1', why: 'call-ended' };

function windowOf(value: number): ModelWindow {
  const values = Float32Array.of(value);
  return windowFrom('customer', { functionals: values, sequence: values, profile: values });
}

/** Refuses a batch that holds a NaN, as the real one does. */
function strictClassifier(): Classifier & { readonly batches: number[] } {
  const batches: number[] = [];
  return {
    batches,
    async classify(windows) {
      batches.push(windows.length);
      if (windows.some(({ functionals }) => Number.isNaN(functionals[0]))) throw new Error('not a number');
      return windows.map(() => CALM);
    },
    close: async () => undefined,
  };
}

function coachOf(window: ModelWindow | null): Coach & { readonly settled: unknown[] } {
  const settled: unknown[] = [];
  return {
    settled,
    push: () => undefined,
    take: () => (window === null ? [] : [{ window }]),
    settle(results) {
      settled.push(...results);
      return [];
    },
    doubtful: () => null,
    resolve: () => [],
    end: () => [],
  };
}

describe('coachingRound', () => {
  it('classifies the windows of all calls in one batch', async () => {
    const classifier = strictClassifier();
    const coaches = new Map([1, 2, 3].map((call) => [call, coachOf(call === 2 ? null : windowOf(call))]));
    const thrown = (cause: unknown) => {
      throw cause;
    };
    await coachingRound(coaches, classifier, {
      events: () => undefined,
      modelFailed: thrown,
      fault: (_, cause) => thrown(cause),
    });
    expect(classifier.batches).toEqual([2]);
    expect([...coaches.values()].map(({ settled }) => settled)).toEqual([[CALM], [], [CALM]]);
  });

  it('keeps one call’s bad window from every other call', async () => {
    const failures: unknown[] = [];
    const coaches = new Map([
      ['good', coachOf(windowOf(1))],
      ['bad', coachOf(windowOf(Number.NaN))],
      ['also good', coachOf(windowOf(2))],
    ]);
    await coachingRound(coaches, strictClassifier(), {
      events: () => undefined,
      modelFailed: (cause) => failures.push(cause),
      fault: (_, cause) => expect.unreachable(String(cause)),
    });
    expect(coaches.get('good')?.settled).toEqual([CALM]);
    expect(coaches.get('bad')?.settled).toEqual([null]);
    expect(coaches.get('also good')?.settled).toEqual([CALM]);
    expect(failures).toHaveLength(1);
  });

  it.each(['take', 'settle', 'events'] as const)(
    'keeps a fault in one call’s %s from the others',
    async (where) => {
      const boom = () => {
        throw new Error(where);
      };
      const bad = { ...coachOf(windowOf(1)), ...(where === 'events' ? {} : { [where]: boom }) };
      const eventful = { ...bad, ...(where === 'events' ? { settle: () => [SUMMARY_LIKE] } : {}) };
      const coaches = new Map<string, Coach & { readonly settled: unknown[] }>([
        ['before', coachOf(windowOf(1))],
        ['bad', eventful],
        ['after', coachOf(windowOf(2))],
      ]);
      const faults: unknown[] = [];
      await coachingRound(coaches, strictClassifier(), {
        events: boom,
        modelFailed: (cause) => expect.unreachable(String(cause)),
        fault: (key, cause) => faults.push([key, String(cause)]),
      });
      expect(faults).toEqual([['bad', `Error: ${where}`]]);
      expect(coaches.get('before')?.settled).toEqual([CALM]);
      expect(coaches.get('after')?.settled).toEqual([CALM]);
    },
  );

  it('asks the second network about the doubts of all calls together, until there are none', async () => {
    const doubting = (doubts: number) => {
      const resolved: unknown[] = [];
      const coach: Coach & { readonly resolved: unknown[] } = {
        ...coachOf(windowOf(1)),
        resolved,
        doubtful: () => (resolved.length < doubts ? windowOf(1) : null),
        resolve(opinion) {
          resolved.push(opinion);
          return [];
        },
      };
      return coach;
    };
    const batches: number[] = [];
    const opinions: Opinions = {
      first: async (windows) => windows.map(() => CALM),
      async second(windows) {
        batches.push(windows.length);
        if (batches.length === 3) throw new Error('no second opinion');
        return windows.map(() => CALM);
      },
    };
    const failures: unknown[] = [];
    const coaches = new Map([0, 1, 2, 3].map((doubts) => [doubts, doubting(doubts)]));
    await coachingRound(
      coaches,
      { ...strictClassifier(), opinions },
      {
        events: () => undefined,
        modelFailed: (cause) => failures.push(String(cause)),
        fault: (_, cause) => expect.unreachable(String(cause)),
      },
    );
    expect(batches).toEqual([3, 2, 1]);
    expect([...coaches.values()].map(({ resolved }) => resolved)).toEqual([
      [],
      [CALM],
      [CALM, CALM],
      [CALM, CALM, null],
    ]);
    expect(failures).toEqual(['Error: no second opinion']);
  });
});
