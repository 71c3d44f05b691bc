import { ANALYSIS_RATE_HZ, type Role } from '../../core/audio/audio-frame.js';
import type { MoodOptions } from '../../core/call/mood-options.js';
import type { Classifier } from '../../core/classifier/classifier.js';
import type { CoachEvent } from '../../core/cues/coach-event.js';
import type { PolicyOptions } from '../../core/cues/coaching-options.js';
import { defaultCoachOptions } from '../../live/coaching-settings.js';
import { unrestrained } from './cue-figures.js';
import type { CueScenario } from './cue-scenario.js';
import { coachObservations, observeCall } from './observed-call.js';

export type CueViolations = {
  readonly calls: number;
  readonly cues: number;
  readonly whileAgentSpeaks: number;
  readonly stale: number;
  readonly overBudget: number;
};

type CoachedWith = {
  readonly classifier: Classifier;
  readonly mood: MoodOptions;
  readonly policy: PolicyOptions;
};

const NONE: CueViolations = { calls: 0, cues: 0, whileAgentSpeaks: 0, stale: 0, overBudget: 0 };

/** The agent's made-up turns: this much speech, then this much listening. */
const TURN_MS = 3000;
const LISTEN_MS = 4000;
/** The agent's channel counts as speech above this level over the last tenth of a second: no detector of ours. */
const SPEECH_DBFS = -40;
const JUDGED_MS = 100;

/**
 * Plays onset scenarios with an agent who talks in turns (another speaker's calm voice) and counts what must never be:
 * judged from the audio and the event list alone, under the shipped policy and under the policy without restraint.
 */
export async function countViolations(
  scenarios: readonly CueScenario[],
  { classifier, mood, policy }: CoachedWith,
  onProgress: (done: number, total: number) => void,
): Promise<CueViolations> {
  const calm = scenarios.filter(({ kind }) => kind === 'calm');
  const onsets = scenarios.filter(({ onsetMs }) => onsetMs !== null);
  let sum = NONE;
  for (const [index, scenario] of onsets.entries()) {
    const other = calm.filter(({ speaker }) => speaker !== scenario.speaker);
    const voice = other[index % Math.max(1, other.length)];
    if (voice === undefined) break;
    const agent = inTurns(voice.samples, scenario.samples.length);
    const tracks = new Map<Role, Float32Array>([
      ['customer', scenario.samples],
      ['agent', agent],
    ]);
    const observations = await observeCall(tracks, classifier);
    const options = { ...defaultCoachOptions(['customer', 'agent'], true), mood };
    const shipped = coachObservations(observations, { ...options, policy });
    const free = coachObservations(observations, { ...options, policy: unrestrained(policy) });
    sum = {
      calls: sum.calls + 1,
      cues: sum.cues + inCall(shipped).length + inCall(free).length,
      whileAgentSpeaks: sum.whileAgentSpeaks + spokenOver(shipped, agent) + spokenOver(free, agent),
      stale: sum.stale + stale(shipped) + stale(free),
      overBudget: sum.overBudget + overBudget(shipped, policy),
    };
    onProgress(index + 1, onsets.length);
  }
  return sum;
}

function inTurns(voice: Float32Array, length: number): Float32Array {
  const perMs = ANALYSIS_RATE_HZ / 1000;
  const samples = new Float32Array(length);
  for (let i = 0, spoken = 0; i < length; i++) {
    if ((i / perMs) % (TURN_MS + LISTEN_MS) < LISTEN_MS) continue;
    samples[i] = voice[spoken % voice.length]!;
    spoken += 1;
  }
  return samples;
}

function inCall(events: readonly CoachEvent[]) {
  return events.flatMap((event) =>
    event.type === 'cue' && event.cue.kind !== 'reset' && event.cue.kind !== 'warm-close' ? [event.cue] : [],
  );
}

function spokenOver(events: readonly CoachEvent[], agent: Float32Array): number {
  const perMs = ANALYSIS_RATE_HZ / 1000;
  return inCall(events).filter(({ atMs }) => {
    const last = agent.subarray(Math.max(0, (atMs - JUDGED_MS) * perMs), atMs * perMs);
    const energy = last.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, last.length);
    return 10 * Math.log10(energy + 1e-12) > SPEECH_DBFS;
  }).length;
}

/** Cues shown past their expiry, or still standing a step after it. */
function stale(events: readonly CoachEvent[]): number {
  const endOf = new Map(
    events.flatMap((event) => (event.type === 'cue-ended' ? [[event.cueId, event.atMs] as const] : [])),
  );
  return inCall(events).filter(
    ({ id, atMs, expiresAtMs }) => expiresAtMs <= atMs || (endOf.get(id) ?? Infinity) > expiresAtMs + 500,
  ).length;
}

function overBudget(events: readonly CoachEvent[], policy: PolicyOptions): number {
  const cues = inCall(events);
  const least = Math.min(policy.normal.spacingMs, policy.escalationSpacingMs);
  const tooMany = Math.max(0, cues.length - policy.normal.perCall);
  return tooMany + cues.filter(({ atMs }, i) => i > 0 && atMs - cues[i - 1]!.atMs < least).length;
}
