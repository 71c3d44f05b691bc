import type { ModelWindow } from '../features/model-window.js';

/** Calibrated probabilities that the last seconds of the caller's voice sound angry, anxious or neither; they sum to 1. */
export type EmotionProbabilities = {
  readonly anger: number;
  readonly anxiety: number;
  readonly other: number;
};

/** Classifies windows of the caller's voice. One call is one batch; results are in the order of the windows. */
export interface Classifier {
  classify(windows: readonly ModelWindow[]): Promise<readonly EmotionProbabilities[]>;
  close(): Promise<void>;
}
