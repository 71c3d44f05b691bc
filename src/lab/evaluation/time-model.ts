import type { Classifier } from '../../core/classifier/classifier.js';
import type { ModelWindow } from '../../core/features/model-window.js';

const RUNS_IN_A_BLOCK = 10;

/**
 * Microseconds of CPU that one window takes in batches of `batch`: the median over blocks of ten runs, the first few left
 * out. CPU of this process, not time on the clock, so that a busy machine's other work is not counted.
 */
export async function microsecondsPerWindow(
  classifier: Classifier,
  window: ModelWindow,
  batch: number,
  blocks = 24,
): Promise<number> {
  const windows = new Array<ModelWindow>(batch).fill(window);
  const taken: number[] = [];
  for (let block = 0; block < blocks; block++) {
    const before = process.cpuUsage();
    for (let run = 0; run < RUNS_IN_A_BLOCK; run++) await classifier.classify(windows);
    const { user, system } = process.cpuUsage(before);
    if (block >= blocks / 6) taken.push((user + system) / RUNS_IN_A_BLOCK / batch);
  }
  return taken.sort((a, b) => a - b)[Math.floor(taken.length / 2)]!;
}
