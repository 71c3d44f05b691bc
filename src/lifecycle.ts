export type LifecycleState = 'starting' | 'running' | 'draining' | 'stopped';

/** Anything that must be brought to an end politely when the process drains. */
export interface Drainable {
  /** Ends by itself or is ended before the limit; resolves when its work is safe. */
  drain(limitMs: number): Promise<void>;
}

/** The process's one state machine: sessions register and are drained. */
export class Lifecycle {
  #state: LifecycleState = 'starting';
  readonly #drainables = new Set<Drainable>();

  get state(): LifecycleState {
    return this.#state;
  }

  running(): void {
    if (this.#state === 'starting') this.#state = 'running';
  }

  /** Returns the disposer. */
  register(drainable: Drainable): () => void {
    this.#drainables.add(drainable);
    return () => this.#drainables.delete(drainable);
  }

  /** Drains everything that is registered; safe to call twice. */
  async drain(limitMs: number): Promise<void> {
    if (this.#state === 'draining' || this.#state === 'stopped') return;
    this.#state = 'draining';
    await Promise.allSettled([...this.#drainables].map((drainable) => drainable.drain(limitMs)));
    this.#state = 'stopped';
  }
}
