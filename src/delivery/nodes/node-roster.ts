/** How often a node says that it lives. */
export const BEAT_MS = 1_000;
/** A node that was not heard for so long is lost: its agents are told well within five seconds. */
export const LOST_AFTER_MS = 3_000;
/** Clocks drift: the quickest way is measured again this often; the last measurement counts meanwhile. */
const WAY_WINDOW_MS = 60_000;

type Seen = {
  heardAtMs: number;
  isLost: boolean;
  /** Our clock less theirs on the quickest way, in this window and the one before. */
  least: number;
  leastBefore: number;
  windowFromMs: number;
};

/**
 * The other nodes, as far as they are heard. Times are monotonic and each node's own: how old a message is shows
 * against the quickest way that any message of its node has taken, so that no two clocks need to agree.
 */
export class NodeRoster {
  readonly #seen = new Map<string, Seen>();

  /** Nodes that are heard, this one not among them. */
  get size(): number {
    return [...this.#seen.values()].filter(({ isLost }) => !isLost).length;
  }

  /** A message of a node came in, sent at `sentMs` of its clock. Returns its age, and whether the node had been lost. */
  hear(node: string, sentMs: number, nowMs: number): { readonly ageMs: number; readonly isBack: boolean } {
    const way = nowMs - sentMs;
    const seen = this.#seen.get(node);
    if (seen === undefined) {
      const known = { least: way, leastBefore: way, windowFromMs: nowMs };
      this.#seen.set(node, { heardAtMs: nowMs, isLost: false, ...known });
      return { ageMs: 0, isBack: false };
    }
    if (nowMs - seen.windowFromMs >= WAY_WINDOW_MS) {
      seen.leastBefore = seen.least;
      seen.least = way;
      seen.windowFromMs = nowMs;
    }
    seen.least = Math.min(seen.least, way);
    const isBack = seen.isLost;
    seen.isLost = false;
    seen.heardAtMs = nowMs;
    return { ageMs: way - Math.min(seen.least, seen.leastBefore), isBack };
  }

  /** A node says that it goes: nobody misses it. */
  leave(node: string): void {
    this.#seen.delete(node);
  }

  /** Nothing could be heard for a while: silence until now says nothing of anybody. */
  excuse(nowMs: number): void {
    for (const seen of this.#seen.values()) if (!seen.isLost) seen.heardAtMs = nowMs;
  }

  /** Nodes that have fallen silent since this was last asked. */
  takeLost(nowMs: number): readonly string[] {
    const lost = [...this.#seen].filter(
      ([, { isLost, heardAtMs }]) => !isLost && nowMs - heardAtMs > LOST_AFTER_MS,
    );
    for (const [, seen] of lost) seen.isLost = true;
    return lost.map(([node]) => node);
  }
}
