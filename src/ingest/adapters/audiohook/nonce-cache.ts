/** Remembers what was seen for as long as it could be replayed; when a tenant's share is full, nothing new of it is fresh. */
export class NonceCache {
  readonly #lifetimeMs: number;
  readonly #sizeEach: number;
  readonly #seen = new Map<string, Map<string, number>>();

  constructor(lifetimeMs: number, sizeEach = 20_000) {
    this.#lifetimeMs = lifetimeMs;
    this.#sizeEach = sizeEach;
  }

  /** Whether this is the first time within the lifetime; remembers it. `nowMs` is monotonic. */
  isFresh(tenant: string, nonce: string, nowMs: number): boolean {
    const seen = this.#seen.get(tenant) ?? new Map<string, number>();
    this.#seen.set(tenant, seen);
    for (const [old, atMs] of seen) {
      if (nowMs - atMs <= this.#lifetimeMs) break;
      seen.delete(old);
    }
    if (seen.has(nonce) || seen.size >= this.#sizeEach) return false;
    seen.set(nonce, nowMs);
    return true;
  }
}
