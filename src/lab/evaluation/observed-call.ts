import { ANALYSIS_RATE_HZ, type Role } from '../../core/audio/audio-frame.js';
import type { Observation } from '../../core/call/observation.js';
import type { Classifier } from '../../core/classifier/classifier.js';
import { CallCoach } from '../../core/cues/call-coach.js';
import type { CoachEvent } from '../../core/cues/coach-event.js';
import { CoachedCall, type CoachedCallOptions } from '../../core/cues/coached-call.js';
import { coachingRound, type RoundListener } from '../../core/cues/coaching-round.js';
import { defaultCoachOptions } from '../../live/coaching-settings.js';

const CHUNK_MS = 200;

/** The observations of a call through the shipped path: the slow part, done once for any number of policies. */
export async function observeCall(
  tracks: ReadonlyMap<Role, Float32Array>,
  classifier: Classifier,
): Promise<readonly Observation[]> {
  const coach = new CallCoach(defaultCoachOptions([...tracks.keys()], true));
  const observations: Observation[] = [];
  const keep = (events: readonly CoachEvent[]) => {
    for (const event of events) if (event.type === 'observation') observations.push(event.observation);
  };
  const failed = (cause: unknown) => {
    throw cause;
  };
  const listener: RoundListener<string> = {
    events: (_, events) => keep(events),
    modelFailed: failed,
    fault: (_, cause) => failed(cause),
  };
  const chunk = (CHUNK_MS * ANALYSIS_RATE_HZ) / 1000;
  const length = Math.max(0, ...[...tracks.values()].map((samples) => samples.length));
  const coaches = new Map([['call', coach]]);
  for (let from = 0; from < length; from += chunk) {
    for (const [role, samples] of tracks) {
      const part = samples.subarray(from, from + chunk);
      const streamTimeMs = (from * 1000) / ANALYSIS_RATE_HZ;
      coach.push({
        type: 'audio',
        chunk: { role, streamTimeMs, sampleRateHz: ANALYSIS_RATE_HZ, samples: part },
      });
    }
    if ((from / chunk) % 10 === 9) await coachingRound(coaches, classifier, listener);
  }
  await coachingRound(coaches, classifier, listener);
  keep(coach.end());
  return observations;
}

/** What a policy makes of these observations. */
export function coachObservations(
  observations: readonly Observation[],
  options: CoachedCallOptions,
): readonly CoachEvent[] {
  const call = new CoachedCall(options);
  return [...observations.flatMap((observation) => call.observe(observation)), ...call.end(0)];
}
