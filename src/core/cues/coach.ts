import type { LineEvent } from '../audio/line-event.js';
import type { EmotionProbabilities } from '../classifier/classifier.js';
import type { ModelWindow } from '../features/model-window.js';
import type { Attention } from './attention.js';
import type { CoachEvent } from './coach-event.js';
import type { CueKind } from './cue.js';

/** What the agent has chosen for themselves. */
export type AgentSettings = {
  readonly quiet: boolean;
  readonly fewerCues: boolean;
  readonly kindsOff: readonly CueKind[];
};

/** How often the model is asked about a call: at every window, at every second one, or not at all. */
export type ModelEffort = 'full' | 'half' | 'none';

/**
 * Everything that may happen to a call, in order. Inputs without a time apply at the position that the audio has
 * reached; so the same inputs give the same events, live or replayed.
 */
export type CoachInput =
  | LineEvent
  /** What the call's streams together say of notice. */
  | { readonly type: 'notice'; readonly given: boolean }
  /** An agent was bound or unbound; with what that agent's attention has already been asked for, where known. */
  | { readonly type: 'bound'; readonly on: boolean; readonly attention?: Attention }
  /** Another agent, or nobody, is on the call: from here on the facts belong to a new stretch. */
  | { readonly type: 'handover' }
  | { readonly type: 'settings'; readonly settings: AgentSettings }
  | { readonly type: 'mute'; readonly on: boolean }
  /** Another call of the same agent gave a cue just now, or had one dismissed: both calls share one budget. */
  | {
      readonly type: 'asked-elsewhere';
      readonly givenAgoMs: readonly number[];
      readonly dismissedAgoMs: number | null;
    }
  /** The process cannot keep up, or can again. */
  | { readonly type: 'effort'; readonly effort: ModelEffort }
  | {
      readonly type: 'feedback';
      readonly cueId: string;
      readonly verdict: 'not-now' | 'wrong' | 'helped' | 'seen';
    };

/** A window that waits for its probabilities. */
export type PendingWindow = { readonly window: ModelWindow };

/**
 * One call being coached, purely: samples and inputs in, events out; no clock, no I/O. The model is run by the
 * caller, one batch for all calls: `take` the pending windows, classify them, `settle` with the results in the same
 * order (`null` where the classifier failed); then, while a window is `doubtful`, ask the second network about it and tell.
 * Audio may be pushed between.
 */
export interface Coach {
  push(input: CoachInput): void;
  /** The oldest that wait, at most `limit`: by default all. */
  take(limit?: number): readonly PendingWindow[];
  settle(results: readonly (EmotionProbabilities | null)[]): readonly CoachEvent[];
  /** The window on which the call waits for a second opinion before it goes on; null = on none. */
  doubtful(): ModelWindow | null;
  /** The second opinion on it, null where none could be had; the call goes on, perhaps to the next doubt. */
  resolve(opinion: EmotionProbabilities | null): readonly CoachEvent[];
  /** Ends the call: settles nothing further, and gives the summary and the after-call reset offer as the last events. */
  end(): readonly CoachEvent[];
}
