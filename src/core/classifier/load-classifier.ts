import { EvenkeelError } from '../../errors.js';
import type { VoiceOrigin } from '../features/model-window.js';
import type { Classifier } from './classifier.js';
import type { ModelKind, ModelUse } from './model-kind.js';
import { readModelManifest } from './model-manifest.js';
import {
  MODEL_INPUTS,
  OnnxClassifier,
  type OnnxClassifierOptions,
  secondNetworkBeside,
} from './onnx-classifier.js';
import { ProsodyClassifier } from './prosody-classifier.js';
import { readSecondUse } from './second-network.js';

/** Which model hears callers, and for what. */
export type ModelChoice = OnnxClassifierOptions & { readonly kind: ModelKind; readonly use: ModelUse };

/**
 * Loads what hears callers. Errors: `model.research-only` where a network for research would serve commercial calls, and
 * those of `OnnxClassifier.load`.
 */
export async function loadClassifier(choice: ModelChoice): Promise<Classifier<VoiceOrigin>> {
  await checkModelUse(choice);
  return choice.kind === 'prosody' ? new ProsodyClassifier() : OnnxClassifier.load(choice);
}

/** Refuses a network whose manifest does not say that it may serve this use. Errors: `model.*`. */
export async function checkModelUse({ kind, use, modelPath }: ModelChoice): Promise<void> {
  if (kind === 'prosody' || use === 'research') return;
  const manifest = await readModelManifest(modelPath.replace(/\.onnx$/, '.json'), MODEL_INPUTS);
  if (manifest.use !== 'commercial') throw new EvenkeelError('model.research-only', modelPath);
  const second = secondNetworkBeside(modelPath);
  if (second !== null && (await readSecondUse(second)) !== 'commercial')
    throw new EvenkeelError('model.research-only', second);
}
