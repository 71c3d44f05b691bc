// First: what it sets is read when the next import loads the library.
import './silence-runtime.js';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { EvenkeelError } from '../../errors.js';
import { LLD_NAMES, PROFILE_LENGTH, WINDOW_FRAMES } from '../features/feature-schema.js';
import {
  type ModelWindow,
  type VoiceOrigin,
  type WindowValues,
  windowFrom,
} from '../features/model-window.js';
import { type Calibration, calibrated } from './calibration.js';
import type { Classifier, EmotionProbabilities, Opinions } from './classifier.js';
import { fused } from './fused.js';
import { type ModelInputs, type ModelManifest, readModelFile, readModelManifest } from './model-manifest.js';
import { SecondNetwork } from './second-network.js';
import { readSiteCalibration } from './site-calibration.js';

const SEQUENCE_LENGTH = WINDOW_FRAMES * LLD_NAMES.length;

/** What this build feeds a model, after the batch axis. */
export const MODEL_INPUTS: ModelInputs = {
  sequence: [WINDOW_FRAMES, LLD_NAMES.length],
  profile: [PROFILE_LENGTH],
};

export type OnnxClassifierOptions = {
  /** The `.onnx` file; its manifest lies beside it as `.json`. */
  readonly modelPath: string;
  /** File of a site's own calibration, instead of the manifest's. */
  readonly calibrationPath?: string | null;
  /** Windows per run; a longer batch is run in parts. Default 64. */
  readonly maxBatch?: number;
  /**
   * Whether the second network beside the model, `second.onnx`, is asked: where the first one has some doubt (`auto`, the
   * default), about every window, or never. Without such a file it is never asked.
   */
  readonly secondOpinion?: SecondOpinionUse;
};

export const SECOND_OPINION_USES = ['auto', 'always', 'off'] as const;
export type SecondOpinionUse = (typeof SECOND_OPINION_USES)[number];

/** A window in which neither anger nor anxiety is at least so likely is calm enough to need no second opinion. */
const DOUBT_FROM = 0.33;

/** Runs the shipped network with ONNX Runtime on one thread, so that a batch never takes cores from the audio. */
export class OnnxClassifier implements Classifier<VoiceOrigin> {
  readonly #session: InferenceSession;
  readonly #calibration: Calibration;
  readonly #maxBatch: number;
  readonly #sequence: Float32Array;
  readonly #profile: Float32Array;
  readonly #second: SecondNetwork | null;
  readonly #doubtFrom: number;
  /** Windows classified, and those of which the second network was asked. */
  readonly counts = { windows: 0, asked: 0 };
  /** Runs share the input buffers, so they follow one another. */
  #last: Promise<unknown> = Promise.resolve();

  private constructor(
    session: InferenceSession,
    readonly manifest: ModelManifest,
    calibration: Calibration,
    options: OnnxClassifierOptions & { readonly second: SecondNetwork | null },
  ) {
    this.#second = options.second;
    this.#doubtFrom = options.secondOpinion === 'always' ? 0 : DOUBT_FROM;
    this.#session = session;
    this.#calibration = calibration;
    this.#maxBatch = options.maxBatch ?? 64;
    this.#sequence = new Float32Array(this.#maxBatch * SEQUENCE_LENGTH);
    this.#profile = new Float32Array(this.#maxBatch * PROFILE_LENGTH);
  }

  /**
   * Loads a model, checks it against its manifest and this build, and runs it once.
   * Errors: `model.unreadable`, `model.sha-mismatch`, `model.schema-mismatch`, `model.labels`, `model.opset`,
   * `model.inputs`, `model.failed`, `calibration.unreadable`, `calibration.other-model`.
   */
  static async load(options: OnnxClassifierOptions): Promise<OnnxClassifier> {
    const manifest = await readModelManifest(options.modelPath.replace(/\.onnx$/, '.json'), MODEL_INPUTS);
    const bytes = await readModelFile(options.modelPath, manifest);
    const calibration = options.calibrationPath
      ? await readSiteCalibration(options.calibrationPath, manifest.sha256)
      : manifest.calibration;
    const session = await createSession(bytes, options.modelPath);
    let second: SecondNetwork | null = null;
    try {
      second = await loadSecond(options);
      const classifier = new OnnxClassifier(session, manifest, calibration, { ...options, second });
      await classifier.classify([quietWindow()]);
      return classifier;
    } catch (cause) {
      await session.release();
      await second?.close();
      throw cause;
    }
  }

  /**
   * Probabilities of each window. Throws `model.window-invalid` for an empty window, one of the wrong length or one
   * that holds a value that is not a finite number, and `model.failed` where the runtime fails.
   */
  async classify(windows: readonly ModelWindow<VoiceOrigin>[]): Promise<readonly EmotionProbabilities[]> {
    const first = await this.#first(windows);
    return this.#second === null ? first : this.#reconsidered(windows, first, this.#second);
  }

  async #first(windows: readonly ModelWindow<VoiceOrigin>[]): Promise<readonly EmotionProbabilities[]> {
    const outputs = await this.outputs(windows);
    this.counts.windows += windows.length;
    return outputs.map((row) => calibrated(row, this.#calibration));
  }

  /** Each network's opinion alone; none where every window is asked of both, or there is one network. */
  get opinions(): Opinions<VoiceOrigin> | undefined {
    const second = this.#second;
    if (second === null || this.#doubtFrom === 0) return undefined;
    return {
      first: (windows) => this.#first(windows),
      second: (windows) => this.#ask(second, windows),
    };
  }

  async #ask(second: SecondNetwork, windows: readonly ModelWindow<VoiceOrigin>[]) {
    const pictures = windows.map(({ picture }) => {
      if (picture === undefined) throw new EvenkeelError('model.window-invalid', 'It holds no picture.');
      return picture;
    });
    this.counts.asked += windows.length;
    return second.classify(pictures);
  }

  /** Where there is some doubt, the mean of both opinions. */
  async #reconsidered(
    windows: readonly ModelWindow<VoiceOrigin>[],
    first: readonly EmotionProbabilities[],
    second: SecondNetwork,
  ): Promise<readonly EmotionProbabilities[]> {
    const doubtful = first.flatMap(({ anger, anxiety }, i) => {
      const picture = Math.max(anger, anxiety) >= this.#doubtFrom ? windows[i]?.picture : undefined;
      return picture === undefined ? [] : [{ i, picture }];
    });
    if (doubtful.length === 0) return first;
    this.counts.asked += doubtful.length;
    const opinions = await second.classify(doubtful.map(({ picture }) => picture));
    const both = [...first];
    for (const [at, { i }] of doubtful.entries()) both[i] = fused(first[i]!, opinions[at]!);
    return both;
  }

  /** The network's outputs before calibration. */
  outputs(
    windows: readonly ModelWindow<VoiceOrigin>[],
  ): Promise<readonly (readonly [number, number, number])[]> {
    windows.forEach(checkWindow);
    const run = this.#last.then(() => this.#run(windows));
    this.#last = run.catch(() => undefined);
    return run;
  }

  async #run(windows: readonly ModelWindow<VoiceOrigin>[]): Promise<[number, number, number][]> {
    const rows: [number, number, number][] = [];
    for (let from = 0; from < windows.length; from += this.#maxBatch) {
      const batch = windows.slice(from, from + this.#maxBatch);
      const logits = await this.#session.run(this.#feed(batch)).catch((cause: unknown) => {
        throw new EvenkeelError('model.failed', undefined, { cause });
      });
      const values = logits.logits?.data as Float32Array;
      for (let i = 0; i < batch.length; i++) {
        rows.push([values[i * 3]!, values[i * 3 + 1]!, values[i * 3 + 2]!]);
      }
    }
    return rows;
  }

  #feed(batch: readonly ModelWindow<VoiceOrigin>[]): Record<string, Tensor> {
    const count = batch.length;
    for (const [i, { sequence, profile }] of batch.entries()) {
      this.#sequence.set(sequence, i * SEQUENCE_LENGTH);
      this.#profile.set(profile, i * PROFILE_LENGTH);
    }
    const sequence = this.#sequence.subarray(0, count * SEQUENCE_LENGTH);
    const profile = this.#profile.subarray(0, count * PROFILE_LENGTH);
    return {
      sequence: new Tensor('float32', sequence, [count, WINDOW_FRAMES, LLD_NAMES.length]),
      profile: new Tensor('float32', profile, [count, PROFILE_LENGTH]),
    };
  }

  async close(): Promise<void> {
    await this.#last;
    await this.#session.release();
    await this.#second?.close();
  }
}

async function createSession(bytes: Uint8Array, path: string): Promise<InferenceSession> {
  const session = await InferenceSession.create(bytes, {
    executionProviders: ['cpu'],
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
  }).catch((cause: unknown) => {
    throw new EvenkeelError('model.unreadable', path, { cause });
  });
  const names = [...session.inputNames].sort().join();
  if (names === Object.keys(MODEL_INPUTS).sort().join() && session.outputNames[0] === 'logits')
    return session;
  const found = `${path} takes ${names} and gives ${session.outputNames.join()}.`;
  await session.release();
  throw new EvenkeelError('model.inputs', found);
}

/** The second network, where there is one and it may be asked. */
async function loadSecond({
  modelPath,
  secondOpinion,
}: OnnxClassifierOptions): Promise<SecondNetwork | null> {
  const path = secondNetworkBeside(modelPath);
  return secondOpinion !== 'off' && path !== null ? SecondNetwork.load(path) : null;
}

/** The second network that lies beside a model; null where there is none. */
export function secondNetworkBeside(modelPath: string): string | null {
  const path = join(dirname(modelPath), 'second.onnx');
  return existsSync(path) ? path : null;
}

/** A window in which nothing was heard: what a check of readiness runs the model on. */
export function quietWindow(): ModelWindow {
  return windowFrom('customer', {
    functionals: new Float32Array(0),
    sequence: new Float32Array(SEQUENCE_LENGTH),
    profile: new Float32Array(PROFILE_LENGTH),
  });
}

function checkWindow({ sequence, profile }: WindowValues): void {
  const fault = (what: string) => new EvenkeelError('model.window-invalid', what);
  if (sequence.length !== SEQUENCE_LENGTH) throw fault(`Its sequence has ${sequence.length} values.`);
  if (profile.length !== PROFILE_LENGTH) throw fault(`Its profile has ${profile.length} values.`);
  if (!allFinite(sequence) || !allFinite(profile)) {
    throw fault('It holds a value that is not a finite number.');
  }
}

/** Zero times a value is zero unless the value is infinite or not a number: one pass without a branch. */
function allFinite(values: Float32Array): boolean {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += 0 * values[i]!;
  return sum === 0;
}
