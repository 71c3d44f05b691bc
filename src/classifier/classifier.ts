/** Calibrated probabilities that the last seconds of the caller's voice sound angry, anxious or neither; they sum to 1. */
export type EmotionProbabilities = {
  readonly anger: number;
  readonly anxiety: number;
  readonly other: number;
};

/**
 * What the model is fed for one decision: a vector of functionals and, where the model takes sequences, the
 * low-level descriptors of the window. `feature-schema.ts` names the entries; the model's manifest carries the
 * schema version they must match.
 */
export type ModelWindow = {
  /** Shape [functionals]. */
  readonly functionals: Float32Array;
  /** Shape [hops × descriptors], row by row, oldest first; empty for a model without sequences. */
  readonly sequence: Float32Array;
};

/** Classifies windows of the caller's voice. One call is one batch; results are in the order of the windows. */
export interface Classifier {
  classify(windows: readonly ModelWindow[]): Promise<readonly EmotionProbabilities[]>;
  close(): Promise<void>;
}
