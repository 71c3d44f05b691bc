import { HOP_SAMPLES } from '../audio/audio-frame.js';

const FIRST_CAPACITY = 16;

/**
 * Hops in order of arrival, in a ring that grows when it must; a hop is copied in once, and nothing is allocated after.
 * Hops in a row that never came take one place, however many they are.
 */
export class HopQueue {
  #hops: Float32Array[] = hopsOf(FIRST_CAPACITY);
  /** How many missing hops a place stands for; 0 = it holds one that came. */
  #missing: number[] = Array.from({ length: FIRST_CAPACITY }, () => 0);
  #first = 0;
  #places = 0;
  #length = 0;

  /** In hops. */
  get length(): number {
    return this.#length;
  }

  /** How many hops in a row, from the oldest on, never came. */
  get missingAhead(): number {
    return this.#places === 0 ? 0 : this.#missing[this.#first]!;
  }

  push(hop: Float32Array): void {
    const place = this.#append();
    this.#hops[place]!.set(hop);
    this.#missing[place] = 0;
    this.#length += 1;
  }

  pushMissing(hops: number): void {
    if (hops <= 0) return;
    const last = (this.#first + this.#places - 1) % this.#hops.length;
    const grows = this.#places > 0 && this.#missing[last]! > 0;
    if (grows) this.#missing[last]! += hops;
    else this.#missing[this.#append()] = hops;
    this.#length += hops;
  }

  /** Takes the oldest hop out: valid until the next push; null where it never came, or there is none. */
  shift(): Float32Array | null {
    if (this.#places === 0) return null;
    if (this.missingAhead > 0) {
      this.skip(1);
      return null;
    }
    const hop = this.#hops[this.#first]!;
    this.#leave();
    this.#length -= 1;
    return hop;
  }

  /** Takes out hops that never came: at most `missingAhead`. */
  skip(hops: number): void {
    this.#missing[this.#first]! -= hops;
    this.#length -= hops;
    if (this.#missing[this.#first] === 0) this.#leave();
  }

  #leave(): void {
    this.#first = (this.#first + 1) % this.#hops.length;
    this.#places -= 1;
  }

  /** A new last place. */
  #append(): number {
    if (this.#places === this.#hops.length) this.#grow();
    this.#places += 1;
    return (this.#first + this.#places - 1) % this.#hops.length;
  }

  #grow(): void {
    const { length } = this.#hops;
    const inOrder = <T>(ring: readonly T[]) => [...ring.slice(this.#first), ...ring.slice(0, this.#first)];
    this.#hops = [...inOrder(this.#hops), ...hopsOf(length)];
    this.#missing = [...inOrder(this.#missing), ...Array.from({ length }, () => 0)];
    this.#first = 0;
  }
}

/** Views of one block of memory. */
function hopsOf(count: number): Float32Array[] {
  const block = new Float32Array(count * HOP_SAMPLES);
  return Array.from({ length: count }, (_, index) =>
    block.subarray(index * HOP_SAMPLES, (index + 1) * HOP_SAMPLES),
  );
}
