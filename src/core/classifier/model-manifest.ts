import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { EvenkeelError } from '../../errors.js';
import { SCHEMA_VERSION } from '../features/feature-schema.js';
import type { Calibration, SureRule } from './calibration.js';
import { MODEL_USES, type ModelUse } from './model-kind.js';

/** Outputs of every model, in this order. */
const MODEL_LABELS = ['anger', 'anxiety', 'other'] as const;

/** Inputs of every model: name → shape after the batch axis, as `feature-schema.ts` lays it out. */
export type ModelInputs = Readonly<Record<string, readonly number[]>>;

/** What is written beside a model file, and checked before the model may speak. */
export type ModelManifest = {
  readonly schemaVersion: number;
  readonly labels: readonly string[];
  readonly inputs: ModelInputs;
  readonly opset: number;
  readonly sha256: string;
  readonly parameters: number;
  /** Where the standardisation of the inputs lives: inside the graph, so it cannot be applied twice or not at all. */
  readonly scaling: 'in-graph';
  /** Class shares among the people trained on, in the order of the labels. */
  readonly trainingPrior: readonly [number, number, number];
  readonly calibration: Calibration;
  readonly sure: SureRule;
  readonly metrics: Readonly<Record<string, unknown>>;
  /** What the speech that it learned from may be used for; where it is not said, research alone. */
  readonly use?: ModelUse;
};

/** ONNX operator sets that the shipped runtime is tested with. */
const OPSETS = { lowest: 11, highest: 17 };

/**
 * Reads and checks a manifest. Errors: `model.unreadable` (no JSON, or a field missing), `model.schema-mismatch`,
 * `model.labels`, `model.opset`, `model.inputs`.
 */
export async function readModelManifest(path: string, expected: ModelInputs): Promise<ModelManifest> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new EvenkeelError('model.unreadable', path, { cause });
  });
  const manifest = parse(text, path);
  if (manifest.schemaVersion !== SCHEMA_VERSION) {
    const found = `${path} has version ${manifest.schemaVersion}, this build writes ${SCHEMA_VERSION}.`;
    throw new EvenkeelError('model.schema-mismatch', found);
  }
  if (manifest.labels.join() !== MODEL_LABELS.join()) {
    throw new EvenkeelError('model.labels', `${path}: ${manifest.labels.join(', ')}.`);
  }
  if (manifest.opset < OPSETS.lowest || manifest.opset > OPSETS.highest) {
    const found = `${path} has ${manifest.opset}, from ${OPSETS.lowest} to ${OPSETS.highest} are supported.`;
    throw new EvenkeelError('model.opset', found);
  }
  if (describe(manifest.inputs) !== describe(expected)) {
    const found = `${path} has ${describe(manifest.inputs)}, this build feeds ${describe(expected)}.`;
    throw new EvenkeelError('model.inputs', found);
  }
  return manifest;
}

/** The model's bytes, if they are those that the manifest was written for. Errors: `model.unreadable`, `model.sha-mismatch`. */
export async function readModelFile(path: string, manifest: ModelManifest): Promise<Uint8Array> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new EvenkeelError('model.unreadable', path, { cause });
  });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (sha256 !== manifest.sha256) throw new EvenkeelError('model.sha-mismatch', `${path}: ${sha256}.`);
  return bytes;
}

function describe(inputs: ModelInputs): string {
  return Object.entries(inputs)
    .map(([name, shape]) => `${name}[${shape.join('×')}]`)
    .sort()
    .join(' ');
}

function parse(text: string, path: string): ModelManifest {
  const fault = (what: string) => new EvenkeelError('model.unreadable', `${path}: ${what}`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new EvenkeelError('model.unreadable', `${path} is not JSON.`, { cause });
  }
  if (!isRecord(value)) throw fault('not an object.');
  const numbers = (list: unknown, length: number) =>
    Array.isArray(list) && list.length === length && list.every((entry) => Number.isFinite(entry));
  const checks: Readonly<Record<keyof ModelManifest, boolean>> = {
    schemaVersion: Number.isInteger(value.schemaVersion),
    labels: Array.isArray(value.labels) && value.labels.every((label) => typeof label === 'string'),
    inputs: isRecord(value.inputs) && Object.values(value.inputs).every(Array.isArray),
    opset: Number.isInteger(value.opset),
    sha256: typeof value.sha256 === 'string' && /^[0-9a-f]{64}$/.test(value.sha256),
    parameters: Number.isInteger(value.parameters),
    scaling: value.scaling === 'in-graph',
    trainingPrior: numbers(value.trainingPrior, 3),
    calibration:
      isRecord(value.calibration) &&
      Number.isFinite(value.calibration.scale) &&
      numbers(value.calibration.bias, 3),
    sure: isRecord(value.sure) && Number.isFinite(value.sure.minLargest),
    metrics: isRecord(value.metrics),
    use: value.use === undefined || MODEL_USES.includes(value.use as ModelUse),
  };
  const missing = Object.entries(checks).filter(([, sound]) => !sound);
  if (missing.length > 0) throw fault(`missing or wrong: ${missing.map(([name]) => name).join(', ')}.`);
  return value as ModelManifest;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
