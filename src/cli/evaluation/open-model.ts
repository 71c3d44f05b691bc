import type { Classifier } from '../../core/classifier/classifier.js';
import type { ModelKind } from '../../core/classifier/model-kind.js';
import type { ModelManifest } from '../../core/classifier/model-manifest.js';
import { OnnxClassifier, type SecondOpinionUse } from '../../core/classifier/onnx-classifier.js';
import { ProsodyClassifier } from '../../core/classifier/prosody-classifier.js';

export const MODEL_OPTION =
  'the .onnx file, its manifest beside it; or prosody, the formula without a trained network';

export type OpenedModel = {
  readonly kind: ModelKind;
  readonly classifier: Classifier & { readonly counts?: OnnxClassifier['counts'] };
  /** Null for the formula. */
  readonly manifest: ModelManifest | null;
};

/** What `--model` names. Errors: those of `OnnxClassifier.load`. */
export async function openModel(model: string, secondOpinion?: SecondOpinionUse): Promise<OpenedModel> {
  if (model === 'prosody') return { kind: 'prosody', classifier: new ProsodyClassifier(), manifest: null };
  const classifier = await OnnxClassifier.load({
    modelPath: model,
    ...(secondOpinion === undefined ? {} : { secondOpinion }),
  });
  return { kind: 'network', classifier, manifest: classifier.manifest };
}
