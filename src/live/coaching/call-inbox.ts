import type { AudioChunk, Role } from '../../core/audio/audio-frame.js';
import type { CoachInput } from '../../core/cues/coach.js';
import {
  audioMs,
  costMs,
  GAP_PIECE_MS,
  lengthMs,
  OTHER_COST_MS,
  pieceOfAudio,
  pieceOfGap,
} from './input-pieces.js';
import type { LoopTurns, Workload } from './loop-turns.js';

/** Audio of one role that may wait, milliseconds: more than the longest backlog that is waited for. */
const WAITING_LIMIT_MS = 60_000;
const NO_COST_MS = 0.1;

type Waiting = {
  readonly input: CoachInput;
  /** How often consent had been withdrawn when it came. */
  readonly withdrawals: number;
  /** Of audio or a gap: how much has been handed on. */
  doneMs: number;
};

export type CallInboxOptions = {
  readonly turns: LoopTurns;
  readonly push: (input: CoachInput) => void;
  /** What was handed on later than it came has failed; nothing more of it is. */
  readonly onFault: (cause: unknown) => void;
};

/**
 * What one call is told, in order and bounded: handed on at once where the loop has time, else in later turns, a piece at
 * a time. Of audio that does not fit, the oldest gives way and counts as discarded. Nothing waits in front of a word that
 * closes the gate: no audio is examined after it, whenever it came.
 */
export class CallInbox implements Workload {
  readonly #options: CallInboxOptions;
  #queue: Waiting[] = [];
  #first = 0;
  #withdrawals = 0;
  readonly #waitingMs = roles(0);
  /** Where the oldest audio of a role that may still be waiting stands in the queue. */
  readonly #oldest = roles(0);
  /** Where on the timeline audio of a role was first left out, until the rest of it goes on; NaN = nowhere. */
  readonly #lostFromMs = roles(Number.NaN);
  readonly #droppedMs = roles(0);

  constructor(options: CallInboxOptions) {
    this.#options = options;
  }

  get isEmpty(): boolean {
    return this.#first === this.#queue.length;
  }

  /** Audio left out since the last call of this, milliseconds a role; null = none. */
  takeDropped(): Readonly<Record<Role, number>> | null {
    const dropped = { ...this.#droppedMs };
    Object.assign(this.#droppedMs, roles(0));
    return Object.values(dropped).some((ms) => ms > 0) ? dropped : null;
  }

  /** Throws what the taker throws where the input is handed on at once. */
  push(input: CoachInput): void {
    const { turns } = this.#options;
    if (input.type === 'objection' || (input.type === 'notice' && !input.given)) {
      this.#withdrawals += 1;
      this.#options.push(input);
      return;
    }
    const hadNothing = this.isEmpty;
    this.#queue.push({ input, withdrawals: this.#withdrawals, doneMs: 0 });
    if (input.type === 'audio') this.#bound(input.chunk);
    while (hadNothing && turns.hasRoom && !this.isEmpty) turns.spend(this.#next());
    if (!this.isEmpty) turns.enqueue(this);
  }

  work(): number | null {
    if (this.isEmpty) return null;
    try {
      return this.#next();
    } catch (cause) {
      this.#options.onFault(cause);
      return OTHER_COST_MS;
    }
  }

  /** Hands the next piece on; returns its cost. */
  #next(): number {
    const waiting = this.#queue[this.#first]!;
    const piece = this.#nextPiece(waiting);
    if (piece === null || waiting.doneMs >= lengthMs(waiting.input)) {
      this.#first += 1;
      this.#forgetDone();
    }
    if (piece === null) return NO_COST_MS;
    try {
      this.#options.push(piece);
    } catch (cause) {
      this.#first = this.#queue.length;
      this.#forgetDone();
      throw cause;
    }
    return costMs(piece);
  }

  /** Null where nothing is left of it, or it no longer holds. */
  #nextPiece(waiting: Waiting): CoachInput | null {
    const { input, withdrawals } = waiting;
    if (input.type === 'audio') return this.#nextAudio(waiting, input.chunk);
    if (input.type === 'gap') {
      const piece = pieceOfGap(input.gap, waiting.doneMs);
      waiting.doneMs += piece.durationMs;
      return { type: 'gap', gap: piece };
    }
    // Notice that was given before it was withdrawn is no longer given.
    return input.type === 'notice' && withdrawals < this.#withdrawals ? null : input;
  }

  #nextAudio(waiting: Waiting, chunk: AudioChunk): CoachInput | null {
    const { role, streamTimeMs } = chunk;
    if (waiting.doneMs >= audioMs(chunk)) return null;
    const fromMs = streamTimeMs + waiting.doneMs;
    const lostFromMs = this.#lostFromMs[role];
    if (fromMs - lostFromMs > 0) {
      const durationMs = Math.min(GAP_PIECE_MS, fromMs - lostFromMs);
      this.#lostFromMs[role] = durationMs < GAP_PIECE_MS ? Number.NaN : lostFromMs + durationMs;
      return { type: 'gap', gap: { role, streamTimeMs: lostFromMs, durationMs, reason: 'discarded' } };
    }
    this.#lostFromMs[role] = Number.NaN;
    const piece = pieceOfAudio(chunk, waiting.doneMs);
    if (piece === null) return null;
    const pieceMs = audioMs(piece);
    waiting.doneMs += pieceMs;
    this.#waitingMs[role] -= pieceMs;
    return { type: 'audio', chunk: piece };
  }

  /** Makes room for the newest: the oldest of the same role is left out. */
  #bound({ role, ...chunk }: AudioChunk): void {
    this.#waitingMs[role] += audioMs(chunk);
    for (let at = Math.max(this.#first, this.#oldest[role]); this.#waitingMs[role] > WAITING_LIMIT_MS; at++) {
      this.#oldest[role] = at;
      const waiting = this.#queue[at];
      if (waiting === undefined) return;
      if (waiting.input.type !== 'audio' || waiting.input.chunk.role !== role) continue;
      const { streamTimeMs } = waiting.input.chunk;
      const leftMs = audioMs(waiting.input.chunk) - waiting.doneMs;
      const outMs = Math.min(leftMs, this.#waitingMs[role] - WAITING_LIMIT_MS);
      if (outMs <= 0) continue;
      if (Number.isNaN(this.#lostFromMs[role])) this.#lostFromMs[role] = streamTimeMs + waiting.doneMs;
      waiting.doneMs += outMs;
      this.#waitingMs[role] -= outMs;
      this.#droppedMs[role] += outMs;
      if (outMs < leftMs) return;
    }
  }

  /** Keeps the queue as short as what waits, without moving it for every entry. */
  #forgetDone(): void {
    if (this.#first < this.#queue.length && this.#first < 1_024) return;
    this.#queue = this.#queue.slice(this.#first);
    for (const role of ['customer', 'agent', 'mixed'] as const)
      this.#oldest[role] = Math.max(0, this.#oldest[role] - this.#first);
    this.#first = 0;
  }
}

function roles(value: number): Record<Role, number> {
  return { customer: value, agent: value, mixed: value };
}
