import type { AudioChunk, AudioGap } from '../audio/audio-frame.js';
import { HOP_MS } from '../audio/audio-frame.js';
import { Framer } from '../audio/framer.js';
import { HopQueue } from './hop-queue.js';
import { LossConcealer } from './loss-concealer.js';

/** A role this near behind the call is coming back, one second. */
const COMING_BACK_HOPS = 1000 / HOP_MS;

/** One role's hops, kept until the call has reached them; those that come after the call has passed are dropped. */
export class RoleTimeline {
  readonly #framer: Framer;
  readonly #waiting = new HopQueue();
  readonly #concealer = new LossConcealer();
  #firstWaiting: number;
  #reached: number;
  #jumps = 0;
  /** False once the role has lagged too far: the call then goes on without waiting for it. */
  #awaited = true;

  /** `startHop`: how far the call has come when the role joins it. */
  constructor(startHop: number) {
    this.#firstWaiting = startHop;
    this.#reached = startHop;
    this.#framer = new Framer((hop, marked) => this.#take(hop, marked), { startMs: startHop * HOP_MS });
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

  push(chunk: AudioChunk): void {
    this.#framer.push(chunk);
  }

  gap(gap: AudioGap): void {
    this.#framer.gap(gap);
  }

  end(): void {
    this.#framer.end();
  }

  #take(hop: Float32Array, marked: boolean): void {
    const { timelineJumps } = this.#framer.faults;
    if (timelineJumps > this.#jumps) {
      // A hole too long to fill was jumped: the role goes on where the call now is, not where it left it.
      this.#jumps = timelineJumps;
      this.#firstWaiting = Math.max(this.#firstWaiting, this.#reached);
    }
    if (this.frontier < this.#reached) {
      // A voice that comes back just behind the call is waited for again, or it would stay behind for good.
      if (!marked && this.#reached - this.frontier <= COMING_BACK_HOPS) this.#awaited = true;
      this.#firstWaiting += 1;
      return;
    }
    this.#waiting.push(hop, marked);
    this.#awaited = true;
  }

  /** Whether the next hop stands for audio that never came. */
  get isNextMarked(): boolean {
    return this.#waiting.length === 0 || this.#waiting.isFirstMarked;
  }

  /**
   * The call goes on to the next hop: this role's, or what bridges one that never came; null where nothing can. Valid
   * until audio comes again.
   */
  next(): Float32Array | null {
    this.#reached += 1;
    const isMissing = this.isNextMarked;
    const hop = this.#waiting.shift();
    if (hop === null) this.#awaited = false;
    else this.#firstWaiting += 1;
    if (hop === null || isMissing) return this.#concealer.bridge();
    this.#concealer.hear(hop);
    return hop;
  }
}

/** How far one role may lag behind the other before the call goes on without it. */
export function lagHops(maxLagMs: number): number {
  return Math.ceil(maxLagMs / HOP_MS);
}
