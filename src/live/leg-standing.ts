/** How a call stands with its audio, as all its streams say, and whoever else may say that it is on hold. */
export class LegStanding {
  readonly #paused = new Set<object>();
  #isHeld = false;
  /** The stream on whose word the call is on hold; it may be gone since. */
  #heldBy: object | null = null;
  #isHolderGone = false;

  get media(): 'held' | 'paused' | 'listening' {
    if (this.#isHeld) return 'held';
    return this.isPaused ? 'paused' : 'listening';
  }

  get isHeld(): boolean {
    return this.#isHeld;
  }

  /** While any stream is. */
  get isPaused(): boolean {
    return this.#paused.size > 0;
  }

  /** True where the hold was said by a stream that has gone: whoever takes its place has not said it. */
  get isHoldLeftBehind(): boolean {
    return this.#isHeld && this.#isHolderGone;
  }

  hold(on: boolean): void {
    this.#isHeld = on;
    if (!on) this.#heldBy = null;
    this.#isHolderGone = false;
  }

  /** Remembers on whose word the hold that follows rests. */
  saidBy(stream: object, on: boolean): void {
    this.#heldBy = on ? stream : null;
  }

  pause(stream: object, on: boolean): void {
    if (on) this.#paused.add(stream);
    else this.#paused.delete(stream);
  }

  leave(stream: object): void {
    this.#paused.delete(stream);
    if (this.#heldBy === stream) this.#isHolderGone = true;
  }
}
