/**
 * What the model may be fed for one decision: the last three seconds of one channel, and how that speaker began.
 * `feature-schema.ts` names the entries; the model's manifest carries the schema version that they must match.
 */
export type WindowValues = {
  /** Shape [FUNCTIONAL_NAMES.length]. */
  readonly functionals: Float32Array;
  /** Shape [WINDOW_FRAMES × LLD_NAMES.length], row by row, oldest first; rows not heard are zero. */
  readonly sequence: Float32Array;
  /** Shape [PROFILE_LENGTH]: see `speaker-profile.ts`; all zero without a baseline. */
  readonly profile: Float32Array;
  /** Shape [300 × LOG_MEL_BANDS], a row a hop, oldest first, for the second network; left out where none may be asked. */
  readonly picture?: Float32Array;
};

/** Whose voice may be classified: the customer's, or the agent's own for that agent's eyes alone. */
export type VoiceOrigin = 'customer' | 'own-eyes';

declare const origin: unique symbol;

/** Window values with the voice that they came from in their type: a classifier takes those of its own origin only. */
export type ModelWindow<O extends VoiceOrigin = 'customer'> = WindowValues & { readonly [origin]: O };

/** Declares whose voice the values came from. Belongs where a channel's role is known: in the call's pipeline. */
export function windowFrom<O extends VoiceOrigin>(_origin: O, values: WindowValues): ModelWindow<O> {
  return values as ModelWindow<O>;
}
