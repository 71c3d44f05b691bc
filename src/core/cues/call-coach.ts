import { CallPipeline, type PipelineOptions, type PipelineStep } from '../call/call-pipeline.js';
import type { EmotionAbsence, EmotionEvidence, Observation } from '../call/observation.js';
import type { EmotionProbabilities } from '../classifier/classifier.js';
import type { ModelWindow } from '../features/model-window.js';
import type { Attention } from './attention.js';
import type { AgentSettings, Coach, CoachInput, ModelEffort, PendingWindow } from './coach.js';
import type { CoachEvent } from './coach-event.js';
import { type CallInput, CoachedCall, type CoachedCallOptions } from './coached-call.js';

export type CallCoachOptions = CoachedCallOptions & { readonly pipeline: PipelineOptions };

export const DEFAULT_AGENT_SETTINGS: AgentSettings = { quiet: false, fewerCues: false, kindsOff: [] };

type Answer = EmotionProbabilities | null | 'waiting';

type QueuedStep = {
  readonly type: 'step';
  readonly step: PipelineStep;
  result: Answer;
  second: Answer | 'unasked';
};

/** What waits for its turn: the steps of the call and, between them, whatever else happened, in order. */
type Queued = QueuedStep | { readonly type: 'input'; readonly input: CallInput };

/** Windows of one call that may wait for the model: more than the longest backlog that is waited for brings, 48 s. */
const WAITING_LIMIT = 96;

/**
 * Coaches one call. Events depend on stream positions alone: how the audio was cut into chunks, and when the model's
 * answers came, changes nothing. The one exception is a gate that closes (an objection, notice withdrawn): it also
 * discards answers that are on their way.
 */
export class CallCoach implements Coach {
  readonly #pipeline: CallPipeline;
  readonly #call: CoachedCall;
  #queue: Queued[] = [];
  #taken: readonly QueuedStep[] = [];
  /** The queued steps whose windows have not been taken yet. */
  #untaken: QueuedStep[] = [];
  #windowsDropped = 0;
  #ended = false;
  #stale = false;
  #effort: ModelEffort = 'full';
  /** Of half the effort: whether the last window was asked about. */
  #hasAsked = false;

  constructor(options: CallCoachOptions) {
    this.#call = new CoachedCall(options);
    this.#pipeline = new CallPipeline(options.pipeline, (step) => this.#take(step));
  }

  push(input: CoachInput): void {
    if (this.#ended) return;
    if (input.type === 'audio') this.#pipeline.push(input.chunk);
    else if (input.type === 'gap') this.#pipeline.gap(input.gap);
    else if (input.type === 'hold') this.#pipeline.hold(input.on);
    else if (input.type === 'stale') this.#pipeline.stale(input.on);
    else if (input.type === 'notice') this.#notice(input.given);
    else if (input.type === 'objection') this.#object();
    else if (input.type === 'handover') this.#handOver();
    else if (input.type === 'effort') this.#effort = input.effort;
    else this.#enqueue({ type: 'input', input });
  }

  take(limit = Number.POSITIVE_INFINITY): readonly PendingWindow[] {
    const fresh = this.#untaken.splice(0, limit);
    this.#taken = [...this.#taken, ...fresh];
    return fresh.flatMap(({ step: { window } }) => (window === null ? [] : [{ window }]));
  }

  settle(results: readonly (EmotionProbabilities | null)[]): readonly CoachEvent[] {
    this.#taken.forEach((queued, index) => {
      queued.result = results[index] ?? null;
    });
    this.#taken = [];
    return this.#goOn();
  }

  doubtful(): ModelWindow | null {
    const [next] = this.#queue;
    return next?.type === 'step' && next.second === 'waiting' ? next.step.window : null;
  }

  resolve(opinion: EmotionProbabilities | null): readonly CoachEvent[] {
    const [next] = this.#queue;
    if (next?.type === 'step' && next.second === 'waiting') next.second = opinion;
    return this.#goOn();
  }

  /** Up to the first step that waits for an opinion. */
  #goOn(): readonly CoachEvent[] {
    const events: CoachEvent[] = [];
    let done = 0;
    for (const queued of this.#queue) {
      if (queued.type === 'input') events.push(...this.#call.apply(queued.input));
      else {
        const observation = observed(queued);
        if (observation === null || this.#mustAsk(queued, observation)) break;
        events.push(...this.#call.observe(observation));
      }
      done += 1;
    }
    this.#queue = this.#queue.slice(done);
    return events;
  }

  #mustAsk(queued: QueuedStep, observation: Observation): boolean {
    if (queued.second === 'unasked' && this.#call.isDoubtful(observation)) queued.second = 'waiting';
    return queued.second === 'waiting';
  }

  end(): readonly CoachEvent[] {
    if (this.#ended) return [];
    this.#ended = true;
    this.#pipeline.end();
    this.#forgetWindows('between-windows');
    return [...this.settle([]), ...this.#call.end(this.#pipeline.gapMs)];
  }

  /** What the agent's next call should know; hand it to the next coach, aged by the time between. */
  attention(): Attention {
    return this.#call.attention();
  }

  /** Whether there are windows that have not been taken yet. */
  get hasUntaken(): boolean {
    return this.#untaken.length > 0;
  }

  /** Windows dropped since the last call, because the model could not keep up. */
  takeDropped(): number {
    const dropped = this.#windowsDropped;
    this.#windowsDropped = 0;
    return dropped;
  }

  /** How much of the customer's audio has been examined, milliseconds. */
  get customerHeardMs(): number {
    return this.#pipeline.heardMs('customer');
  }

  /** Whether audio came in time is a property of the audio: it changes at an audio position, not when the message arrives. */
  #take(heard: PipelineStep): void {
    const step = heard.window === null ? heard : this.#spared(heard);
    if (step.stale !== this.#stale) {
      this.#stale = step.stale;
      this.#enqueue({ type: 'input', input: { type: 'stale', on: step.stale } });
    }
    const result = step.window === null ? null : 'waiting';
    const queued: QueuedStep = { type: 'step', step, result, second: 'unasked' };
    this.#enqueue(queued);
    if (step.window === null) return;
    this.#untaken.push(queued);
    if (this.#untaken.length > WAITING_LIMIT) this.#dropOldest();
  }

  /** The step without its window where the model is to be spared. */
  #spared(step: PipelineStep): PipelineStep {
    if (this.#effort === 'none') return { ...step, window: null, absence: 'classifier-unavailable' };
    this.#hasAsked = this.#effort === 'full' || !this.#hasAsked;
    return this.#hasAsked ? step : { ...step, window: null, absence: 'between-windows' };
  }

  /** What is too old to act on gives way: for that moment the model counts as unavailable. */
  #dropOldest(): void {
    const oldest = this.#untaken.shift();
    if (oldest === undefined) return;
    oldest.result = null;
    this.#windowsDropped += 1;
  }

  #enqueue(queued: Queued): void {
    this.#queue.push(queued);
  }

  #handOver(): void {
    this.#pipeline.changeAgent();
    this.#enqueue({ type: 'input', input: { type: 'handover', gapMs: this.#pipeline.gapMs } });
  }

  #notice(given: boolean): void {
    if (this.#pipeline.pass({ type: 'notice', given }) && !given) this.#forget('no-notice');
  }

  #object(): void {
    this.#pipeline.pass({ type: 'objection' });
    this.#forget('objection');
  }

  /** The gate has closed: what was inferred goes, and what is on its way never arrives. */
  #forget(why: 'no-notice' | 'objection'): void {
    this.#forgetWindows(why);
    this.#enqueue({ type: 'input', input: { type: 'forget', why } });
  }

  /** Windows that wait are dropped, and so are answers that are on their way. */
  #forgetWindows(absence: EmotionAbsence): void {
    this.#taken = [];
    this.#untaken = [];
    this.#queue = this.#queue.map((queued) =>
      queued.type === 'step' && queued.step.window !== null
        ? { type: 'step', step: { ...queued.step, window: null, absence }, result: null, second: null }
        : queued,
    );
  }
}

/** What a step has become; null while it waits for the model. */
function observed({ step, result, second }: QueuedStep): Observation | null {
  if (result === 'waiting') return null;
  const { atMs, customer, agent, turns, absence } = step;
  const opinion = second === 'waiting' || second === 'unasked' ? null : second;
  return { atMs, customer, agent, turns, emotion: emotionOf(absence, result, opinion) };
}

function emotionOf(
  absence: EmotionAbsence | null,
  result: EmotionProbabilities | null,
  second: EmotionProbabilities | null,
): EmotionEvidence {
  if (absence !== null) return { kind: 'absent', reason: absence };
  if (result === null) return { kind: 'absent', reason: 'classifier-unavailable' };
  return { kind: 'heard', probabilities: result, second };
}
