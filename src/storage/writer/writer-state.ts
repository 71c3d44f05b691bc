/**
 * What the writer is doing. One transaction at a time: `writing` ends in `written`, `refused` or `failed`, and every
 * other phase but `closed` has a way back to it, so that nothing waits forever while the database answers.
 */
export type WriterPhase =
  /** Nothing waits. */
  | 'idle'
  /** A record waits for others to share its transaction. */
  | 'gathering'
  /** A transaction is under way. */
  | 'writing'
  /** The last transaction failed; the next try comes after a pause. */
  | 'pausing'
  /** An erasure has the database to itself. */
  | 'held'
  | 'closed';

export type WriterState = {
  readonly phase: WriterPhase;
  /** Transactions that failed in a row because the database could not take any. */
  readonly failures: number;
  /** Records to be written alone, because one among them was refused and it is not known which. */
  readonly singles: number;
  /** An erasure waits for the database or has it. */
  readonly claimed: boolean;
};

export type WriterEvent =
  | { readonly type: 'record' }
  /** The time of gathering or pausing is over. */
  | { readonly type: 'due' }
  | { readonly type: 'written' }
  /** The database refused the values themselves: trying again cannot help. */
  | { readonly type: 'refused'; readonly batch: number }
  /** The database could not take anything: locked, full, lost. */
  | { readonly type: 'failed' }
  | { readonly type: 'hold' }
  | { readonly type: 'release' }
  | { readonly type: 'close' };

export const IDLE: WriterState = { phase: 'idle', failures: 0, singles: 0, claimed: false };

/**
 * The next state. Pure.
 * @param waiting records that wait, without those of a transaction that was written or dropped
 */
export function nextWriterState(state: WriterState, event: WriterEvent, waiting: number): WriterState {
  if (state.phase === 'closed') return state;
  switch (event.type) {
    case 'record':
      return state.phase === 'idle' ? { ...state, phase: 'gathering' } : state;
    case 'due':
      if (state.phase !== 'gathering' && state.phase !== 'pausing') return state;
      return waiting === 0 ? { ...state, phase: 'idle', singles: 0 } : { ...state, phase: 'writing' };
    case 'written':
      return onwards({ ...state, failures: 0, singles: Math.max(0, state.singles - 1) }, waiting);
    case 'refused':
      // A refusal is an answer: the database is there.
      return onwards(
        { ...state, failures: 0, singles: event.batch > 1 ? event.batch : Math.max(0, state.singles - 1) },
        waiting,
      );
    case 'failed':
      return { ...state, failures: state.failures + 1, phase: state.claimed ? 'held' : 'pausing' };
    case 'hold':
      return { ...state, claimed: true, phase: state.phase === 'writing' ? 'writing' : 'held' };
    case 'release':
      return onwards({ ...state, claimed: false }, waiting);
    case 'close':
      return { ...state, phase: 'closed' };
  }
}

/** After a transaction or an erasure: those who wait for the database come first, then the records. */
function onwards(state: WriterState, waiting: number): WriterState {
  if (state.claimed) return { ...state, phase: 'held' };
  if (waiting === 0) return { ...state, phase: 'idle', singles: 0 };
  return { ...state, phase: state.failures > 0 ? 'pausing' : 'writing' };
}
