/** Remembers what was seen for as long as it could be replayed; when it is full, nothing new is fresh. */
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
      if (nowMs - atMs <= this.#lifetimeMs) break;
      this.#seen.delete(old);
    }
    if (this.#seen.has(nonce) || this.#seen.size >= this.#size) return false;
    this.#seen.set(nonce, nowMs);
    return true;
  }
}
