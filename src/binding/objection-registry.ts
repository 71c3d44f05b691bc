import { type CallKey, callKeyText } from './agent-binding.js';

const LIFETIME_MS = 12 * 3_600_000;
const SIZE = 50_000;

/**
 * Calls whose caller objected to emotion analysis. Remembered apart from the audio, because the objection may come
 * before the stream, and because a call that is taken up again must not be analysed after all.
 */
export class ObjectionRegistry {
  readonly #now: () => number;
  /** Oldest first. */
  readonly #calls = new Map<string, number>();
  readonly #listeners = new Set<(call: CallKey) => void>();

  /** `now` is monotonic, milliseconds. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Returns the disposer. */
  subscribe(listener: (call: CallKey) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  object(call: CallKey): void {
    const nowMs = this.#now();
    for (const [text, atMs] of this.#calls) {
      if (nowMs - atMs <= LIFETIME_MS && this.#calls.size < SIZE) break;
      this.#calls.delete(text);
    }
    this.#calls.delete(callKeyText(call));
    this.#calls.set(callKeyText(call), nowMs);
    for (const listener of [...this.#listeners]) listener(call);
  }

  has(call: CallKey): boolean {
    const atMs = this.#calls.get(callKeyText(call));
    return atMs !== undefined && this.#now() - atMs <= LIFETIME_MS;
  }
}
