import type { EmotionProbabilities } from '../../core/classifier/classifier.js';

/** What a clip's label means to a detector of anger and anxiety. `neutral` is an `other` on which a baseline may form. */
export type LabelMeaning = 'anger' | 'anxiety' | 'neutral' | 'other';

export type EmotionClass = keyof EmotionProbabilities;

/** Probabilities in this order, wherever they are an array. */
export const EMOTION_CLASSES = ['anger', 'anxiety', 'other'] as const satisfies readonly EmotionClass[];

/** Labels of speech corpora. Fear is the nearest that acted corpora come to anxiety. */
const MEANING: ReadonlyMap<string, LabelMeaning> = new Map(
  Object.entries({
    angry: 'anger',
    anger: 'anger',
    fearful: 'anxiety',
    fear: 'anxiety',
    anxious: 'anxiety',
    anxiety: 'anxiety',
    neutral: 'neutral',
    calm: 'neutral',
    boredom: 'neutral',
    bored: 'neutral',
    happy: 'other',
    happiness: 'other',
    joy: 'other',
    excited: 'other',
    amused: 'other',
    amusement: 'other',
    sad: 'other',
    sadness: 'other',
    surprise: 'other',
    surprised: 'other',
    disgust: 'other',
    disgusted: 'other',
    contempt: 'other',
    sleepy: 'other',
    sleepiness: 'other',
    frustrated: 'other',
    frustration: 'other',
    other: 'other',
  } as const),
);

/** The meaning of a corpus label, or null for one that is not known. */
export function meaningOf(label: string): LabelMeaning | null {
  return MEANING.get(label.trim().toLowerCase()) ?? null;
}

export function classOf(meaning: LabelMeaning): EmotionClass {
  return meaning === 'neutral' ? 'other' : meaning;
}
