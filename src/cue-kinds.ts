/** Every cue of the catalogue. A new cue is one row in `cue-rules.ts` and its texts. */
export const CUE_KINDS = [
  'breath',
  'ease-pace',
  'acknowledge',
  'let-finish',
  'backchannel',
  'dead-air',
  'reassure',
  'quieter-spot',
  'match-pace',
  'sum-up',
  'two-options',
  'apologise',
  'way-forward',
  'warm-close',
  'reset',
] as const;
export type CueKind = (typeof CUE_KINDS)[number];
