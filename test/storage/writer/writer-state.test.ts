import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  IDLE,
  nextWriterState,
  type WriterEvent,
  type WriterState,
} from '../../../src/storage/writer/writer-state.js';
import '../../support/seeded-properties.js';

/** What a database may say to one transaction. */
const answers = fc.constantFrom('written', 'refused', 'failed');

/** Moves through every event that can come in the phase, so that each state is one that can be. */
function run(steps: readonly ('record' | 'hold' | 'release' | 'written' | 'refused' | 'failed')[]) {
  let state = IDLE;
  let waiting = 0;
  const trail: WriterState[] = [state];
  const step = (event: WriterEvent) => {
    state = nextWriterState(state, event, waiting);
    trail.push(state);
  };
  for (const what of steps) {
    if (state.phase === 'gathering' || state.phase === 'pausing') step({ type: 'due' });
    if (what === 'record') {
      waiting += 1;
      step({ type: 'record' });
    } else if (what === 'hold') {
      if (!state.claimed) step({ type: 'hold' });
    } else if (what === 'release') {
      if (state.phase === 'held') step({ type: 'release' });
    } else if (state.phase === 'writing') {
      const batch = state.singles > 0 ? 1 : Math.min(waiting, 3);
      if (what === 'written' || (what === 'refused' && batch === 1)) waiting -= batch;
      step(what === 'refused' ? { type: 'refused', batch } : { type: what });
    }
  }
  return { state, waiting, trail };
}

describe('the states of the record writer', () => {
  const steps = fc.array(fc.oneof(fc.constantFrom('record', 'hold', 'release'), answers), { maxLength: 60 });

  it('never rests while a record waits, and never writes while an erasure has the database', () => {
    fc.assert(
      fc.property(steps, (given) => {
        const { state, waiting } = run(given);
        if (state.phase === 'idle') expect(waiting).toBe(0);
        if (state.phase === 'held') expect(state.claimed).toBe(true);
      }),
    );
  });

  it('comes to rest from any state once the database answers', () => {
    fc.assert(
      fc.property(steps, (given) => {
        let { state, waiting } = run(given);
        for (let left = 0; left < 1_000 && state.phase !== 'idle'; left += 1) {
          if (state.phase === 'held') state = nextWriterState(state, { type: 'release' }, waiting);
          else if (state.phase === 'writing') {
            waiting -= state.singles > 0 ? 1 : Math.min(waiting, 3);
            state = nextWriterState(state, { type: 'written' }, waiting);
          } else state = nextWriterState(state, { type: 'due' }, waiting);
        }
        expect(state).toEqual(IDLE);
        expect(waiting).toBe(0);
      }),
    );
  });

  it('takes a refusal for an answer: it ends the row of failures', () => {
    const pausing = { ...IDLE, phase: 'pausing', failures: 6 } as const;
    const trying = nextWriterState(pausing, { type: 'due' }, 2);
    const refused = nextWriterState(trying, { type: 'refused', batch: 2 }, 2);
    expect(refused).toEqual({ phase: 'writing', failures: 0, singles: 2, claimed: false });
    const dropped = nextWriterState(refused, { type: 'refused', batch: 1 }, 1);
    expect(dropped).toEqual({ phase: 'writing', failures: 0, singles: 1, claimed: false });
  });
});
