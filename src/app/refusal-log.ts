import type { ErrorCode } from '../errors.js';
import type { ObservedConnector } from '../ingest/ingest-observer.js';
import type { Logger } from '../telemetry/logger.js';

/** One refusal of a connection, and who was refused where that is known. */
export type Refusal = {
  readonly connector: ObservedConnector;
  readonly code: ErrorCode | 'ok';
  /** Address of the peer; null where Evenkeel dialled. */
  readonly peer: string | null;
};

const WINDOW_MS = 60_000;
/** Lines of one window; what else is refused in it is counted. */
const LINES_A_WINDOW = 30;

/**
 * Says who was refused and why, once a minute for each: a peer that tries again every second, or a thousand of them, must
 * not fill the disk. What was not said is counted in the line after the window.
 */
export class RefusalLog {
  readonly #logger: Logger;
  /** Monotonic, milliseconds. */
  readonly #now: () => number;
  readonly #said = new Set<string>();
  #from = Number.NEGATIVE_INFINITY;
  #unsaid = 0;

  constructor(logger: Logger, now: () => number) {
    this.#logger = logger;
    this.#now = now;
  }

  add({ connector, code, peer }: Refusal): void {
    if (this.#now() - this.#from >= WINDOW_MS) this.#openWindow();
    const key = `${connector.name} ${code} ${peer}`;
    if (this.#said.has(key) || this.#said.size >= LINES_A_WINDOW) {
      this.#unsaid += 1;
      return;
    }
    this.#said.add(key);
    const { name, platform } = connector;
    this.#logger.warn(
      { connector: name, platform, code, ...(peer === null ? {} : { peer }) },
      'A stream was refused',
    );
  }

  #openWindow(): void {
    if (this.#unsaid > 0)
      this.#logger.warn({ refusals: this.#unsaid }, 'More streams were refused for reasons already logged');
    this.#from = this.#now();
    this.#said.clear();
    this.#unsaid = 0;
  }
}
