import type { CallKey } from './agent-binding.js';
import type { SharedStandingParts } from './shared-standing-parts.js';
import type { ObjectionMark } from './standing-store.js';

/** A node that for so long has neither read the store nor heard every notice stops inferring. */
export const UNSURE_AFTER_MS = 5_000;
/** Within this a node that has become unsure has stopped: a round, and what was under way. */
const STOPPING_MS = 1_000;

/** What this node tells the others of changes, and whether it can have missed any of theirs. */
export class OtherNodes {
  readonly #parts: SharedStandingParts;
  readonly #read: () => Promise<void>;
  /** When the last reading of the store that succeeded began. */
  #readAtMs = Number.NEGATIVE_INFINITY;
  /** When the last objection was told that could not be taken over without the store. */
  #missedAtMs = Number.NEGATIVE_INFINITY;
  #sureAtMs = Number.NEGATIVE_INFINITY;

  /** `read`: reads the store, and rejects where it is away. */
  constructor(parts: SharedStandingParts, read: () => Promise<void>) {
    this.#parts = parts;
    this.#read = read;
    parts.notice.onTold((objections) => this.#told(objections));
  }

  /** Whether this node knows every objection that was acknowledged on another one. A node without others always does. */
  get isSure(): boolean {
    const { notice, pollMs, now } = this.#parts;
    const { heard } = notice;
    if (pollMs === null || heard === 'alone') return true;
    // What was said before the stretch began, or was told and not taken over, is known by a reading since.
    const isUnbroken = heard !== null && this.#readAtMs >= heard.fromMs && this.#readAtMs > this.#missedAtMs;
    const sureAtMs = isUnbroken ? Math.max(this.#readAtMs, heard.toMs) : this.#readAtMs;
    this.#sureAtMs = Math.max(this.#sureAtMs, sureAtMs);
    return now() - this.#sureAtMs <= UNSURE_AFTER_MS;
  }

  /** A reading of the store that began then has succeeded. */
  hasRead(beganAtMs: number): void {
    this.#readAtMs = Math.max(this.#readAtMs, beganAtMs);
  }

  /** Resolves once every node has read what changed, or has had the time to. */
  async tell(): Promise<void> {
    const { notice, pollMs } = this.#parts;
    if ((await notice.tell()) || pollMs === null) return;
    await wait(2 * pollMs);
  }

  /** Resolves once the objection, which is in the store, holds on every node: it has it, or has stopped inferring. */
  async tellObjection(call: CallKey): Promise<void> {
    const { notice, objections, pollMs, now } = this.#parts;
    const keptAtMs = now();
    // Where the tenant has had no secret until now.
    if (objections.markOf(call) === null) await this.#read().catch(this.#parts.onFault);
    const mark = objections.markOf(call);
    const isTold = await notice.tell(mark === null ? [] : [mark]);
    if (pollMs === null) return;
    if (notice.heard === 'alone') await this.#waitForReadings(pollMs);
    else if (mark === null || !isTold) await wait(keptAtMs + UNSURE_AFTER_MS + STOPPING_MS - now());
  }

  /** Nodes that share the store though none is told of: a reading may just have begun, and the next one has to end. */
  async #waitForReadings(pollMs: number): Promise<void> {
    const { now, onFault } = this.#parts;
    const fromMs = now();
    await this.#read().catch(onFault);
    await wait(2 * (pollMs + now() - fromMs));
  }

  /** The store may be away: what is told of an objection is enough to stop. */
  async #told(marks: readonly ObjectionMark[]): Promise<void> {
    const { objections, now, onFault } = this.#parts;
    const taken = marks.filter((mark) => objections.hear(mark));
    if (taken.length < marks.length) this.#missedAtMs = now();
    const reading = this.#read();
    if (marks.length === 0 || taken.length < marks.length) await reading;
    else void reading.catch(onFault);
  }
}

async function wait(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}
