import type { StreamCloseReason } from '../ingest/media-adapter.js';

/** How the call stands with its audio streams. A call without a stream waits for another one, then ends. */
type StreamsState =
  | { readonly kind: 'open' }
  | { readonly kind: 'waiting'; readonly endsAtMs: number }
  | { readonly kind: 'ended' };

/** The streams of one call, and whether it goes on without any. */
export class CallStreams {
  readonly #monotonicMs: () => number;
  /** How long a call waits for another stream: after a polite end, and after a lost peer. */
  readonly #rejoinMs: { readonly normal: number; readonly lost: number };
  readonly #open = new Set<object>();
  #state: StreamsState = { kind: 'open' };
  #isGivenUp = false;

  constructor(monotonicMs: () => number, rejoinMs: { readonly normal: number; readonly lost: number }) {
    this.#monotonicMs = monotonicMs;
    this.#rejoinMs = rejoinMs;
  }

  /** True once no stream is left and none is waited for any longer. */
  get isOver(): boolean {
    if (this.#state.kind === 'waiting') return this.#monotonicMs() >= this.#state.endsAtMs;
    return this.#state.kind === 'ended';
  }

  /** No stream is open, and another is waited for. */
  get isIdle(): boolean {
    return this.#state.kind !== 'open';
  }

  /** Another node has the call: its streams are turned away. */
  get isGivenUp(): boolean {
    return this.#isGivenUp;
  }

  join(stream: object): void {
    this.#open.add(stream);
    this.#state = { kind: 'open' };
  }

  leave(stream: object, reason: StreamCloseReason): void {
    this.#open.delete(stream);
    if (this.#open.size > 0 || this.#state.kind === 'ended' || this.#isGivenUp) return;
    const { normal, lost } = this.#rejoinMs;
    const waitMs = reason === 'normal' ? normal : reason === 'drain' ? 0 : lost;
    this.#state = { kind: 'waiting', endsAtMs: this.#monotonicMs() + waitMs };
  }

  giveUp(): void {
    this.#isGivenUp = true;
    if (this.#state.kind !== 'ended') this.#state = { kind: 'waiting', endsAtMs: this.#monotonicMs() };
  }

  /** Returns whether it had not ended before. */
  end(): boolean {
    if (this.#state.kind === 'ended') return false;
    this.#state = { kind: 'ended' };
    return true;
  }
}
