import type { Random } from '../random/seeded-random.js';
import type { Wire } from './telephone.js';

export const LINE_FAULTS = ['loss', 'jitter', 'stall', 'torn', 'reorder'] as const;
/** What a bad network or a bad sender does to a call. */
export type LineFault = (typeof LINE_FAULTS)[number];

/** How often each fault strikes a frame, and how long it lasts; mild enough that a call stays a call. */
const CHANCE = { loss: 0.02, jitter: 0.05, stall: 0.0008, torn: 0.0005, reorder: 0.005 } as const;
const JITTER_MS = 120;
const STALL_MS = 4000;

/** What happens to one frame on its way. */
export type FrameFate = {
  readonly strikes: readonly LineFault[];
  readonly lost: boolean;
  readonly torn: boolean;
  /** Sent after the next frame instead of before it. */
  readonly late: boolean;
  /** How long the line holds everything back from here, milliseconds. */
  readonly holdMs: number;
};

/** Draws the fate of the next frame. The same seed gives the same faults. */
export function frameFate(faults: ReadonlySet<LineFault>, random: Random): FrameFate {
  const strikes = LINE_FAULTS.filter((fault) => faults.has(fault) && random() < CHANCE[fault]);
  const jitterMs = strikes.includes('jitter') ? random() * JITTER_MS : 0;
  return {
    strikes,
    lost: strikes.includes('loss'),
    torn: strikes.includes('torn'),
    late: strikes.includes('reorder'),
    holdMs: jitterMs + (strikes.includes('stall') ? STALL_MS : 0),
  };
}

/** A message with its end torn off: one byte of audio, or half of a text. */
export function tear(wire: Wire): Wire {
  return typeof wire === 'string' ? wire.slice(0, wire.length >> 1) : wire.subarray(0, wire.length - 1);
}
