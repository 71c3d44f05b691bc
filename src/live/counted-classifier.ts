import type { Classifier, EmotionProbabilities } from '../core/classifier/classifier.js';
import type { ModelWindow } from '../core/features/model-window.js';
import type { Metrics } from '../telemetry/metrics.js';

/** Counts batches and their time, and ticks whose analysis was slower than the audio it covered. */
export class CountedClassifier implements Classifier {
  readonly #inner: Classifier;
  readonly #metrics: Metrics;
  readonly #tickMs: number;

  constructor(inner: Classifier, metrics: Metrics, tickMs: number) {
    this.#inner = inner;
    this.#metrics = metrics;
    this.#tickMs = tickMs;
  }

  async classify(windows: readonly ModelWindow[]): Promise<readonly EmotionProbabilities[]> {
    const from = performance.now();
    const results = await this.#inner.classify(windows);
    const tookMs = performance.now() - from;
    this.#metrics.inferenceBatch.observe(windows.length);
    this.#metrics.inferenceDuration.observe(tookMs / 1000);
    if (tookMs > this.#tickMs) this.#metrics.inferenceSlow.inc();
    return results;
  }

  close(): Promise<void> {
    return this.#inner.close();
  }
}
