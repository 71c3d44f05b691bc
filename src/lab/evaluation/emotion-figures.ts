import { classOf, EMOTION_CLASSES, type LabelMeaning } from '../corpus/emotion-label.js';
import { brierScore, calibrationError } from './calibration-error.js';
import { areaUnderCurve, meanOfKnown, unweightedAverageRecall } from './detection-metrics.js';

/** A clip with its label's meaning and what a detector said, in the order anger, anxiety, other. */
export type JudgedClip = {
  readonly meaning: LabelMeaning;
  readonly scores: readonly [anger: number, anxiety: number, other: number];
};

/** The figures of a set of clips; null where the set lacks a class that a figure needs. */
export type EmotionFigures = {
  readonly clips: number;
  readonly angerAuc: number | null;
  readonly anxietyAuc: number | null;
  readonly angerNeutralAuc: number | null;
  readonly uar3: number | null;
  readonly ece: number | null;
  readonly brier: number | null;
};

export const FIGURE_NAMES = ['angerAuc', 'anxietyAuc', 'angerNeutralAuc', 'uar3', 'ece', 'brier'] as const;

/** What the scores are: calibrated probabilities, or numbers that only rank. */
export type ScoreKind =
  | { readonly kind: 'probabilities'; readonly trainingPrior: readonly [number, number, number] }
  | { readonly kind: 'ranks' };

export function emotionFigures(clips: readonly JudgedClip[], scored: ScoreKind): EmotionFigures {
  const truth = clips.map(({ meaning }) => EMOTION_CLASSES.indexOf(classOf(meaning)));
  const column = (k: number) => clips.map(({ scores }) => scores[k]!);
  const is = (k: number) => truth.map((label) => label === k);
  const calm = clips.filter(({ meaning }) => meaning === 'anger' || meaning === 'neutral');
  const ranking = {
    clips: clips.length,
    angerAuc: areaUnderCurve(column(0), is(0)),
    anxietyAuc: areaUnderCurve(column(1), is(1)),
    angerNeutralAuc: areaUnderCurve(
      calm.map(({ scores }) => scores[0]),
      calm.map(({ meaning }) => meaning === 'anger'),
    ),
  };
  if (scored.kind === 'ranks') return { ...ranking, uar3: null, ece: null, brier: null };
  const decided = clips.map(({ scores }) => largest(scores.map((p, k) => p / scored.trainingPrior[k]!)));
  const errors = [0, 1].map((k) => (is(k).includes(true) ? calibrationError(column(k), is(k)) : null));
  return {
    ...ranking,
    uar3: unweightedAverageRecall(decided, truth, EMOTION_CLASSES.length),
    ece: meanOfKnown(errors),
    brier: brierScore(
      clips.map(({ scores }) => scores),
      truth,
    ),
  };
}

/** Mean over sets; a set that lacks a figure is left out of that figure. */
export function meanFigures(sets: readonly EmotionFigures[]): Omit<EmotionFigures, 'clips'> {
  return Object.fromEntries(
    FIGURE_NAMES.map((name) => [name, meanOfKnown(sets.map((set) => set[name]))]),
  ) as Omit<EmotionFigures, 'clips'>;
}

function largest(values: readonly number[]): number {
  return values.reduce((best, value, i) => (value > values[best]! ? i : best), 0);
}
