import type { AudioChunk, AudioGap } from '../audio/audio-frame.js';
import { CallPipeline, DEFAULT_PIPELINE_TIMING, type PipelineStep } from '../call/call-pipeline.js';
import { type CallState, INITIAL_CALL_STATE, isTense, reduceCallState } from '../call/call-state.js';
import type { MoodOptions } from '../call/mood-options.js';
import type { EmotionProbabilities } from '../classifier/classifier.js';
import type { OwnWindow } from './own-eyes-classifier.js';
import { OwnEyesOnly, type OwnSession } from './own-eyes-only.js';

/** "One slow breath", timed by the agent's own voice. Times are positions on the call's timeline. */
export type OwnBreath = { readonly breathId: string; readonly atMs: number; readonly expiresAtMs: number };

const OWN_ID = /\.own-\d+$/;

/** Whether an id is that of an own-eyes breath: an answer to it would tell that the switch is on. */
export function isOwnBreathId(id: string): boolean {
  return OWN_ID.test(id);
}

/** Its own budget, apart from that of the call's cues: nothing of it may show through in theirs. */
const PER_CALL = 3;
const SPACING_MS = 120_000;
const SHOW_MS = 10_000;
const WINDOWS_AT_A_TIME = 8;

/**
 * Listens to one agent's own voice for that agent alone (AI Act Art. 5(1)(f), guidelines on personal training): exists
 * only while a session of that agent has switched it on, where the deployer has recorded a legal basis. It knows no
 * call, no store, no log; what it finds leaves it as `OwnEyesOnly`, and is gone with it.
 */
export class SelfCoach {
  readonly #session: OwnSession;
  readonly #mood: MoodOptions;
  readonly #pipeline: CallPipeline<'own-eyes'>;
  #waiting: PipelineStep<'own-eyes'>[] = [];
  #takenCount = 0;
  #state: CallState = INITIAL_CALL_STATE;
  #breathsMs: readonly number[] = [];
  #dueMs: number | null = null;

  constructor(session: OwnSession, mood: MoodOptions) {
    this.#session = session;
    this.#mood = mood;
    this.#pipeline = new CallPipeline(
      { ...DEFAULT_PIPELINE_TIMING, origin: 'own-eyes', roles: ['agent'], noticeGiven: true },
      (step) => this.#waiting.push(step),
    );
  }

  get session(): OwnSession {
    return this.#session;
  }

  /** Audio of the agent's channel; any other role is ignored. */
  audio(chunk: AudioChunk): void {
    if (chunk.role === 'agent') this.#pipeline.push(chunk);
  }

  gap(gap: AudioGap): void {
    if (gap.role === 'agent') this.#pipeline.gap(gap);
  }

  /** At most `limit` at a time: what else waits comes with the next round. */
  take(limit = WINDOWS_AT_A_TIME): readonly OwnWindow[] {
    const session = this.#session;
    const windows: OwnWindow[] = [];
    this.#takenCount = 0;
    for (const { window } of this.#waiting) {
      if (window !== null && windows.length === limit) break;
      if (window !== null) windows.push({ session, window: new OwnEyesOnly(session, window) });
      this.#takenCount += 1;
    }
    return windows;
  }

  /** Results of the windows taken, in order; a breath at most once a round, never while the agent speaks. */
  settle(results: readonly (OwnEyesOnly<EmotionProbabilities> | null)[]): OwnEyesOnly<OwnBreath> | null {
    const steps = this.#waiting.slice(0, this.#takenCount);
    this.#waiting = this.#waiting.slice(this.#takenCount);
    this.#takenCount = 0;
    let breath: OwnBreath | null = null;
    let result = 0;
    for (const step of steps) {
      const probabilities = step.window === null ? null : (results[result++]?.reveal(this.#session) ?? null);
      breath = this.#step(step, probabilities) ?? breath;
    }
    return breath === null ? null : new OwnEyesOnly(this.#session, breath);
  }

  #step(step: PipelineStep<'own-eyes'>, probabilities: EmotionProbabilities | null): OwnBreath | null {
    const { atMs, customer, turns } = step;
    const before = this.#state;
    this.#state = reduceCallState(
      before,
      {
        atMs,
        customer,
        agent: null,
        turns,
        emotion:
          probabilities === null
            ? { kind: 'absent', reason: step.absence ?? 'classifier-unavailable' }
            : { kind: 'heard', probabilities },
      },
      this.#mood,
    );
    if (isTense(this.#state.mood) && !isTense(before.mood)) this.#dueMs = atMs;
    if (!isTense(this.#state.mood)) this.#dueMs = null;
    if (this.#dueMs === null || customer?.activity !== 'quiet') return null;
    const last = this.#breathsMs.at(-1) ?? Number.NEGATIVE_INFINITY;
    if (this.#breathsMs.length >= PER_CALL || atMs - last < SPACING_MS) return null;
    this.#dueMs = null;
    this.#breathsMs = [...this.#breathsMs, atMs];
    return { breathId: `own-${this.#breathsMs.length}`, atMs, expiresAtMs: atMs + SHOW_MS };
  }
}
