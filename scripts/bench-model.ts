/** What the emotion model costs, for `scripts/bench.ts` and by itself: `npx tsx scripts/bench-model.ts [--json]`. */
import { statSync } from 'node:fs';
import { OnnxClassifier } from '../src/core/classifier/onnx-classifier.js';
import {
  FUNCTIONAL_NAMES,
  LLD_NAMES,
  PROFILE_LENGTH,
  WINDOW_FRAMES,
} from '../src/core/features/feature-schema.js';
import { type ModelWindow, windowFrom } from '../src/core/features/model-window.js';
import { microsecondsPerWindow } from '../src/lab/evaluation/time-model.js';
import { readOptions } from './read-options.js';

const MODEL = 'models/emotion.onnx';
const BATCHES = [1, 8, 32, 64] as const;

export type ModelBench = {
  readonly bytes: number;
  /** One window alone, one thread, median. */
  readonly microsecondsPerWindow: number;
  readonly microsecondsPerWindowByBatch: Readonly<Record<number, number>>;
};

export async function benchModel(): Promise<ModelBench> {
  const classifier = await OnnxClassifier.load({ modelPath: MODEL });
  try {
    const byBatch: Record<number, number> = {};
    for (const batch of BATCHES) byBatch[batch] = await microsecondsPerWindow(classifier, murmur(), batch);
    return {
      bytes: statSync(MODEL).size,
      microsecondsPerWindow: byBatch[1]!,
      microsecondsPerWindowByBatch: byBatch,
    };
  } finally {
    await classifier.close();
  }
}

/** A window in the range of speech: the network's time does not depend on its values. */
function murmur(): ModelWindow {
  const sequence = new Float32Array(WINDOW_FRAMES * LLD_NAMES.length);
  for (let i = 0; i < sequence.length; i++) {
    sequence[i] = i % LLD_NAMES.length === 3 ? -25 : 30 + Math.sin(i);
  }
  const functionals = new Float32Array(FUNCTIONAL_NAMES.length);
  return windowFrom('customer', { sequence, functionals, profile: new Float32Array(PROFILE_LENGTH) });
}

if (process.argv[1]?.endsWith('bench-model.ts')) {
  const { values } = readOptions(
    `npx tsx scripts/bench-model.ts [--json]

Processor time of a window of the model, alone and in batches.

  --json             one document on standard output`,
    { json: { type: 'boolean', default: false } },
  );
  const bench = await benchModel();
  if (values.json) process.stdout.write(`${JSON.stringify({ model: bench }, null, 2)}\n`);
  else {
    process.stdout.write(`model: ${bench.bytes} bytes\nbatch  µs per window\n`);
    for (const [batch, microseconds] of Object.entries(bench.microsecondsPerWindowByBatch)) {
      process.stdout.write(`${batch.padStart(5)}  ${microseconds.toFixed(1).padStart(13)}\n`);
    }
  }
}
