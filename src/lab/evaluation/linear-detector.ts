import { readFile } from 'node:fs/promises';
import { FUNCTIONAL_NAMES, SCHEMA_VERSION } from '../../core/features/feature-schema.js';
import { EvenkeelError } from '../../errors.js';
import type { ReferenceDetector } from './evaluate-model.js';

/** A linear detector over the functionals of a window: `weights[k] · (x − mean) / scale + bias[k]`. */
type LinearDetectorFile = {
  readonly schemaVersion: number;
  readonly mean: readonly number[];
  readonly scale: readonly number[];
  /** Shape [3][functionals], in the order anger, anxiety, other. */
  readonly weights: readonly (readonly number[])[];
  readonly bias: readonly number[];
};

/**
 * Reads the linear support vector machine that the model is compared with (trained by `scripts/training`).
 * Errors: `model.unreadable`, `model.schema-mismatch`.
 */
export async function readLinearDetector(path: string, name: string): Promise<ReferenceDetector> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new EvenkeelError('model.unreadable', path, { cause });
  });
  const file = JSON.parse(text) as LinearDetectorFile;
  if (file.schemaVersion !== SCHEMA_VERSION || file.mean.length !== FUNCTIONAL_NAMES.length) {
    throw new EvenkeelError('model.schema-mismatch', path);
  }
  return {
    name,
    score: ({ windows }) => {
      const rows = windows.map(({ functionals }) => scores(functionals, file));
      const mean = (k: number) => rows.reduce((sum, row) => sum + row[k]!, 0) / rows.length;
      return [mean(0), mean(1), mean(2)];
    },
  };
}

/** No single descriptor decides; training bounds them alike. */
const bounded = (value: number) => Math.max(-6, Math.min(6, value));

function scores(functionals: Float32Array, { mean, scale, weights, bias }: LinearDetectorFile): number[] {
  return weights.map((row, k) => {
    let sum = bias[k]!;
    for (let i = 0; i < row.length; i++) sum += row[i]! * bounded((functionals[i]! - mean[i]!) / scale[i]!);
    return sum;
  });
}
