import type { PitchCounts } from './pitch-errors.js';

/** In percent, as defined in the literature (Chu & Alwan 2009). */
export type PitchFigures = {
  /** More than 20 % off, over frames that both call voiced. */
  readonly grossErrorPercent: number;
  /** Voiced for unvoiced or the reverse, over all frames. */
  readonly voicingErrorPercent: number;
  /** Either, over all frames. */
  readonly frameErrorPercent: number;
};

/** Where a tracker's errors lie, in percent of all frames; octave errors in percent of the frames that both call voiced. */
export type PitchFailures = PitchFigures & {
  readonly frames: number;
  readonly tooHighPercent: number;
  readonly tooLowPercent: number;
  readonly falselyVoicedPercent: number;
  readonly missedPercent: number;
};

const percent = (part: number, whole: number) => (whole === 0 ? 0 : (100 * part) / whole);

export function pitchFailures(counts: PitchCounts): PitchFailures {
  return {
    ...pitchFigures(counts),
    frames: counts.frames,
    tooHighPercent: percent(counts.tooHigh, counts.bothVoiced),
    tooLowPercent: percent(counts.tooLow, counts.bothVoiced),
    falselyVoicedPercent: percent(counts.falselyVoiced, counts.frames),
    missedPercent: percent(counts.missed, counts.frames),
  };
}

export function pitchFigures(counts: PitchCounts): PitchFigures {
  const gross = counts.tooHigh + counts.tooLow;
  const voicing = counts.falselyVoiced + counts.missed;
  return {
    grossErrorPercent: percent(gross, counts.bothVoiced),
    voicingErrorPercent: percent(voicing, counts.frames),
    frameErrorPercent: percent(gross + voicing, counts.frames),
  };
}
