/** How often the process looks whether it is late itself. */
const LOOK_MS = 100;
/** For how long what it was late by excuses what it hears. */
const REMEMBERED_MS = 15_000;

/** How late this process itself has recently been: on a busy machine it hears late what was sent in time. */
export class OwnLateness {
  readonly #lates: { readonly atMs: number; readonly lateMs: number }[] = [];
  readonly #timer: NodeJS.Timeout;
  #dueMs = performance.now() + LOOK_MS;

  constructor() {
    this.#timer = setInterval(() => this.#look(), LOOK_MS);
  }

  /** The most of the last seconds, milliseconds. */
  get worstMs(): number {
    this.#look();
    return Math.max(0, ...this.#lates.map(({ lateMs }) => lateMs));
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const nowMs = performance.now();
    this.#lates.push({ atMs: nowMs, lateMs: nowMs - this.#dueMs });
    this.#dueMs = nowMs + LOOK_MS;
    while (this.#lates[0] !== undefined && nowMs - this.#lates[0].atMs > REMEMBERED_MS) this.#lates.shift();
  }
}
