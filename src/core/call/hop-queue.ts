import { HOP_SAMPLES } from '../audio/audio-frame.js';

const FIRST_CAPACITY = 16;

/** Hops in order of arrival, in a ring that grows when it must; a hop is copied in once, and nothing is allocated after. */
export class HopQueue {
  #hops: Float32Array[] = hopsOf(FIRST_CAPACITY);
  #marks: boolean[] = Array.from({ length: FIRST_CAPACITY }, () => false);
  #first = 0;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** Whether the oldest hop stands for audio that never came. */
  get isFirstMarked(): boolean {
    return this.#marks[this.#first]!;
  }

  push(hop: Float32Array, marked: boolean): void {
    if (this.#length === this.#hops.length) this.#grow();
    const slot = (this.#first + this.#length) % this.#hops.length;
    this.#hops[slot]!.set(hop);
    this.#marks[slot] = marked;
    this.#length += 1;
  }

  /** The oldest hop, valid until the next push; null when there is none. */
  shift(): Float32Array | null {
    if (this.#length === 0) return null;
    const hop = this.#hops[this.#first]!;
    this.#first = (this.#first + 1) % this.#hops.length;
    this.#length -= 1;
    return hop;
  }

  #grow(): void {
    const { length } = this.#hops;
    const inOrder = <T>(ring: readonly T[]) => [...ring.slice(this.#first), ...ring.slice(0, this.#first)];
    this.#hops = [...inOrder(this.#hops), ...hopsOf(length)];
    this.#marks = [...inOrder(this.#marks), ...Array.from({ length }, () => false)];
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
