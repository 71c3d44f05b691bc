import './silence-runtime.js';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { EvenkeelError } from '../../errors.js';
import { LOG_MEL_BANDS } from '../features/kernels/log-mel-bands.js';
import { type Calibration, calibrated } from './calibration.js';
import type { EmotionProbabilities } from './classifier.js';

/** Rows of a picture: three seconds of hops. */
const PICTURE_ROWS = 300;
const PICTURE_LENGTH = PICTURE_ROWS * LOG_MEL_BANDS;
const LABELS = 'anger,anxiety,other';

/** The pre-trained network that hears the log-mel picture of a window: a second opinion, asked only where it may matter. */
export class SecondNetwork {
  private constructor(
    private readonly session: InferenceSession,
    private readonly calibration: Calibration,
  ) {}

  /** Loads a network and checks it against its manifest. Errors: `model.unreadable`, `model.labels`, `model.inputs`, `model.sha-mismatch`. */
  static async load(path: string): Promise<SecondNetwork> {
    const manifestPath = path.replace(/\.onnx$/, '.json');
    const [bytes, text] = await Promise.all([readFile(path), readFile(manifestPath, 'utf8')]).catch(
      (cause) => {
        throw new EvenkeelError('model.unreadable', path, { cause });
      },
    );
    const manifest = parsed(text, manifestPath);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    if (sha256 !== manifest.sha256) throw new EvenkeelError('model.sha-mismatch', `${path}: ${sha256}.`);
    const session = await InferenceSession.create(bytes, {
      executionProviders: ['cpu'],
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      executionMode: 'sequential',
    }).catch((cause: unknown) => {
      throw new EvenkeelError('model.unreadable', path, { cause });
    });
    try {
      if (session.inputNames.join() !== 'picture' || session.outputNames[0] !== 'logits') {
        const found = `${path} takes ${session.inputNames.join()} and gives ${session.outputNames.join()}.`;
        throw new EvenkeelError('model.inputs', found);
      }
      const network = new SecondNetwork(session, manifest.calibration);
      await network.classify([new Float32Array(PICTURE_LENGTH)]);
      return network;
    } catch (cause) {
      await session.release();
      throw cause;
    }
  }

  /** Probabilities of each picture, [300 × 80] row by row. Error: `model.failed`. */
  async classify(pictures: readonly Float32Array[]): Promise<readonly EmotionProbabilities[]> {
    const batch = new Float32Array(pictures.length * PICTURE_LENGTH);
    for (const [i, picture] of pictures.entries())
      batch.set(picture.subarray(0, PICTURE_LENGTH), i * PICTURE_LENGTH);
    const shape = [pictures.length, PICTURE_ROWS, LOG_MEL_BANDS];
    const said = await this.session
      .run({ picture: new Tensor('float32', batch, shape) })
      .catch((cause: unknown) => {
        throw new EvenkeelError('model.failed', undefined, { cause });
      });
    const values = said.logits?.data as Float32Array;
    return pictures.map((_, i) =>
      calibrated([values[i * 3]!, values[i * 3 + 1]!, values[i * 3 + 2]!], this.calibration),
    );
  }

  close(): Promise<void> {
    return this.session.release();
  }
}

/** What its manifest says that it may be used for. Error: `model.unreadable`. */
export async function readSecondUse(path: string): Promise<unknown> {
  const manifestPath = path.replace(/\.onnx$/, '.json');
  const text = await readFile(manifestPath, 'utf8').catch((cause: unknown) => {
    throw new EvenkeelError('model.unreadable', manifestPath, { cause });
  });
  return (jsonOf(text, manifestPath) as { readonly use?: unknown } | null)?.use;
}

type SecondManifest = { readonly sha256: string; readonly calibration: Calibration };

function parsed(text: string, path: string): SecondManifest {
  const { labels, inputs, sha256, calibration } = (jsonOf(text, path) ?? {}) as Record<string, unknown>;
  if (String(labels) !== LABELS) throw new EvenkeelError('model.labels', `${path}: ${String(labels)}.`);
  const shape = String((inputs as { picture?: unknown } | undefined)?.picture);
  if (shape !== `${PICTURE_ROWS},${LOG_MEL_BANDS}`)
    throw new EvenkeelError('model.inputs', `${path} has picture[${shape}], this build feeds [300×80].`);
  const { scale, bias } = (calibration ?? {}) as Partial<Calibration>;
  const sound =
    Number.isFinite(scale) && Array.isArray(bias) && bias.length === 3 && bias.every(Number.isFinite);
  if (typeof sha256 !== 'string' || !sound)
    throw new EvenkeelError('model.unreadable', `${path}: missing or wrong: sha256 or calibration.`);
  return { sha256, calibration: calibration as Calibration };
}

function jsonOf(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new EvenkeelError('model.unreadable', `${path} is not JSON.`, { cause });
  }
}
