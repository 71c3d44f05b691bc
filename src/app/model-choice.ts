import type { Config } from '../config/config-schema.js';
import type { ModelChoice } from '../core/classifier/load-classifier.js';
import { modelKindOf } from '../core/classifier/model-kind.js';
import { MODEL_PATH } from './package-root.js';

/** The model that the configuration names: the shipped network where it names none. */
export function modelChoiceOf({ use, kind, path, calibrationPath, secondOpinion }: Config['model']) {
  return {
    use,
    kind: modelKindOf({ kind, use }),
    modelPath: path ?? MODEL_PATH,
    calibrationPath,
    secondOpinion,
  } satisfies ModelChoice;
}
