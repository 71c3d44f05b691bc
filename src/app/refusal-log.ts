import type { ErrorCode } from '../errors.js';
import type { Logger } from '../telemetry/logger.js';

/** One refusal, and who was refused where that is known. */
export type Refusal = {
  readonly code: ErrorCode | 'ok';
  /** Address of the peer; null where Evenkeel dialled. */
  readonly peer: string | null;
  /** What else tells one refusal from another, such as the connector; it is in the line. */
  readonly of?: Readonly<Record<string, string>>;
};

/** What is refused, each with a log of its own: strangers at one door must not use up the lines of another. */
export type Refused = 'stream' | 'desktop' | 'request';

const WINDOW_MS = 60_000;
/** Lines of one window; what else is refused in it is counted. */
const LINES_A_WINDOW = 30;

/**
 * Says who was refused and why, once a minute for each: a peer that tries again every second, or a thousand of them, must
 * not fill the disk. What was not said is counted in the line after the window.
 */
export class RefusalLog {
  readonly #what: Refused;
  readonly #logger: Logger;
  /** Monotonic, milliseconds. */
  readonly #now: () => number;
  readonly #said = new Set<string>();
  #from = Number.NEGATIVE_INFINITY;
  #unsaid = 0;

  constructor(what: Refused, logger: Logger, now: () => number) {
    this.#what = what;
    this.#logger = logger;
    this.#now = now;
  }

  add({ code, peer, of = {} }: Refusal): void {
    if (this.#now() - this.#from >= WINDOW_MS) this.#openWindow();
    const key = JSON.stringify([code, peer, of]);
    if (this.#said.has(key) || this.#said.size >= LINES_A_WINDOW) {
      this.#unsaid += 1;
      return;
    }
    this.#said.add(key);
    this.#logger.warn({ ...of, code, ...(peer === null ? {} : { peer }) }, `A ${this.#what} was refused`);
  }

  #openWindow(): void {
    if (this.#unsaid > 0)
      this.#logger.warn(
        { refusals: this.#unsaid },
        `More ${this.#what}s were refused for reasons already logged`,
      );
    this.#from = this.#now();
    this.#said.clear();
    this.#unsaid = 0;
  }
}
