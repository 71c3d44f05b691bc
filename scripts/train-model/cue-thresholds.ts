import {
  DEFAULT_MOOD_OPTIONS,
  type MoodThresholds,
  withThresholds,
} from '../../src/core/call/mood-options.js';
import { OnnxClassifier } from '../../src/core/classifier/onnx-classifier.js';
import { loadScenarios, observeScenarios } from '../../src/lab/evaluation/score-cues.js';
import { worth } from '../tuning/worth.js';

const SCALES = [0.5, 0.7, 1, 1.4, 2, 2.8, 4, 5.6];

/** The two thresholds that serve the people of `tune` best with this model: recall less what false alarms cost. */
export async function cueThresholds(speech: string, modelPath: string): Promise<MoodThresholds> {
  const said = (sentence: string) => process.stderr.write(`${sentence}\n`);
  const scenarios = await loadScenarios({
    dataFolder: speech,
    part: 'tune',
    calmFolder: null,
    naturalFolder: null,
    soundsFolder: null,
    onProgress: () => undefined,
    onFault: said,
  });
  const classifier = await OnnxClassifier.load({ modelPath });
  const heard = await observeScenarios(scenarios, classifier, () => undefined).finally(() =>
    classifier.close(),
  );
  const { anger, anxiety } = DEFAULT_MOOD_OPTIONS;
  const candidates = SCALES.flatMap((angry) =>
    SCALES.map((anxious) => ({
      angerAtNats: anger.atNats * angry,
      anxietyAtNats: anxiety.atNats * anxious,
    })),
  );
  const valued = candidates.map((thresholds) => ({
    thresholds,
    value: worth(heard, withThresholds(DEFAULT_MOOD_OPTIONS, thresholds)),
  }));
  return valued.reduce((best, one) => (one.value > best.value ? one : best)).thresholds;
}
