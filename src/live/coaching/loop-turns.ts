/** Audio that one turn of the loop may take in, milliseconds: some 5 ms of work. Not a time limit, so that results do not depend on how busy the machine is. */
const TURN_AUDIO_MS = 300;

/** Work that is done a piece at a time. */
export interface Workload {
  /** Does the next piece; returns what it cost in milliseconds of audio, or null where nothing is left. */
  work(): number | null;
}

/**
 * Shares the loop of a thread among the inboxes of its calls: in one turn of the loop they take in a third of a second of
 * audio together, each in its turn; then sockets and timers come first.
 */
export class LoopTurns {
  readonly #waiting = new Set<Workload>();
  readonly #idle = new Set<() => void>();
  #spentMs = 0;
  #scheduled = false;

  /** Whether there is time for more in this turn of the loop. */
  get hasRoom(): boolean {
    return this.#spentMs < TURN_AUDIO_MS;
  }

  /** Counts work that was done without waiting for a turn. */
  spend(audioMs: number): void {
    this.#spentMs += audioMs;
    this.#schedule();
  }

  /** Has the workload done in later turns, until nothing is left of it. */
  enqueue(workload: Workload): void {
    this.#waiting.add(workload);
    this.#schedule();
  }

  /** Resolves when nothing waits any longer, or after `turns` turns of the loop. */
  async settled(turns: number): Promise<void> {
    for (let turn = 0; turn < turns && this.#waiting.size > 0; turn++)
      await new Promise<void>((resolve) => {
        this.#idle.add(resolve);
      });
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => this.#turn());
  }

  #turn(): void {
    this.#scheduled = false;
    this.#spentMs = 0;
    // Whichever was served moves to the end of the line, so that the next turn begins with another.
    for (const workload of this.#waiting) {
      if (!this.hasRoom) break;
      this.#waiting.delete(workload);
      const costMs = workload.work();
      if (costMs === null) continue;
      this.#spentMs += costMs;
      this.#waiting.add(workload);
    }
    if (this.#waiting.size > 0 || this.#spentMs > 0) this.#schedule();
    const idle = [...this.#idle];
    this.#idle.clear();
    for (const resolve of idle) resolve();
  }
}
