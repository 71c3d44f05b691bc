import type { Classifier, EmotionProbabilities, Opinions } from '../../core/classifier/classifier.js';
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

  get opinions(): Opinions | undefined {
    const own = this.#inner.opinions;
    return (
      own && {
        first: (windows) => this.#timed(windows, own.first),
        second: (windows) => this.#timed(windows, own.second),
      }
    );
  }

  classify(windows: readonly ModelWindow[]): Promise<readonly EmotionProbabilities[]> {
    return this.#timed(windows, (asked) => this.#inner.classify(asked));
  }

  async #timed(windows: readonly ModelWindow[], ask: Opinions['first']) {
    const from = performance.now();
    const results = await ask(windows);
    this.#onRun({ windows: windows.length, tookMs: performance.now() - from });
    return results;
  }

  close(): Promise<void> {
    return this.#inner.close();
  }
}
