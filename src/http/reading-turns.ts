import type { WebSocket } from 'ws';

/** What the messages of all sockets together may take of one turn of the loop, milliseconds. */
const TURN_MS = 4;

/** What is needed of a WebSocket. */
export type ReadSocket = Pick<WebSocket, 'pause' | 'resume'>;

/**
 * Shares the turns of the loop among sockets: one that sends as fast as the network carries would otherwise be read
 * two megabytes at a go, and each of many at once. What comes beyond the share of a turn waits, in order, and its
 * socket is not read meanwhile; then each that waits has one message heard in its turn.
 */
export class ReadingTurns {
  readonly #now: () => number;
  /** Whoever was served moves to the end of the line. */
  readonly #waiting = new Map<ReadSocket, (() => void)[]>();
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
    if (waiting !== undefined) waiting.push(step);
    else if (this.#spentMs < TURN_MS) this.#do(step);
    else {
      socket.pause();
      this.#waiting.set(socket, [step]);
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
      for (const [socket, [step, ...later]] of this.#waiting) {
        if (this.#spentMs >= TURN_MS) break;
        this.#waiting.delete(socket);
        if (later.length > 0) this.#waiting.set(socket, later);
        else socket.resume();
        if (step !== undefined) this.#do(step);
      }
    } finally {
      if (this.#waiting.size > 0 || this.#spentMs > 0) this.#schedule();
    }
  }
}

/** Every thread has one loop. */
export const readingTurns = new ReadingTurns();
