import type { Classifier, EmotionProbabilities } from '../../core/classifier/classifier.js';
import type { ModelWindow } from '../../core/features/model-window.js';
import type { InferenceRun } from './coach-worker-messages.js';

/** Tells of every run of the model that succeeded, how large it was and how long it took. */
export class TimedClassifier implements Classifier {
  readonly #inner: Classifier;
  readonly #onRun: (run: InferenceRun) => void;

  constructor(inner: Classifier, onRun: (run: InferenceRun) => void) {
    this.#inner = inner;
    this.#onRun = onRun;
  }

  async classify(windows: readonly ModelWindow[]): Promise<readonly EmotionProbabilities[]> {
    const from = performance.now();
    const results = await this.#inner.classify(windows);
    this.#onRun({ windows: windows.length, tookMs: performance.now() - from });
    return results;
  }

  close(): Promise<void> {
    return this.#inner.close();
  }
}
