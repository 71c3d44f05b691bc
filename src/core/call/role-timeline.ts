import type { AudioChunk, AudioGap } from '../audio/audio-frame.js';
import { HOP_MS } from '../audio/audio-frame.js';
import { Framer } from '../audio/framer.js';
import { HopQueue } from './hop-queue.js';

/** A role this near behind the call is coming back, one second. */
const COMING_BACK_HOPS = 1000 / HOP_MS;

/** So much audio that came too late without catching up was not held up: it is where the call's present is. */
const LEFT_BEHIND_HOPS = 1000 / HOP_MS;
/** A lag that shrinks by this much in that time is a backlog that comes in. */
const CATCHING_UP_HOPS = 200 / HOP_MS;

/** One role's hops, kept until the call has reached them; those that come after the call has passed are dropped. */
export class RoleTimeline {
  readonly #framer: Framer;
  readonly #waiting = new HopQueue();
  #firstWaiting: number;
  #reached: number;
  #jumps = 0;
  /** False once the role has lagged too far: the call then goes on without waiting for it. */
  #awaited = true;
  /** Hops that came too late, how far behind the first of them was, and how many have come in time since. */
  #passedBy = { hops: 0, behind: 0, inTime: 0 };

  /** `startHop`: how far the call has come when the role joins it. */
  constructor(startHop: number) {
    this.#firstWaiting = startHop;
    this.#reached = startHop;
    const listener = {
      hop: (hop: Float32Array) => this.#take(hop),
      missing: (hops: number) => this.#miss(hops),
    };
    this.#framer = new Framer(listener, { startMs: startHop * HOP_MS });
  }

  get gapMs(): number {
    return this.#framer.faults.gapMs;
  }

  get isAwaited(): boolean {
    return this.#awaited;
  }

  /** Number of hops that have arrived. */
  get frontier(): number {
    return this.#firstWaiting + this.#waiting.length;
  }

  /** `callHop`: how far the call's audio has come, of whomever. */
  push(chunk: AudioChunk, callHop = 0): void {
    this.#framer.push(chunk);
    if (this.#passedBy.hops >= LEFT_BEHIND_HOPS) this.#moveOn(callHop);
  }

  gap(gap: AudioGap): void {
    this.#framer.gap(gap);
  }

  end(): void {
    this.#framer.end();
  }

  #take(hop: Float32Array): void {
    this.#followJump();
    if (this.frontier < this.#reached) {
      this.#passBy();
      // A voice that comes back just behind the call is waited for again, or it would never catch up.
      if (this.#reached - this.frontier <= COMING_BACK_HOPS) this.#awaited = true;
      this.#firstWaiting += 1;
      return;
    }
    this.#waiting.push(hop);
    this.#awaited = true;
    this.#passedBy.inTime += 1;
    if (this.#passedBy.inTime > LEFT_BEHIND_HOPS) this.#passedBy.hops = 0;
  }

  /**
   * Its audio comes, steadily too late to be heard: the clock of one connection is fast, or was read wrongly. What comes
   * next is of this hop of the call; otherwise it would be unheard to the end.
   */
  #moveOn(toHop: number): void {
    this.#passedBy = { hops: 0, behind: 0, inTime: 0 };
    this.#miss(Math.max(0, toHop - this.frontier));
  }

  #passBy(): void {
    const behind = this.#reached - this.frontier;
    const { hops, behind: firstBehind } = this.#passedBy;
    const isFirst = hops === 0 || behind < firstBehind - CATCHING_UP_HOPS;
    this.#passedBy = isFirst
      ? { hops: 1, behind, inTime: 0 }
      : { hops: hops + 1, behind: firstBehind, inTime: 0 };
  }

  #miss(hops: number): void {
    this.#followJump();
    const passed = Math.min(hops, Math.max(0, this.#reached - this.frontier));
    this.#firstWaiting += passed;
    this.#waiting.pushMissing(hops - passed);
    // Whose audio is known up to where the call is, if only to be missing, is waited for.
    if (this.frontier >= this.#reached) this.#awaited = true;
  }

  /** A hole too long to fill was jumped: the role goes on where the call now is, not where it left it. */
  #followJump(): void {
    const { timelineJumps } = this.#framer.faults;
    if (timelineJumps === this.#jumps) return;
    this.#jumps = timelineJumps;
    this.#firstWaiting = Math.max(this.#firstWaiting, this.#reached);
  }

  /** How many hops from here on are known to be missing: without end where the call goes on without the role. */
  get missingAhead(): number {
    if (this.#waiting.length === 0) return this.#awaited ? 0 : Number.POSITIVE_INFINITY;
    return this.#waiting.missingAhead;
  }

  /** The call goes on to the next hop: this role's, valid until audio comes again, or null where it has not come. */
  next(): Float32Array | null {
    this.#reached += 1;
    if (this.#waiting.length === 0) {
      this.#awaited = false;
      return null;
    }
    this.#firstWaiting += 1;
    return this.#waiting.shift();
  }

  /** The call goes on by so many hops, all of them missing here. */
  skip(hops: number): void {
    this.#reached += hops;
    if (this.#waiting.length === 0) return;
    this.#firstWaiting += hops;
    this.#waiting.skip(hops);
  }
}

/** How far one role may lag behind the other before the call goes on without it. */
export function lagHops(maxLagMs: number): number {
  return Math.ceil(maxLagMs / HOP_MS);
}
