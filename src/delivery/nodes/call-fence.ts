import { LRUCache } from 'lru-cache';

/** Whose word about a call counts: of two nodes that both hold it, the one with the later lease. */
export type CallFence = {
  /** Digest of the call's key: what goes over Redis names no call. */
  readonly call: string;
  readonly epoch: number;
};

/** Calls whose latest lease is remembered; one that is pushed out has long been over. */
const REMEMBERED_CALLS = 50_000;

/** Lets nothing through that an earlier holder of a call still says. */
export class Fences {
  readonly #latest = new LRUCache<string, number>({ max: REMEMBERED_CALLS });

  admits(fence: CallFence | undefined): boolean {
    if (fence === undefined) return true;
    const latest = this.#latest.get(fence.call) ?? 0;
    if (fence.epoch < latest) return false;
    if (fence.epoch > latest) this.#latest.set(fence.call, fence.epoch);
    return true;
  }
}
