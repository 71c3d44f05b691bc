import type { ModelWindow, VoiceOrigin } from '../features/model-window.js';

/** Calibrated probabilities that the last seconds of a voice sound angry, anxious or neither; they sum to 1. */
export type EmotionProbabilities = {
  readonly anger: number;
  readonly anxiety: number;
  readonly other: number;
};

/**
 * Classifies windows of one origin, by default of the customer's voice. One call is one batch; results are in the
 * order of the windows.
 */
export interface Classifier<O extends VoiceOrigin = 'customer'> {
  classify(windows: readonly ModelWindow<O>[]): Promise<readonly EmotionProbabilities[]>;
  close(): Promise<void>;
}
