/** A missing chunk is waited for until so many later ones are here: 100 ms of telephone frames. */
const WINDOW = 5;
/** Numbers of so many chunks are remembered: a chunk sent twice comes soon. */
const REMEMBERED = 64;
/** So many chunks in a row that are numbered behind their place are a counter that has begun again, not old chunks. */
const BEHIND_LIMIT = 10;
/** A counter that begins again more often than this counts nothing. */
const RESTART_LIMIT = 3;

export type Chunk = { readonly bytes: Uint8Array; readonly timestampMs: number | null };

/** Chunks that are now in order. `restarted`: the platform's counter has begun again. */
export type OrderedChunks = { readonly ready: readonly Chunk[]; readonly restarted: boolean };

const NONE: OrderedChunks = { ready: [], restarted: false };

/**
 * Puts numbered chunks of one track in order. A chunk that comes after its successors were passed on, or twice, is left
 * out: its place on the timeline is taken. The counter is not believed against the audio: chunks that seem old are kept
 * until it is clear whether the counter has begun again, and then nothing of them is lost.
 */
export class ChunkOrder {
  /** Whether messages can overtake each other on this platform; else a missing chunk is not waited for. */
  readonly #reorders: boolean;
  readonly #waiting = new Map<number, Chunk>();
  /** Time stamps of the last chunks by number. */
  readonly #passed = new Map<number, number | null>();
  #behind: Chunk[] = [];
  #next: number | null = null;
  #restarts = 0;

  constructor(reorders: boolean) {
    this.#reorders = reorders;
  }

  /** A chunk without a number passes at once. */
  push(number: number | null, chunk: Chunk): OrderedChunks {
    if (number === null || this.#restarts > RESTART_LIMIT) return { ready: [chunk], restarted: false };
    this.#next ??= number;
    if (number < this.#next) return this.#old(number, this.#next, chunk);
    this.#behind = [];
    this.#waiting.set(number, chunk);
    if (!this.#reorders) this.#next = number;
    else if (this.#waiting.size > WINDOW) this.#next = Math.min(...this.#waiting.keys());
    return { ready: this.#inOrder(), restarted: false };
  }

  /** The rest, in order, at the end of the stream. */
  flush(): readonly Chunk[] {
    const rest = [...this.#waiting].sort(([a], [b]) => a - b).map(([, chunk]) => chunk);
    this.#waiting.clear();
    return rest;
  }

  /** Late, sent twice, or the first of a counter that has begun again. */
  #old(number: number, next: number, chunk: Chunk): OrderedChunks {
    const passedMs = this.#passed.get(number);
    const isOther = passedMs !== undefined && passedMs !== chunk.timestampMs;
    this.#behind.push(chunk);
    if (!isOther && this.#behind.length < BEHIND_LIMIT) return NONE;
    const ready = [...this.flush(), ...this.#behind];
    this.#restarts += 1;
    this.#behind = [];
    this.#passed.clear();
    this.#next = number + 1;
    this.#remember(number, chunk);
    return { ready, restarted: number + 1 !== next };
  }

  #inOrder(): readonly Chunk[] {
    const ready: Chunk[] = [];
    for (let number = this.#next ?? 0; ; number++) {
      const chunk = this.#waiting.get(number);
      if (chunk === undefined) return ready;
      this.#waiting.delete(number);
      this.#remember(number, chunk);
      this.#next = number + 1;
      ready.push(chunk);
    }
  }

  #remember(number: number, { timestampMs }: Chunk): void {
    this.#passed.set(number, timestampMs);
    const [oldest] = this.#passed.keys();
    if (this.#passed.size > REMEMBERED && oldest !== undefined) this.#passed.delete(oldest);
  }
}
