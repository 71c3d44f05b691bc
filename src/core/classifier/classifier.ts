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
  /** Where there is a second network: the opinion of each alone, for a call that asks the second only when it matters. */
  readonly opinions?: Opinions<O> | undefined;
  close(): Promise<void>;
}

/** What each of two networks says by itself, in the order of the windows. */
export interface Opinions<O extends VoiceOrigin = 'customer'> {
  first(windows: readonly ModelWindow<O>[]): Promise<readonly EmotionProbabilities[]>;
  second(windows: readonly ModelWindow<O>[]): Promise<readonly EmotionProbabilities[]>;
}
