import type { Classifier, EmotionProbabilities } from '../classifier/classifier.js';
import type { ModelWindow } from '../features/model-window.js';
import type { Coach } from './coach.js';
import type { CoachEvent } from './coach-event.js';

/**
 * Runs the model once for everything that all coaches wait for, and hands each its results.
 * Where the batch fails, its windows are tried one by one, so that one call's fault stays its own; a window that
 * fails alone settles with `null`: that call goes on, without a claim about emotion.
 */
export async function coachingRound<Key>(
  coaches: ReadonlyMap<Key, Coach>,
  classifier: Classifier,
  onEvents: (key: Key, events: readonly CoachEvent[]) => void,
  onFailure: (cause: unknown) => void,
): Promise<void> {
  const taken = [...coaches].map(([key, coach]) => ({ key, coach, windows: coach.take() }));
  const windows = taken.flatMap(({ windows }) => windows.map(({ window }) => window));
  const results = await classifyEach(windows, classifier, onFailure);
  let from = 0;
  for (const { key, coach, windows: own } of taken) {
    const events = coach.settle(results.slice(from, from + own.length));
    from += own.length;
    if (events.length > 0) onEvents(key, events);
  }
}

async function classifyEach(
  windows: readonly ModelWindow[],
  classifier: Classifier,
  onFailure: (cause: unknown) => void,
): Promise<readonly (EmotionProbabilities | null)[]> {
  if (windows.length === 0) return [];
  try {
    return await classifier.classify(windows);
  } catch (cause) {
    if (windows.length === 1) {
      onFailure(cause);
      return [null];
    }
  }
  const results: (EmotionProbabilities | null)[] = [];
  for (const window of windows) results.push(...(await classifyEach([window], classifier, onFailure)));
  return results;
}
