/**
 * What the model may be fed for one decision: the last three seconds of one channel, and how that speaker began.
 * `feature-schema.ts` names the entries; the model's manifest carries the schema version that they must match.
 */
export type ModelWindow = {
  /** Shape [FUNCTIONAL_NAMES.length]. */
  readonly functionals: Float32Array;
  /** Shape [WINDOW_FRAMES × LLD_NAMES.length], row by row, oldest first; rows not heard are zero. */
  readonly sequence: Float32Array;
  /** Shape [PROFILE_LENGTH]: see `speaker-profile.ts`; all zero without a baseline. */
  readonly profile: Float32Array;
};
