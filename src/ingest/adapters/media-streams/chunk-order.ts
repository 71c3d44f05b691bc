/** A missing chunk is waited for until so many later ones are here: 100 ms of telephone frames. */
const WINDOW = 5;

/**
 * Puts numbered chunks of one track in order. A chunk that comes after its successors were passed on, or twice, is
 * left out: its place on the timeline is taken.
 */
export class ChunkOrder<T> {
  readonly #waiting = new Map<number, T>();
  #next: number | null = null;

  /** Takes a chunk and returns those that are now in order. A chunk without a number passes at once. */
  push(number: number | null, chunk: T): T[] {
    if (number === null) return [chunk];
    this.#next ??= number;
    if (number < this.#next) return [];
    this.#waiting.set(number, chunk);
    if (this.#waiting.size > WINDOW) this.#next = Math.min(...this.#waiting.keys());
    return this.#ready();
  }

  /** The rest, in order, at the end of the stream. */
  flush(): T[] {
    const numbers = [...this.#waiting.keys()].sort((a, b) => a - b);
    const rest = numbers.map((number) => this.#waiting.get(number) as T);
    this.#waiting.clear();
    return rest;
  }

  #ready(): T[] {
    const ready: T[] = [];
    for (let chunk = this.#take(); chunk !== undefined; chunk = this.#take()) ready.push(chunk);
    return ready;
  }

  #take(): T | undefined {
    const chunk = this.#next === null ? undefined : this.#waiting.get(this.#next);
    if (chunk !== undefined && this.#next !== null) {
      this.#waiting.delete(this.#next);
      this.#next += 1;
    }
    return chunk;
  }
}
