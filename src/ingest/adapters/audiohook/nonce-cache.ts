/** Remembers what was seen for as long as it could be replayed; forgets the oldest beyond its size. */
export class NonceCache {
  readonly #lifetimeMs: number;
  readonly #size: number;
  readonly #seen = new Map<string, number>();

  constructor(lifetimeMs: number, size = 20_000) {
    this.#lifetimeMs = lifetimeMs;
    this.#size = size;
  }

  /** Whether this is the first time within the lifetime; remembers it. */
  isFresh(nonce: string, nowMs: number): boolean {
    for (const [old, atMs] of this.#seen) {
      if (nowMs - atMs <= this.#lifetimeMs && this.#seen.size < this.#size) break;
      this.#seen.delete(old);
    }
    if (this.#seen.has(nonce)) return false;
    this.#seen.set(nonce, nowMs);
    return true;
  }
}
