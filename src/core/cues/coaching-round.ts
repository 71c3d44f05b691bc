import type { Classifier, EmotionProbabilities } from '../classifier/classifier.js';
import type { ModelWindow } from '../features/model-window.js';
import type { Coach } from './coach.js';
import type { CoachEvent } from './coach-event.js';

/** Receives the results of a round. A fault in one coach, or in the receiver of its events, concerns that key only. */
export type RoundListener<Key> = {
  readonly events: (key: Key, events: readonly CoachEvent[]) => void;
  readonly modelFailed: (cause: unknown) => void;
  readonly fault: (key: Key, cause: unknown) => void;
};

/**
 * Runs the model once for everything that all coaches wait for, and hands each its results.
 * Where the batch fails, its windows are tried one by one, so that one call's fault stays its own; a window that
 * fails alone settles with `null`: that call goes on, without a claim about emotion. `windowsEach` is the most that one
 * coach may bring to this round: what it has besides waits for the next.
 */
export async function coachingRound<Key>(
  coaches: ReadonlyMap<Key, Coach>,
  classifier: Classifier,
  listener: RoundListener<Key>,
  windowsEach?: number,
): Promise<void> {
  const taken = [...coaches].flatMap(([key, coach]) => {
    try {
      return [{ key, coach, windows: coach.take(windowsEach) }];
    } catch (cause) {
      listener.fault(key, cause);
      return [];
    }
  });
  const windows = taken.flatMap(({ windows }) => windows.map(({ window }) => window));
  const results = await classifyEach(windows, classifier, listener.modelFailed);
  const sound: [Key, Coach][] = [];
  let from = 0;
  for (const { key, coach, windows: own } of taken) {
    const mine = results.slice(from, from + own.length);
    from += own.length;
    if (told(key, listener, () => coach.settle(mine))) sound.push([key, coach]);
  }
  await askAgain(sound, classifier, listener);
}

/** Asks the second network about what is doubtful, all calls in one batch, until no call waits for it. */
async function askAgain<Key>(
  coaches: readonly (readonly [Key, Coach])[],
  classifier: Classifier,
  listener: RoundListener<Key>,
): Promise<void> {
  let sound = coaches;
  for (;;) {
    const doubts = sound.flatMap(([key, coach]) => {
      let window: ModelWindow | null = null;
      told(key, listener, () => {
        window = coach.doubtful();
        return [];
      });
      return window === null ? [] : [{ key, coach, window }];
    });
    if (doubts.length === 0) return;
    const opinions = await secondOpinions(
      doubts.map(({ window }) => window),
      classifier,
      listener.modelFailed,
    );
    sound = doubts
      .filter(({ key, coach }, at) => told(key, listener, () => coach.resolve(opinions[at] ?? null)))
      .map(({ key, coach }) => [key, coach]);
  }
}

/** Where the second network fails or is not there, the first one's opinion stands. */
async function secondOpinions(
  windows: readonly ModelWindow[],
  { opinions }: Classifier,
  onFailure: (cause: unknown) => void,
): Promise<readonly EmotionProbabilities[]> {
  try {
    return (await opinions?.second(windows)) ?? [];
  } catch (cause) {
    onFailure(cause);
    return [];
  }
}

/** Whether the coach, and whoever takes its events, went on without a fault. */
function told<Key>(key: Key, listener: RoundListener<Key>, advance: () => readonly CoachEvent[]): boolean {
  try {
    const events = advance();
    if (events.length > 0) listener.events(key, events);
    return true;
  } catch (cause) {
    listener.fault(key, cause);
    return false;
  }
}

async function classifyEach(
  windows: readonly ModelWindow[],
  classifier: Classifier,
  onFailure: (cause: unknown) => void,
): Promise<readonly (EmotionProbabilities | null)[]> {
  if (windows.length === 0) return [];
  try {
    return await (classifier.opinions?.first(windows) ?? classifier.classify(windows));
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
