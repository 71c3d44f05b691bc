/** Without audio for so long, it does not flow: the source is paused, silent or held up. */
const INTERRUPTED_MS = 1_000;
/** What comes in less than this share of its own length is the backlog of a stall, not a flow. */
const BACKLOG_SHARE = 1 / 8;

/**
 * How much audio comes in how much time, while it flows: a wrong sample rate shows in it. Pauses, silence that a source
 * does not send, and backlogs are no evidence of the rate; after each the measure restarts.
 */
export class FlowRate {
  #from: { readonly atMs: number; readonly spanMs: number } | null = null;
  #lastAtMs: number | null = null;
  #spanMs = 0;

  /** Audio of this length arrived; the stream now covers `spanMs` by its own count. `isBehind`: more is still to come of a backlog. */
  add(nowMs: number, durationMs: number, spanMs: number, isBehind: boolean): void {
    const apartMs = this.#lastAtMs === null ? null : nowMs - this.#lastAtMs;
    this.#lastAtMs = nowMs;
    this.#spanMs = spanMs;
    const isInterrupted = apartMs !== null && apartMs > durationMs + INTERRUPTED_MS;
    if (isInterrupted) this.#from = null;
    else if (this.#from === null && !isBehind && (apartMs === null || apartMs >= BACKLOG_SHARE * durationMs))
      this.#from = { atMs: nowMs, spanMs };
  }

  /** The stream goes on after a pause or a hold. */
  resumed(): void {
    this.#from = null;
    this.#lastAtMs = null;
  }

  /** From the beginning of the flow to the last audio, by the clock. */
  get elapsedMs(): number {
    return this.#from === null ? 0 : (this.#lastAtMs ?? 0) - this.#from.atMs;
  }

  /** The audio that came in this time. */
  get streamMs(): number {
    return this.#from === null ? 0 : this.#spanMs - this.#from.spanMs;
  }
}
