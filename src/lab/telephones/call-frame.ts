import type { Speaker } from './call-plan.js';

/** What both parties said during one frame of the call. */
export type CallFrame = {
  readonly index: number;
  readonly startMs: number;
  readonly durationMs: number;
  /** Samples in [-1, 1] at the plan's sample rate. */
  readonly voices: Readonly<Record<Speaker, Float32Array>>;
};
