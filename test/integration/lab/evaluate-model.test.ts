import { afterAll, describe, expect, it } from 'vitest';
import { OnnxClassifier } from '../../../src/core/classifier/onnx-classifier.js';
import { openSpeechCorpus, type SpeechClip } from '../../../src/lab/corpus/speech-corpus.js';
import { evaluateModel } from '../../../src/lab/evaluation/evaluate-model.js';
import { REFERENCE_DETECTORS } from '../../../src/lab/evaluation/reference-detectors.js';
import { baselineClips, type ScoredClip } from '../../../src/lab/evaluation/score-clips.js';
import { DATA_FOLDER, lacks } from '../../support/requirements.js';

const classifier = await OnnxClassifier.load({ modelPath: 'models/emotion.onnx' });
afterAll(() => classifier.close());

function clipOf(line: number, meaning: SpeechClip['meaning']): SpeechClip {
  return { line, meaning, cells: {} as SpeechClip['cells'], startSample: 0, endSample: 1 };
}

describe('baselineClips', () => {
  const lines = (meanings: readonly SpeechClip['meaning'][]) =>
    baselineClips(meanings.map((meaning, i) => clipOf(i, meaning))).map(({ line }) => line);

  it('takes the first four neutral clips in file order', () => {
    expect(lines(['anger', 'neutral', 'neutral', 'other', 'neutral', 'neutral', 'neutral'])).toEqual([
      1, 2, 4, 5,
    ]);
  });

  it('else the first four of any kind, else none', () => {
    expect(lines(['anger', 'neutral', 'anger', 'other', 'neutral'])).toEqual([0, 1, 2, 3]);
    expect(lines(['neutral', 'neutral', 'anger'])).toEqual([]);
  });
});

describe('evaluateModel', () => {
  it('goes on past bad clips, counts them, and scores every other clip', async () => {
    const scored: ScoredClip[] = [];
    const faults: string[] = [];
    const result = await evaluateModel({
      corpus: await openSpeechCorpus('test/fixtures/corpus', 'test'),
      classifier,
      kind: { kind: 'probabilities', trainingPrior: classifier.manifest.trainingPrior },
      sure: classifier.manifest.sure,
      references: REFERENCE_DETECTORS,
      coding: 'telephone',
      onClip: (clip) => scored.push(clip),
      onProgress: () => undefined,
      onFault: (sentence) => faults.push(sentence),
    });
    // Four readable clips form the baseline ("any kind": only one is neutral), so none is left to be scored.
    expect(result).toMatchObject({ scored: 0, usedForBaseline: 4, faults: 7 });
    expect(faults).toHaveLength(7);
    expect(scored.map(({ clip }) => clip.cells.clip)).toEqual(['a', 'b', 'c', 'j']);
  });

  it.skipIf(lacks('data'))(
    'tells anger from neutral in people never trained on',
    { timeout: 120_000 },
    async () => {
      const corpus = await openSpeechCorpus(`${DATA_FOLDER}/speech`, 'test');
      const italian = { ...corpus, speakers: corpus.speakers.filter(({ id }) => id.startsWith('emovo/')) };
      const result = await evaluateModel({
        corpus: italian,
        classifier,
        kind: { kind: 'probabilities', trainingPrior: classifier.manifest.trainingPrior },
        sure: classifier.manifest.sure,
        references: REFERENCE_DETECTORS,
        coding: 'telephone',
        onClip: ({ probabilities }) => {
          if (probabilities === null) return;
          expect(probabilities.anger + probabilities.anxiety + probabilities.other).toBeCloseTo(1, 6);
        },
        onProgress: () => undefined,
        onFault: () => undefined,
      });
      expect(result.scored).toBe(94);
      expect(result.sets.emovo?.angerNeutralAuc).toBeGreaterThan(0.9);
      expect(result.references.chance?.angerAuc).toBe(0.5);
    },
  );
});
