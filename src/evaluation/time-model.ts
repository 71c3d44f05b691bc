import type { Classifier } from '../classifier/classifier.js';
import type { ModelWindow } from '../features/model-window.js';

/** Median microseconds that the model takes for one window, over batches of `batch`; one thread. */
export async function microsecondsPerWindow(
  classifier: Classifier,
  window: ModelWindow,
  batch: number,
  rounds = 60,
): Promise<number> {
  const windows = new Array<ModelWindow>(batch).fill(window);
  const taken: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const began = process.hrtime.bigint();
    await classifier.classify(windows);
    if (round >= rounds / 6) taken.push(Number(process.hrtime.bigint() - began) / 1000 / batch);
  }
  return taken.sort((a, b) => a - b)[Math.floor(taken.length / 2)]!;
}
