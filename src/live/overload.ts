/** What is given up when a process cannot keep up, in this order; each step includes those before it. */
export const LOAD_STEPS = ['normal', 'no-new-streams', 'half-model', 'no-coaching'] as const;
export type LoadStep = (typeof LOAD_STEPS)[number];

/** A round that comes later than this is late: cues of it miss their moment. */
const LATE_MS = 250;
/** One step more is given up after rounds have been late for so long, and for so many in a row. */
const CLIMB_AFTER_MS = 3_000;
const CLIMB_AFTER_ROUNDS = 6;
/** One step is taken back after rounds have been in time for so long. */
const RECOVER_AFTER_MS = 10_000;

/** Decides from the lateness of rounds what to give up, and takes it back by itself. Times are monotonic. */
export class Overload {
  readonly #onStep: (step: LoadStep) => void;
  #index = 0;
  #lateFromMs: number | null = null;
  #lateRounds = 0;
  #timelyFromMs: number | null = null;
  #lastMs: number | null = null;

  /** `onStep` is told of every change. */
  constructor(onStep: (step: LoadStep) => void) {
    this.#onStep = onStep;
  }

  get step(): LoadStep {
    return LOAD_STEPS[this.#index]!;
  }

  /** A round for all calls has ended, the next is due `periodMs` later. */
  roundEnded(nowMs: number, periodMs: number): void {
    const lateMs = this.#lastMs === null ? 0 : nowMs - this.#lastMs - periodMs;
    this.#lastMs = nowMs;
    if (lateMs > LATE_MS) this.#late(nowMs);
    else this.#timely(nowMs);
  }

  #late(nowMs: number): void {
    this.#timelyFromMs = null;
    this.#lateFromMs ??= nowMs;
    this.#lateRounds += 1;
    if (nowMs - this.#lateFromMs < CLIMB_AFTER_MS || this.#lateRounds < CLIMB_AFTER_ROUNDS) return;
    this.#lateFromMs = nowMs;
    this.#lateRounds = 0;
    this.#move(Math.min(this.#index + 1, LOAD_STEPS.length - 1));
  }

  #timely(nowMs: number): void {
    this.#lateFromMs = null;
    this.#lateRounds = 0;
    this.#timelyFromMs ??= nowMs;
    if (nowMs - this.#timelyFromMs < RECOVER_AFTER_MS) return;
    this.#timelyFromMs = nowMs;
    this.#move(Math.max(0, this.#index - 1));
  }

  #move(index: number): void {
    if (index === this.#index) return;
    this.#index = index;
    this.#onStep(this.step);
  }
}
