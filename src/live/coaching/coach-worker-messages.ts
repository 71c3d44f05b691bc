import type { ModelChoice } from '../../core/classifier/load-classifier.js';
import type { Attention } from '../../core/cues/attention.js';
import type { CallCoachOptions } from '../../core/cues/call-coach.js';
import type { CoachEvent } from '../../core/cues/coach-event.js';
import type { Dropped } from './coach-host.js';
import type { PackedInputs } from './packed-inputs.js';

/** What a worker is made with. */
export type CoachWorkerData = ModelChoice;

/** To a worker. `sent` counts these messages: its answers say how far it had read. */
export type ToCoachWorker = {
  readonly sent: number;
  readonly opened: readonly { readonly coach: number; readonly options: CallCoachOptions }[];
  readonly inputs: PackedInputs;
  /** Null = only take these in: something must not wait for the next round. */
  readonly round: { readonly ending: readonly number[] } | null;
};

/** One run of the model. */
export type InferenceRun = { readonly windows: number; readonly tookMs: number };

/** From a worker: it is ready, or the results of a round. */
export type FromCoachWorker =
  | { readonly type: 'ready' }
  | {
      readonly type: 'round';
      /** The last message that had been read when this was said. */
      readonly read: number;
      readonly events: readonly (readonly [coach: number, events: readonly CoachEvent[]])[];
      readonly ended: readonly (readonly [
        coach: number,
        events: readonly CoachEvent[],
        attention: Attention,
      ])[];
      readonly customerHeardMs: readonly (readonly [coach: number, ms: number])[];
      readonly runs: readonly InferenceRun[];
      readonly dropped: readonly (readonly [coach: number, dropped: Dropped])[];
      /** Faults of ours, each in one coach. */
      readonly faults: readonly (readonly [coach: number, cause: string])[];
      /** What the model failed with. */
      readonly failures: readonly string[];
    };
