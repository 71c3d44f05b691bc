import { EvenkeelError } from '../../errors.js';
import type { ModelWindow, VoiceOrigin } from '../features/model-window.js';
import type { Classifier, EmotionProbabilities } from './classifier.js';
import { prosodyMeasures, tensionNats } from './prosody-formula.js';

/**
 * No trained network: tension by a printed formula of prosody against the caller's own start. It cannot tell anger from
 * anxiety, so each gets half of the probability of tension, and the mood is never named.
 */
export class ProsodyClassifier implements Classifier<VoiceOrigin> {
  /** Throws `model.window-invalid` for a window that holds a value that is not a finite number. */
  async classify(windows: readonly ModelWindow<VoiceOrigin>[]): Promise<readonly EmotionProbabilities[]> {
    return windows.map((window) => undivided(tensionNats(prosodyMeasures(window))));
  }

  async close(): Promise<void> {}
}

/** Probabilities of a model that hears tension alone, from its log-odds. */
export function undivided(nats: number): EmotionProbabilities {
  if (!Number.isFinite(nats))
    throw new EvenkeelError('model.window-invalid', 'It holds a value that is not a finite number.');
  const tense = 1 / (1 + Math.exp(-nats));
  return { anger: tense / 2, anxiety: tense / 2, other: 1 - tense };
}
