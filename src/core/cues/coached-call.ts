import { afterHandover, type CallState, INITIAL_CALL_STATE, reduceCallState } from '../call/call-state.js';
import {
  addToTally,
  type CallSummary,
  type CallTally,
  EMPTY_TALLY,
  nextTally,
  summarise,
  withoutEmotion,
} from '../call/call-summary.js';
import { isDoubtful } from '../call/doubt.js';
import type { MoodOptions } from '../call/mood-options.js';
import type { Observation } from '../call/observation.js';
import { afterCallCues } from './after-call.js';
import type { Attention } from './attention.js';
import type { AgentSettings, CoachInput } from './coach.js';
import type { CoachEvent } from './coach-event.js';
import type { PolicyOptions } from './coaching-options.js';
import { attentionOf, withAskedElsewhere, withAttention, withFeedback } from './cue-feedback.js';
import { stepPolicy } from './cue-policy.js';
import type { HoldOut } from './hold-out.js';
import { INITIAL_POLICY_STATE, type PolicySituation, type PolicyState } from './policy-state.js';

export type CoachedCallOptions = {
  readonly mood: MoodOptions;
  readonly policy: PolicyOptions;
  readonly holdOut: HoldOut;
  /** Whether an agent is bound from the start; without one no cue is given. */
  readonly bound: boolean;
  readonly settings: AgentSettings;
  readonly attention: Attention;
};

/** What may happen to a call besides its audio. */
export type CallInput =
  | Exclude<CoachInput, { type: 'audio' | 'gap' | 'notice' | 'objection' | 'hold' | 'handover' | 'effort' }>
  /** Another agent, or nobody; with how much of the call's audio was missing up to here. */
  | { readonly type: 'handover'; readonly gapMs: number }
  /** The gate has closed: nothing that was inferred of the caller's voice may outlive it. */
  | { readonly type: 'forget'; readonly why: 'no-notice' | 'objection' };

/** From observations to cues: the caller's state, the policy and the totals of one call, moved on step by step. */
export class CoachedCall {
  readonly #options: CoachedCallOptions;
  #state: CallState = INITIAL_CALL_STATE;
  #tally: CallTally = EMPTY_TALLY;
  #policy: PolicyState;
  #situation: PolicySituation;
  #hardCallsInARow: number;

  constructor(options: CoachedCallOptions) {
    this.#options = options;
    this.#policy = withAttention(INITIAL_POLICY_STATE, options.attention, 0);
    this.#hardCallsInARow = options.attention.hardCallsInARow;
    this.#situation = {
      settings: options.settings,
      bound: options.bound,
      muted: false,
      stale: false,
      paused: false,
      inTimeFromHeardMs: null,
      inTimeFromMs: null,
    };
  }

  /** Whether a second opinion is wanted before this step is observed. */
  isDoubtful(observation: Observation): boolean {
    return isDoubtful(this.#state, observation, this.#options.mood);
  }

  /** One step of the call. */
  observe(observation: Observation): readonly CoachEvent[] {
    const { mood, policy, holdOut } = this.#options;
    const { atMs } = observation;
    const before = this.#state;
    this.#state = reduceCallState(before, observation, mood);
    this.#tally = addToTally(this.#tally, this.#state);
    if (before.observation?.turns.onHold && !observation.turns.onHold) this.#beginAgain(before);
    const step = { before, state: this.#state, situation: this.#situation };
    const stepped = stepPolicy(this.#policy, step, policy, holdOut);
    this.#policy = stepped.policy;
    const changed = this.#state.mood !== before.mood;
    return [
      { type: 'observation', atMs, observation },
      ...(changed ? [{ type: 'state', atMs, state: this.#state } as const] : []),
      ...stepped.events,
    ];
  }

  /** Something else that happened, at the position which the call has reached. */
  apply(input: CallInput): readonly CoachEvent[] {
    const { atMs } = this.#state;
    switch (input.type) {
      case 'bound':
        this.#situation = { ...this.#situation, bound: input.on };
        if (input.attention === undefined) return [];
        this.#policy = withAttention(this.#policy, input.attention, atMs);
        this.#hardCallsInARow = input.attention.hardCallsInARow;
        return [];
      case 'handover':
        return this.#handOver(input.gapMs);
      case 'settings':
        this.#situation = { ...this.#situation, settings: input.settings };
        return [];
      case 'mute':
        this.#situation = { ...this.#situation, muted: input.on };
        return [];
      case 'asked-elsewhere':
        this.#policy = withAskedElsewhere(this.#policy, input, atMs);
        return [];
      case 'stale':
        this.#situation = { ...this.#situation, stale: input.on };
        if (!input.on) this.#beginAgain(this.#state);
        return [];
      case 'pause':
        this.#situation = { ...this.#situation, paused: input.on };
        if (!input.on) this.#beginAgain(this.#state);
        return [];
      case 'feedback': {
        const answered = withFeedback(this.#policy, input.cueId, input.verdict, atMs);
        this.#policy = answered.policy;
        return answered.events;
      }
      case 'forget':
        return this.#forgetVoice(input.why);
    }
  }

  /** From here on audio comes in time again: a cue needs evidence from here on. */
  #beginAgain({ atMs, evidence }: CallState): void {
    this.#situation = {
      ...this.#situation,
      inTimeFromMs: atMs,
      inTimeFromHeardMs: evidence.heardMs,
    };
  }

  /** Totals, and what is offered after the call. */
  end(gapMs: number): readonly CoachEvent[] {
    const { atMs } = this.#state;
    const summary = this.#summary(gapMs);
    this.#hardCallsInARow = summary.hard ? this.#hardCallsInARow + 1 : 0;
    return [
      ...this.#endLive('call-ended'),
      { type: 'summary', atMs, summary },
      ...afterCallCues({ atMs, summary }, this.#policy, this.#situation, this.#options.policy),
    ];
  }

  #summary(gapMs: number): CallSummary {
    return summarise(this.#tally, this.#state, {
      hardCallsInARow: this.#hardCallsInARow,
      hardStrain: this.#options.policy.resetStrain,
      gapMs,
    });
  }

  /** What was heard so far belongs to the agent who was on the call until now. */
  #handOver(gapMs: number): readonly CoachEvent[] {
    const { atMs } = this.#state;
    const summary = atMs > this.#tally.startMs ? this.#summary(gapMs) : null;
    this.#tally = nextTally(this.#tally, gapMs);
    this.#state = afterHandover(this.#state);
    return [{ type: 'handover', atMs, summary, attention: this.attention() }];
  }

  attention(): Attention {
    return attentionOf(this.#policy, this.#state.atMs, this.#hardCallsInARow);
  }

  /** All that came of the caller's voice goes, with the cue that may still stand on the desktop. */
  #forgetVoice(why: 'no-notice' | 'objection'): readonly CoachEvent[] {
    const events = this.#endLive('behaviour-changed');
    this.#tally = withoutEmotion(this.#tally, why);
    if (this.#situation.inTimeFromHeardMs !== null)
      this.#situation = { ...this.#situation, inTimeFromHeardMs: 0 };
    const { given, dismissedMs, wrongKinds, eligibleCount } = this.#policy;
    this.#policy = { ...INITIAL_POLICY_STATE, given, dismissedMs, wrongKinds, eligibleCount };
    this.#state = { ...INITIAL_CALL_STATE, atMs: this.#state.atMs, sinceMs: this.#state.atMs };
    return [...events, { type: 'forgotten', atMs: this.#state.atMs, why }];
  }

  #endLive(why: 'call-ended' | 'behaviour-changed'): readonly CoachEvent[] {
    const { live } = this.#policy;
    return live === null ? [] : [{ type: 'cue-ended', atMs: this.#state.atMs, cueId: live.id, why }];
  }
}
