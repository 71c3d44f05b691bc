import { contain, containAsync, type FaultHandler } from './containment.js';

export type LifecycleState = 'starting' | 'running' | 'draining' | 'stopped';

/** Anything that must be ended politely when the process drains. */
export interface Drainable {
  /** Ends by itself or is ended before the limit; resolves when its work is safe. */
  drain(limitMs: number): Promise<void>;
}

/** How far beyond its limit a drainable may go before the process continues without it. */
const GRACE_MS = 5_000;

/** The process's one state machine: sessions register and are drained. */
export class Lifecycle {
  #state: LifecycleState = 'starting';
  #drained: Promise<void> | null = null;
  #endWait: () => void = () => {};
  readonly #drainables = new Set<Drainable>();
  readonly #listeners = new Set<() => void>();
  readonly #onFault: FaultHandler;

  constructor(onFault: FaultHandler) {
    this.#onFault = onFault;
  }

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

  /** Told once, at once, when draining begins, before any session is asked to end. Returns the disposer. */
  onDraining(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Drains everything that is registered and resolves when all is safe; a second call joins the first. */
  drain(limitMs: number): Promise<void> {
    this.#drained ??= this.#drainAll(limitMs);
    return this.#drained;
  }

  /** Waits no longer for sessions to end by themselves; what follows the drain, such as keeping records, is done. */
  cutShort(): void {
    this.#endWait();
  }

  async #drainAll(limitMs: number): Promise<void> {
    this.#state = 'draining';
    for (const listener of this.#listeners) contain(this.#onFault, listener);
    const drained = [...this.#drainables].map((drainable) =>
      containAsync(this.#onFault, async () => drainable.drain(limitMs)),
    );
    const all = Promise.all(drained);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      this.#endWait = resolve;
      timer = setTimeout(resolve, limitMs + GRACE_MS);
    });
    await Promise.race([all, late]);
    clearTimeout(timer);
    this.#state = 'stopped';
  }
}

/** The signals and the exit of a process: the part of `process` that stopping needs. */
export interface SignalSource {
  on(signal: NodeJS.Signals, listener: () => void): unknown;
  off(signal: NodeJS.Signals, listener: () => void): unknown;
}

/** What each SIGTERM or SIGINT asks for: the first a drain, the second the end of all waiting, the third the end. */
export type StopSteps = {
  readonly stop: () => void;
  readonly cutShort: () => void;
  readonly abandon: () => void;
};

/** Takes one step for each signal, the last again and again. Returns the disposer. */
export function onStopSignals(source: SignalSource, { stop, cutShort, abandon }: StopSteps): () => void {
  const steps = [stop, cutShort];
  const listener = () => (steps.shift() ?? abandon)();
  source.on('SIGTERM', listener);
  source.on('SIGINT', listener);
  return () => {
    source.off('SIGTERM', listener);
    source.off('SIGINT', listener);
  };
}
