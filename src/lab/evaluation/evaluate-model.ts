import { isSure, type SureRule } from '../../core/classifier/calibration.js';
import type { Classifier, EmotionProbabilities } from '../../core/classifier/classifier.js';
import { classOf, EMOTION_CLASSES } from '../corpus/emotion-label.js';
import type { SpeechClip, SpeechCorpus } from '../corpus/speech-corpus.js';
import {
  type EmotionFigures,
  emotionFigures,
  type JudgedClip,
  meanFigures,
  type ScoreKind,
} from './emotion-figures.js';
import { type LineCoding, type ScoredClip, scoreClips } from './score-clips.js';

export type EvaluationRequest = {
  readonly corpus: SpeechCorpus;
  readonly classifier: Classifier;
  readonly kind: ScoreKind;
  /** Null where a model has no rule for "not sure". */
  readonly sure: SureRule | null;
  /** Detectors that any model must beat; they score the clips of the telephone-coded run. */
  readonly references: readonly ReferenceDetector[];
  readonly coding: LineCoding;
  readonly onClip: (scored: ScoredClip) => void;
  readonly onProgress: (done: number, total: number) => void;
  readonly onFault: (sentence: string) => void;
};

/** A simple detector beside which the model's figures are printed. */
export type ReferenceDetector = {
  readonly name: string;
  readonly score: (clip: ScoredClip) => readonly [number, number, number];
};

type Figures = EmotionFigures;
type FiguresByName = Readonly<Record<string, Figures>>;

export type Evaluation = {
  readonly sets: FiguresByName;
  readonly bySex: FiguresByName;
  readonly byLanguage: FiguresByName;
  readonly mean: Omit<Figures, 'clips'>;
  /** All clips as one set: where calibration has enough clips to be measured. */
  readonly pooled: Figures;
  readonly references: Readonly<Record<string, Omit<Figures, 'clips'>>>;
  /** What the rule for "not sure" does: how many clips are answered, and how many of those rightly. */
  readonly sure: { readonly share: number; readonly right: number } | null;
  readonly scored: number;
  readonly usedForBaseline: number;
  readonly faults: number;
};

type Judged = JudgedClip & { readonly clip: SpeechClip };

/** Runs the shipped path over a corpus and gives the figures by set, sex and language. */
export async function evaluateModel(request: EvaluationRequest): Promise<Evaluation> {
  const judged: Judged[] = [];
  const references = request.references.map((detector) => ({ detector, judged: [] as Judged[] }));
  let scored = 0;
  let usedForBaseline = 0;
  let faults = request.corpus.faults.length;
  for (const { sentence } of request.corpus.faults) request.onFault(sentence);
  const clips = scoreClips({
    ...request,
    onFault: (sentence) => {
      faults += 1;
      request.onFault(sentence);
    },
  });
  for await (const one of clips) {
    request.onClip(one);
    const { clip, probabilities } = one;
    if (probabilities === null) {
      usedForBaseline += 1;
      continue;
    }
    scored += 1;
    if (clip.meaning === null) continue;
    judged.push({ clip, meaning: clip.meaning, scores: asScores(probabilities) });
    for (const { detector, judged: row } of references) {
      row.push({ clip, meaning: clip.meaning, scores: detector.score(one) });
    }
  }
  const sets = figuresBy(judged, ({ clip }) => clip.cells.corpus, request.kind);
  return {
    sets,
    bySex: figuresBy(judged, ({ clip }) => clip.cells.sex, request.kind),
    byLanguage: figuresBy(judged, ({ clip }) => clip.cells.language, request.kind),
    mean: meanFigures(Object.values(sets)),
    pooled: emotionFigures(judged, request.kind),
    references: Object.fromEntries(
      references.map(({ detector, judged: row }) => {
        const of = figuresBy(row, ({ clip }) => clip.cells.corpus, { kind: 'ranks' });
        return [detector.name, meanFigures(Object.values(of))];
      }),
    ),
    sure: request.sure === null ? null : sureFigures(judged, request.sure),
    scored,
    usedForBaseline,
    faults,
  };
}

function asScores({ anger, anxiety, other }: EmotionProbabilities): readonly [number, number, number] {
  return [anger, anxiety, other];
}

/** Figures of each group, groups without a name left out, in order of name. */
function figuresBy(
  clips: readonly Judged[],
  nameOf: (clip: Judged) => string,
  kind: ScoreKind,
): FiguresByName {
  const names = [...new Set(clips.map(nameOf))].filter((name) => name !== '').sort();
  return Object.fromEntries(
    names.map((name) => [
      name,
      emotionFigures(
        clips.filter((clip) => nameOf(clip) === name),
        kind,
      ),
    ]),
  );
}

function sureFigures(clips: readonly Judged[], rule: SureRule): { share: number; right: number } {
  const answered = clips.filter(({ scores: [anger, anxiety, other] }) =>
    isSure({ anger, anxiety, other }, rule),
  );
  const right = answered.filter(
    ({ meaning, scores }) => EMOTION_CLASSES[scores.indexOf(Math.max(...scores))] === classOf(meaning),
  );
  return {
    share: answered.length / Math.max(1, clips.length),
    right: right.length / Math.max(1, answered.length),
  };
}
