/** How many later chunks may come before a missing one is given up: 100 ms of telephone frames. */
const WINDOW = 5;
/** Chunks that are recognised when they are sent twice: five seconds of telephone frames. */
const REMEMBERED = 250;
/** From this many chunks in a row with numbers behind their place, the counter has restarted: they are not old chunks. */
const BEHIND_LIMIT = 10;
/** A counter that begins again more often than this, with fewer chunks between than are remembered, counts nothing. */
const RESTART_LIMIT = 3;

export type Chunk = {
  readonly bytes: Uint8Array;
  readonly timestampMs: number | null;
  /** Monotonic time at which it came, where it had to wait since. */
  readonly cameAtMs: number | undefined;
};

/** Chunks that are now in order. `restarted`: the platform's counter has begun again. */
export type OrderedChunks = { readonly ready: readonly Chunk[]; readonly restarted: boolean };

const NONE: OrderedChunks = { ready: [], restarted: false };

/**
 * Puts numbered chunks of one track in order. A chunk that comes after its successors were passed on, or twice, is left
 * out: its place on the timeline is taken. The counter is not believed against the audio: chunks that seem old are kept
 * until it is clear whether the counter has begun again, and then nothing of them is lost.
 */
export class ChunkOrder {
  /** Whether messages can overtake each other on this platform, or have; else a missing chunk is not waited for. */
  #reorders: boolean;
  readonly #waiting = new Map<number, Chunk>();
  /** What the last chunks were like, by number. */
  readonly #passed = new Map<number, number>();
  #behind: (readonly [number: number, chunk: Chunk])[] = [];
  #next: number | null = null;
  #restarts = 0;
  /** Chunks in order since the counter last began again. */
  #inARow = 0;

  constructor(reorders: boolean) {
    this.#reorders = reorders;
  }

  /** A chunk without a number passes at once. */
  push(number: number | null, chunk: Chunk): OrderedChunks {
    if (!Number.isSafeInteger(number) || number === null || this.#restarts > RESTART_LIMIT)
      return { ready: [chunk], restarted: false };
    // Silence is like silence: only sound proves that a chunk has come before.
    const known = this.#passed.get(number) === printOf(chunk) || this.#isBehind(number, chunk);
    if (known && !isSilent(chunk)) return NONE;
    this.#next ??= number;
    // No audio proves nothing.
    if (chunk.bytes.length === 0 && (number < this.#next || this.#waiting.has(number))) return NONE;
    if (number < this.#next) return this.#old(number, this.#next, chunk);
    this.#behind = [];
    const waiting = this.#waiting.get(number);
    if (waiting !== undefined) return this.#repeated(number, waiting, chunk);
    this.#waiting.set(number, chunk);
    if (!this.#reorders) this.#next = number;
    else if (this.#waiting.size > WINDOW) this.#next = Math.min(...this.#waiting.keys());
    return { ready: this.#inOrder(), restarted: false };
  }

  #isBehind(number: number, chunk: Chunk): boolean {
    return this.#behind.some(([other, kept]) => other === number && printOf(kept) === printOf(chunk));
  }

  /** The rest, in order, at the end of the stream. */
  flush(): readonly Chunk[] {
    const rest = [...this.#waiting].sort(([a], [b]) => a - b).map(([, chunk]) => chunk);
    this.#waiting.clear();
    return rest;
  }

  /** Late, sent twice, or the first of a counter that has begun again. */
  #old(number: number, next: number, chunk: Chunk): OrderedChunks {
    const passed = this.#passed.get(number);
    const isOther = passed !== undefined && passed !== printOf(chunk);
    if (passed === undefined && next - number <= WINDOW) this.#reorders = true;
    this.#behind.push([number, chunk]);
    if (!isOther && this.#behind.length < BEHIND_LIMIT) return NONE;
    return { ready: this.#restart(number, this.#behind), restarted: number + 1 !== next };
  }

  /** The number of a chunk that waits for an earlier one: sent twice, or a counter that stands still. */
  #repeated(number: number, waiting: Chunk, chunk: Chunk): OrderedChunks {
    if (printOf(waiting) === printOf(chunk) && !isSilent(chunk)) return NONE;
    return { ready: this.#restart(number, [[number, chunk]]), restarted: true };
  }

  #restart(number: number, first: readonly (readonly [number: number, chunk: Chunk])[]): readonly Chunk[] {
    const ready = [...this.flush(), ...first.map(([, chunk]) => chunk)];
    for (const each of first) this.#remember(...each);
    this.#restarts += 1;
    this.#inARow = 0;
    this.#behind = [];
    this.#next = number + 1;
    return ready;
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

  #remember(number: number, chunk: Chunk): void {
    this.#inARow += 1;
    if (this.#inARow > REMEMBERED) this.#restarts = 0;
    // What is remembered last is forgotten last, also where the counter has begun again.
    this.#passed.delete(number);
    this.#passed.set(number, printOf(chunk));
    const [oldest] = this.#passed.keys();
    if (this.#passed.size > REMEMBERED && oldest !== undefined) this.#passed.delete(oldest);
  }
}

/** A fingerprint: equal for the same audio at the same time (FNV-1a). */
function printOf({ bytes, timestampMs }: Chunk): number {
  let print = 0x811c9dc5 ^ (timestampMs ?? 0);
  for (const byte of bytes) print = Math.imul(print ^ byte, 0x01000193);
  return print;
}

function isSilent({ bytes }: Chunk): boolean {
  return bytes.every((byte) => byte === bytes[0]);
}
