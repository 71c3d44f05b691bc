/** What the evidence of one hop consists of, in order. */
export const EVIDENCE_NAMES = [
  'snrDb',
  'belowPeakDb',
  'periodicity',
  'meanPeriodicity',
  'meanSnrDb',
  'levelRangeDb',
  'sustainedPeriodicity',
  'belowRecentMaximumDb',
  'hissDb',
  'lowBandDb',
  'middleBandDb',
  'pitchMovement',
  'steadyPitchShare',
] as const;
