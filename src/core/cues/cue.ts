import type { CueKind } from '../../cue-kinds.js';
import type { CallerMood, MoodReason } from '../call/call-state.js';

export { CUE_KINDS, type CueKind } from '../../cue-kinds.js';

/** The four-step complaint flow: the order in which cues may appear within one tense stretch. */
export const FLOW_STEPS = ['soothe', 'listen', 'guide', 'resolve'] as const;
export type FlowStep = (typeof FLOW_STEPS)[number];

/** The measured reason of a cue; the catalogues turn it into one line. */
export type CueReason = {
  /** Names the reason template in the i18n catalogues. */
  readonly key: string;
  /** Rounded measures that the template prints. */
  readonly values: Readonly<Record<string, number | CallerMood>>;
  readonly mood: MoodReason | null;
};

/** One cue, decided by the policy at `atMs` on the call's timeline. It says nothing about the worker. */
export type Cue = {
  readonly id: string;
  readonly kind: CueKind;
  readonly step: FlowStep | null;
  readonly atMs: number;
  /** After this the cue is stale: never shown, and taken away where it is. */
  readonly expiresAtMs: number;
  readonly reason: CueReason;
};
