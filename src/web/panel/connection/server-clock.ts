/** What a page can read of time: a clock that people may set, and one that only runs (and may stop in sleep). */
export type PageClocks = { readonly wallMs: () => number; readonly runningMs: () => number };

export const PAGE_CLOCKS: PageClocks = { wallMs: () => Date.now(), runningMs: () => performance.now() };

/**
 * The server's clock as this page knows it: what the server last said, plus what has passed since. Of the two
 * clocks the one that moved further counts, so that neither a clock set back nor a laptop's sleep lets a cue look
 * younger than it is; the next heartbeat corrects whatever was overestimated.
 */
export class ServerClock {
  readonly #clocks: PageClocks;
  #said: { readonly serverMs: number; readonly wallMs: number; readonly runningMs: number };

  constructor(clocks: PageClocks) {
    this.#clocks = clocks;
    const wallMs = clocks.wallMs();
    this.#said = { serverMs: wallMs, wallMs, runningMs: clocks.runningMs() };
  }

  hear(serverMs: number): void {
    this.#said = { serverMs, wallMs: this.#clocks.wallMs(), runningMs: this.#clocks.runningMs() };
  }

  /** Milliseconds since the epoch on the server's clock; never too early. */
  now(): number {
    const byWall = this.#clocks.wallMs() - this.#said.wallMs;
    const byRunning = this.#clocks.runningMs() - this.#said.runningMs;
    return this.#said.serverMs + Math.max(byWall, byRunning, 0);
  }
}
