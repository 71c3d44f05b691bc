import type { Classifier, EmotionProbabilities } from '../../src/core/classifier/classifier.js';

/**
 * A stand-in with a known rule, for tests of what follows the model: the spread of a window's functionals alone decides,
 * so that answers differ from window to window and are always the same for the same window.
 */
export class SpreadClassifier implements Classifier {
  async classify(windows: Parameters<Classifier['classify']>[0]): Promise<readonly EmotionProbabilities[]> {
    return windows.map(({ functionals }) => {
      const sum = functionals.reduce((total, value) => total + (Number.isFinite(value) ? value : 0), 0);
      const anger = 0.5 + 0.45 * Math.sin(sum);
      return { anger, anxiety: (1 - anger) / 2, other: (1 - anger) / 2 };
    });
  }

  async close(): Promise<void> {}
}
