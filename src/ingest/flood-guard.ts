export type FloodLimits = {
  readonly floodMessagesPerSecond: number;
  readonly floodBytesPerSecond: number;
};

/** A burst of this many seconds' worth is let through: backlogs after a stall, recordings played fast. */
const BURST_SECONDS = 10;

/** Two token buckets, messages and bytes: tells real-time audio, even in bursts, from a flood. */
export class FloodGuard {
  readonly #limits: FloodLimits;
  #messages: number;
  #bytes: number;
  #atMs: number;

  constructor(limits: FloodLimits, nowMs: number) {
    this.#limits = limits;
    this.#messages = limits.floodMessagesPerSecond * BURST_SECONDS;
    this.#bytes = limits.floodBytesPerSecond * BURST_SECONDS;
    this.#atMs = nowMs;
  }

  /** Whether a message of so many bytes is within the limits. */
  admits(bytes: number, nowMs: number): boolean {
    const seconds = Math.max(0, nowMs - this.#atMs) / 1000;
    const { floodMessagesPerSecond, floodBytesPerSecond } = this.#limits;
    this.#atMs = nowMs;
    this.#messages = Math.min(
      floodMessagesPerSecond * BURST_SECONDS,
      this.#messages + seconds * floodMessagesPerSecond,
    );
    this.#bytes = Math.min(floodBytesPerSecond * BURST_SECONDS, this.#bytes + seconds * floodBytesPerSecond);
    if (this.#messages < 1 || this.#bytes < bytes) return false;
    this.#messages -= 1;
    this.#bytes -= bytes;
    return true;
  }
}
