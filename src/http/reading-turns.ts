import type { WebSocket } from 'ws';

/** What the messages of all sockets together may take of one turn of the loop, milliseconds. */
const TURN_MS = 4;
/** What one socket that waits may take whenever its turn comes: many small messages, or the part of a large one. */
const SHARE_MS = 1;

/** What is needed of a WebSocket. */
export type ReadSocket = Pick<WebSocket, 'pause' | 'resume'>;

type Waiting = {
  readonly steps: (() => void)[];
  /** What is left of its shares; below zero after a message that took more. */
  creditMs: number;
};

/**
 * Shares the turns of the loop among sockets: one that sends as fast as the network carries would otherwise be read
 * two megabytes at a time, and each of many at once. What comes beyond the share of a turn waits, in order, and its
 * socket is not read meanwhile. Sockets that wait are heard by what they cost, not by the message: one that sends a
 * quarter of a megabyte at a time waits longer than a call beside it.
 */
export class ReadingTurns {
  readonly #now: () => number;
  /** Whoever was served moves to the end of the line. */
  readonly #waiting = new Map<ReadSocket, Waiting>();
  #spentMs = 0;
  #scheduled = false;

  /** `now`: milliseconds that never jump. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Does the step now, or behind what waits of the same socket. Whatever a socket tells, its end too, goes through here. */
  take(socket: ReadSocket, step: () => void): void {
    this.#schedule();
    const waiting = this.#waiting.get(socket);
    if (waiting !== undefined) waiting.steps.push(step);
    else if (this.#spentMs < TURN_MS) this.#do(step);
    else {
      socket.pause();
      this.#waiting.set(socket, { steps: [step], creditMs: 0 });
    }
  }

  #do(step: () => void): void {
    const fromMs = this.#now();
    try {
      step();
    } finally {
      this.#spentMs += this.#now() - fromMs;
    }
  }

  /** Hears what the socket's share allows. */
  #hear(waiting: Waiting): void {
    waiting.creditMs += SHARE_MS;
    while (waiting.creditMs > 0) {
      const step = waiting.steps.shift();
      if (step === undefined) return;
      const beforeMs = this.#spentMs;
      this.#do(step);
      waiting.creditMs -= this.#spentMs - beforeMs;
    }
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => this.#turn());
  }

  #turn(): void {
    this.#scheduled = false;
    // One message that took several turns' share is paid for in as many.
    this.#spentMs = Math.max(0, this.#spentMs - TURN_MS);
    try {
      for (const [socket, waiting] of this.#waiting) {
        if (this.#spentMs >= TURN_MS) break;
        this.#waiting.delete(socket);
        this.#waiting.set(socket, waiting);
        this.#hear(waiting);
        if (waiting.steps.length > 0) continue;
        this.#waiting.delete(socket);
        socket.resume();
      }
    } finally {
      if (this.#waiting.size > 0 || this.#spentMs > 0) this.#schedule();
    }
  }
}

/** Every thread has one loop. */
export const readingTurns = new ReadingTurns();
