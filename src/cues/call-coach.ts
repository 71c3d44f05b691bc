import { CallPipeline, type PipelineOptions, type PipelineStep } from '../call/call-pipeline.js';
import { type CallState, INITIAL_CALL_STATE, reduceCallState } from '../call/call-state.js';
import { addToTally, type CallTally, EMPTY_TALLY, summarise } from '../call/call-summary.js';
import type { MoodOptions } from '../call/mood-options.js';
import type { EmotionAbsence, EmotionEvidence, Observation } from '../call/observation.js';
import type { EmotionProbabilities } from '../classifier/classifier.js';
import { afterCallCues } from './after-call.js';
import type { Attention } from './attention.js';
import type { AgentSettings, Coach, CoachInput, PendingWindow } from './coach.js';
import type { CoachEvent } from './coach-event.js';
import type { PolicyOptions } from './coaching-options.js';
import { attentionOf, withAttention, withFeedback } from './cue-feedback.js';
import { stepPolicy } from './cue-policy.js';
import type { HoldOut } from './hold-out.js';
import { INITIAL_POLICY_STATE, type PolicySituation, type PolicyState } from './policy-state.js';

export type CallCoachOptions = {
  readonly pipeline: PipelineOptions;
  readonly mood: MoodOptions;
  readonly policy: PolicyOptions;
  readonly holdOut: HoldOut;
  /** Whether an agent is bound from the start; without one no cue is given. */
  readonly bound: boolean;
  readonly settings: AgentSettings;
  readonly attention: Attention;
};

export const DEFAULT_AGENT_SETTINGS: AgentSettings = { quiet: false, fewerCues: false, kindsOff: [] };

/** What waits for its turn: the steps of the call and, between them, whatever else happened, in order. */
type Queued =
  | { readonly type: 'step'; readonly step: PipelineStep; result: EmotionProbabilities | null | 'waiting' }
  | { readonly type: 'input'; readonly input: CoachInput };

/**
 * Coaches one call. Events depend on stream positions alone: how the audio was cut into chunks, and when the model's
 * answers came, changes nothing. The one exception is an objection, which also discards answers that are on their way.
 */
export class CallCoach implements Coach {
  readonly #options: CallCoachOptions;
  readonly #pipeline: CallPipeline;
  #queue: Queued[] = [];
  #taken: Extract<Queued, { type: 'step' }>[] = [];
  #state: CallState = INITIAL_CALL_STATE;
  #tally: CallTally = EMPTY_TALLY;
  #policy: PolicyState;
  #situation: PolicySituation;
  #hardCallsInARow: number;
  #ended = false;

  constructor(options: CallCoachOptions) {
    this.#options = options;
    this.#pipeline = new CallPipeline(options.pipeline, (step) => {
      this.#queue.push({ type: 'step', step, result: step.window === null ? null : 'waiting' });
    });
    this.#policy = withAttention(INITIAL_POLICY_STATE, options.attention, 0);
    this.#hardCallsInARow = options.attention.hardCallsInARow;
    this.#situation = {
      settings: options.settings,
      bound: options.bound,
      muted: false,
      stale: false,
      paused: false,
    };
  }

  push(input: CoachInput): void {
    if (this.#ended) return;
    if (input.type === 'audio') this.#pipeline.push(input.chunk);
    else if (input.type === 'gap') this.#pipeline.gap(input.gap);
    else if (input.type === 'hold') this.#pipeline.hold(input.on);
    else if (input.type === 'notice') this.#pipeline.pass(input);
    else if (input.type === 'objection') this.#object();
    else this.#queue.push({ type: 'input', input });
  }

  take(): readonly PendingWindow[] {
    const taken: PendingWindow[] = [];
    for (const queued of this.#queue) {
      if (queued.type !== 'step' || queued.result !== 'waiting' || this.#taken.includes(queued)) continue;
      if (queued.step.window === null) continue;
      taken.push({ window: queued.step.window });
      this.#taken.push(queued);
    }
    return taken;
  }

  settle(results: readonly (EmotionProbabilities | null)[]): readonly CoachEvent[] {
    this.#taken.forEach((queued, index) => {
      if (queued.result === 'waiting') queued.result = results[index] ?? null;
    });
    this.#taken = [];
    const events: CoachEvent[] = [];
    let done = 0;
    for (const queued of this.#queue) {
      if (queued.type === 'step' && queued.result === 'waiting') break;
      if (queued.type === 'input') this.#apply(queued.input, events);
      else this.#step(queued.step, queued.result as EmotionProbabilities | null, events);
      done += 1;
    }
    this.#queue = this.#queue.slice(done);
    return events;
  }

  end(): readonly CoachEvent[] {
    if (this.#ended) return [];
    this.#ended = true;
    this.#pipeline.end();
    this.#forgetWindows('between-windows');
    const events = [...this.settle([])];
    const atMs = this.#state.atMs;
    if (this.#policy.live !== null)
      events.push({ type: 'cue-ended', atMs, cueId: this.#policy.live.id, why: 'call-ended' });
    const summary = summarise(this.#tally, this.#state, {
      hardCallsInARow: this.#hardCallsInARow,
      hardStrain: this.#options.policy.resetStrain,
      gapMs: this.#pipeline.gapMs,
    });
    this.#hardCallsInARow = summary.hard ? this.#hardCallsInARow + 1 : 0;
    events.push({ type: 'summary', atMs, summary });
    events.push(...afterCallCues(summary, this.#policy, this.#situation, this.#options.policy));
    return events;
  }

  /** What the agent's next call should know; hand it to the next coach, aged by the time between. */
  attention(): Attention {
    return attentionOf(this.#policy, this.#state.atMs, this.#hardCallsInARow);
  }

  #object(): void {
    this.#pipeline.pass({ type: 'objection' });
    this.#forgetWindows('objection');
    this.#queue.push({ type: 'input', input: { type: 'objection' } });
  }

  /** Windows that wait are dropped, and so are answers that are on their way. */
  #forgetWindows(absence: EmotionAbsence): void {
    this.#taken = [];
    this.#queue = this.#queue.map((queued) =>
      queued.type === 'step' && queued.step.window !== null
        ? { type: 'step', step: { ...queued.step, window: null, absence }, result: null }
        : queued,
    );
  }

  #step(step: PipelineStep, result: EmotionProbabilities | null, events: CoachEvent[]): void {
    const { atMs, customer, agent, turns } = step;
    const observation: Observation = { atMs, customer, agent, turns, emotion: emotionOf(step, result) };
    events.push({ type: 'observation', atMs, observation });
    const before = this.#state;
    this.#state = reduceCallState(before, observation, this.#options.mood);
    this.#tally = addToTally(this.#tally, this.#state);
    if (this.#state.mood !== before.mood) events.push({ type: 'state', atMs, state: this.#state });
    const stepped = stepPolicy(
      this.#policy,
      before,
      this.#state,
      this.#situation,
      this.#options.policy,
      this.#options.holdOut,
    );
    this.#policy = stepped.policy;
    events.push(...stepped.events);
  }

  #apply(input: CoachInput, events: CoachEvent[]): void {
    const { atMs } = this.#state;
    switch (input.type) {
      case 'bound': {
        this.#situation = { ...this.#situation, bound: input.on };
        if (input.attention === undefined) return;
        this.#policy = withAttention(this.#policy, input.attention, atMs);
        this.#hardCallsInARow = input.attention.hardCallsInARow;
        return;
      }
      case 'settings':
        this.#situation = { ...this.#situation, settings: input.settings };
        return;
      case 'mute':
        this.#situation = { ...this.#situation, muted: input.on };
        return;
      case 'stale':
        this.#situation = { ...this.#situation, stale: input.on };
        return;
      case 'pause':
        this.#situation = { ...this.#situation, paused: input.on };
        return;
      case 'feedback': {
        const answered = withFeedback(this.#policy, input.cueId, input.verdict, atMs);
        this.#policy = answered.policy;
        events.push(...answered.events);
        return;
      }
      case 'objection':
        this.#policy = {
          ...INITIAL_POLICY_STATE,
          given: this.#policy.given,
          dismissedMs: this.#policy.dismissedMs,
        };
        return;
      default:
    }
  }
}

function emotionOf(step: PipelineStep, result: EmotionProbabilities | null): EmotionEvidence {
  if (step.absence !== null) return { kind: 'absent', reason: step.absence };
  if (result === null) return { kind: 'absent', reason: 'classifier-unavailable' };
  const largest = Math.max(result.anger, result.anxiety, result.other);
  return { kind: 'heard', probabilities: result, sure: largest >= SURE_FROM };
}

/** Where the model's best answer is likelier than all others together. */
const SURE_FROM = 0.5;
