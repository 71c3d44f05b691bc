import { every, type FaultHandler } from '../containment.js';
import { ERRORS, type ErrorCode } from '../errors.js';
import type { Logger } from '../telemetry/logger.js';
import type { Metrics } from '../telemetry/metrics.js';

/** What the process needs of others. Without them calls go on, and something is missing. */
export type Dependency = 'database' | 'redis' | 'keys';

const CODES: Readonly<Record<Dependency, ErrorCode>> = {
  database: 'storage.unavailable',
  redis: 'desktop.redis-unavailable',
  keys: 'auth.keys-unavailable',
};

/** How often a dependency is asked whether it is there. */
const PERIOD_MS = 2_000;
/** A dependency that does not answer for this long counts as away. */
const ANSWER_LIMIT_MS = 5_000;

type Seen = { isUp: boolean; asked: boolean };

/** Knows which dependencies are away: one log line for each change, a metric, warnings for `/readyz`, a message to desktops. */
export class DependencyWatch {
  readonly #metrics: Pick<Metrics, 'dependencyUp'>;
  readonly #logger: Logger;
  readonly #seen = new Map<Dependency, Seen>();
  #onChange: (codes: readonly ErrorCode[]) => void = () => {};

  constructor({
    metrics,
    logger,
  }: { readonly metrics: Pick<Metrics, 'dependencyUp'>; readonly logger: Logger }) {
    this.#metrics = metrics;
    this.#logger = logger;
  }

  /** Stable codes of what is away now. */
  get missing(): readonly ErrorCode[] {
    return [...this.#seen].flatMap(([dependency, { isUp }]) => (isUp ? [] : [CODES[dependency]]));
  }

  /** Lines for the operator. */
  get warnings(): readonly string[] {
    return this.missing.map((code) => `${code}: ${ERRORS[code].text}`);
  }

  /** Told of every change. */
  onChange(handler: (codes: readonly ErrorCode[]) => void): void {
    this.#onChange = handler;
  }

  /** What was seen of a dependency by whoever used it. */
  report(dependency: Dependency, isUp: boolean, cause?: unknown): void {
    const seen = this.#seen.get(dependency) ?? { isUp: true, asked: false };
    const isNew = !this.#seen.has(dependency);
    if (!isNew && seen.isUp === isUp) return;
    this.#seen.set(dependency, { ...seen, isUp });
    this.#metrics.dependencyUp.set({ dependency }, isUp ? 1 : 0);
    const line = { dependency, code: CODES[dependency] };
    if (!isUp) this.#logger.warn({ ...line, err: cause }, 'A dependency is away; calls go on without it');
    else if (!isNew) this.#logger.info(line, 'A dependency is back');
    if (!isUp || !isNew) this.#onChange(this.missing);
  }

  /** Asks a dependency again and again; false or too late = away. Returns the disposer. */
  ask(dependency: Dependency, question: () => Promise<boolean>, onFault: FaultHandler): () => void {
    const ask = () => {
      const seen = this.#seen.get(dependency);
      if (seen?.asked === true) return;
      this.#mark(dependency, true);
      const late = setTimeout(() => this.report(dependency, false), ANSWER_LIMIT_MS);
      void question()
        .then(
          (isUp) => this.report(dependency, isUp),
          (cause: unknown) => this.report(dependency, false, cause),
        )
        .finally(() => {
          clearTimeout(late);
          this.#mark(dependency, false);
        })
        .catch(onFault);
    };
    ask();
    return every(PERIOD_MS, onFault, ask);
  }

  #mark(dependency: Dependency, asked: boolean): void {
    if (!this.#seen.has(dependency)) this.report(dependency, true);
    this.#seen.set(dependency, { isUp: true, ...this.#seen.get(dependency), asked });
  }
}
