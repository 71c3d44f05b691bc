import type { Classifier } from '../../core/classifier/classifier.js';
import type { Coach } from '../../core/cues/coach.js';
import type { CoachEvent } from '../../core/cues/coach-event.js';
import { coachingRound } from '../../core/cues/coaching-round.js';
import type { Recording } from '../recordings/recording.js';

const STEP_MS = 100;

/**
 * Coaches a recorded call exactly as a live one, as fast as the machine can: the same coach, the same rounds.
 * Yields the events in order, the summary last. A failing classifier is the caller's error here, not a degradation.
 */
export async function* replayCall(
  recording: Recording,
  coach: Coach,
  classifier: Classifier,
): AsyncGenerator<CoachEvent> {
  const durationMs = Math.max(
    0,
    ...recording.tracks.map(({ samples, sampleRateHz }) => (samples.length / sampleRateHz) * 1000),
  );
  const coaches = new Map([['call', coach]]);
  for (let fromMs = 0; fromMs < durationMs; fromMs += STEP_MS) {
    for (const { role, sampleRateHz, samples } of recording.tracks) {
      const from = Math.round((fromMs * sampleRateHz) / 1000);
      const part = samples.subarray(from, Math.round(((fromMs + STEP_MS) * sampleRateHz) / 1000));
      if (part.length > 0) {
        const streamTimeMs = (from / sampleRateHz) * 1000;
        coach.push({ type: 'audio', chunk: { role, streamTimeMs, sampleRateHz, samples: part } });
      }
    }
    const settled: CoachEvent[] = [];
    await coachingRound(coaches, classifier, {
      events: (_, events) => settled.push(...events),
      modelFailed: thrown,
      fault: (_, cause) => thrown(cause),
    });
    yield* settled;
  }
  yield* coach.end();
}

/** A recording can be replayed again: nothing is gained by going on after a fault. */
function thrown(cause: unknown): never {
  throw cause;
}
