import type { PitchReference } from './pitch-reference.js';

/** An F0 track at even steps; 0 = unvoiced. */
export type PitchTrack = {
  readonly firstMs: number;
  readonly stepMs: number;
  readonly f0Hz: ArrayLike<number>;
};

/** Counts over frames; rates are read with `pitchFigures`. */
export type PitchCounts = {
  frames: number;
  bothVoiced: number;
  tooHigh: number;
  tooLow: number;
  falselyVoiced: number;
  missed: number;
};

const GROSS = 0.2;

export function noPitchCounts(): PitchCounts {
  return { frames: 0, bothVoiced: 0, tooHigh: 0, tooLow: 0, falselyVoiced: 0, missed: 0 };
}

export type PitchComparison = {
  /** The track is moved back by so much. */
  readonly lagMs?: number;
  /** Only frames whose true F0 lies from `lowHz` up to `highHz` count; an unvoiced one has 0. */
  readonly lowHz?: number | undefined;
  readonly highHz?: number | undefined;
};

/** Compares a track with the reference at the nearest frame in time. */
export function countPitchErrors(
  reference: PitchReference,
  track: PitchTrack,
  into: PitchCounts,
  { lagMs = 0, lowHz = 0, highHz = Number.POSITIVE_INFINITY }: PitchComparison = {},
): void {
  for (let i = 0; i < reference.timesMs.length; i++) {
    const nearest = Math.round((reference.timesMs[i]! + lagMs - track.firstMs) / track.stepMs);
    const heard = track.f0Hz[nearest] ?? 0;
    const truth = reference.f0Hz[i]!;
    if (truth < lowHz || truth >= highHz) continue;
    into.frames += 1;
    if (truth > 0 && heard > 0) {
      into.bothVoiced += 1;
      if (heard > truth * (1 + GROSS)) into.tooHigh += 1;
      else if (heard < truth * (1 - GROSS)) into.tooLow += 1;
    } else if (heard > 0) into.falselyVoiced += 1;
    else if (truth > 0) into.missed += 1;
  }
}
