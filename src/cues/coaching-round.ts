import type { Classifier, EmotionProbabilities } from '../classifier/classifier.js';
import type { Coach } from './coach.js';
import type { CoachEvent } from './coach-event.js';

/**
 * Runs the model once for everything that all coaches wait for, and hands each its results.
 * A failed batch settles every window with `null`: the calls go on, without a claim about emotion.
 */
export async function coachingRound<Key>(
  coaches: ReadonlyMap<Key, Coach>,
  classifier: Classifier,
  onEvents: (key: Key, events: readonly CoachEvent[]) => void,
  onFailure: (cause: unknown) => void,
): Promise<void> {
  const taken = [...coaches].map(([key, coach]) => ({ key, coach, windows: coach.take() }));
  const windows = taken.flatMap(({ windows }) => windows.map(({ window }) => window));
  let results: readonly (EmotionProbabilities | null)[] = [];
  if (windows.length > 0) {
    try {
      results = await classifier.classify(windows);
    } catch (cause) {
      onFailure(cause);
      results = windows.map(() => null);
    }
  }
  let from = 0;
  for (const { key, coach, windows: own } of taken) {
    const events = coach.settle(results.slice(from, from + own.length));
    from += own.length;
    if (events.length > 0) onEvents(key, events);
  }
}
