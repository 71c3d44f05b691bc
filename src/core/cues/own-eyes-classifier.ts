import type { Classifier, EmotionProbabilities } from '../classifier/classifier.js';
import type { ModelWindow } from '../features/model-window.js';
import { OwnEyesOnly, type OwnSession } from './own-eyes-only.js';

/** A window of an agent's own voice, sealed for the session that asked for it. */
export type OwnWindow = {
  readonly session: OwnSession;
  readonly window: OwnEyesOnly<ModelWindow<'own-eyes'>>;
};

/** Classifies agents' own voices, sealed in and sealed out: the one place where such a window is opened. */
export class OwnEyesClassifier {
  readonly #classifier: Classifier<'own-eyes'>;

  constructor(classifier: Classifier<'own-eyes'>) {
    this.#classifier = classifier;
  }

  /** Results in the order of the windows; null for all where the classifier fails. */
  async classify(
    windows: readonly OwnWindow[],
  ): Promise<readonly (OwnEyesOnly<EmotionProbabilities> | null)[]> {
    if (windows.length === 0) return [];
    const opened = windows.map(({ session, window }) => window.reveal(session)!);
    const results = await this.#classifier.classify(opened).catch(() => null);
    return windows.map(({ session }, index) => {
      const result = results?.[index];
      return result === undefined ? null : new OwnEyesOnly(session, result);
    });
  }
}
