import { describe, expect, it } from 'vitest';
import type { CallSummary } from '../../../src/core/call/call-summary.js';
import { CallCoach } from '../../../src/core/cues/call-coach.js';
import type { CoachEvent } from '../../../src/core/cues/coach-event.js';
import { defaultCoachOptions } from '../../../src/live/coaching-settings.js';
import { buzzingVoice } from '../../support/buzzing-voice.js';

const CALLER = buzzingVoice({ durationMs: 40_000, startMs: 0, onMs: 1000, offMs: 3000, f0Hz: 220 });
/** Talks most of the time, and grows much louder. */
const TALKER = buzzingVoice({
  durationMs: 20_000,
  startMs: 500,
  onMs: 3500,
  offMs: 200,
  f0Hz: 120,
  raisedFromMs: 8000,
});
/** Answers briefly, always alike. */
const LISTENER = buzzingVoice({ durationMs: 20_000, startMs: 1500, onMs: 800, offMs: 3200, f0Hz: 180 });
const SILENCE = new Float32Array(20_000 * 8);

type Half = { readonly agent: Float32Array; readonly handover: boolean };

/** The summaries of a call whose agent channel carries these voices, 20 s each; the caller speaks throughout. */
function summariesOf(halves: readonly Half[]): readonly CallSummary[] {
  const coach = new CallCoach(defaultCoachOptions(['customer', 'agent'], false));
  const events: CoachEvent[] = [];
  for (const [index, { agent, handover }] of halves.entries()) {
    if (handover) coach.push({ type: 'handover' });
    for (let at = 0; at < agent.length; at += 800) {
      const streamTimeMs = index * 20_000 + at / 8;
      const from = (streamTimeMs * 8) % CALLER.length;
      for (const [role, samples] of [
        ['customer', CALLER.subarray(from, from + 800)],
        ['agent', agent.subarray(at, at + 800)],
      ] as const)
        coach.push({ type: 'audio', chunk: { role, streamTimeMs, sampleRateHz: 8000, samples } });
    }
    events.push(...coach.settle([]));
  }
  events.push(...coach.end());
  return events.flatMap((event) =>
    (event.type === 'summary' || event.type === 'handover') && event.summary !== null ? [event.summary] : [],
  );
}

describe('A call that is handed over', () => {
  const [first, second] = summariesOf([
    { agent: TALKER, handover: false },
    { agent: LISTENER, handover: true },
  ]);
  const [talkerAlone] = summariesOf([{ agent: TALKER, handover: false }]);
  const [both] = summariesOf([
    { agent: TALKER, handover: false },
    { agent: LISTENER, handover: false },
  ]);

  it('gives the first agent what the call would have been had it ended there', () => {
    expect(first).toEqual(talkerAlone);
    expect(first!.ownFacts.talkShare).toBeGreaterThan(0.5);
  });

  it('gives the second agent nothing of the first: not the talking, the loudness or the opening', () => {
    const [, afterSilence] = summariesOf([
      { agent: SILENCE, handover: false },
      { agent: LISTENER, handover: true },
    ]);
    expect(second!.ownFacts).toEqual(afterSilence!.ownFacts);
    expect(second!.ownFacts.talkShare).toBeLessThan(first!.ownFacts.talkShare!);
    expect(second!.ownFacts.levelDeltaDb).not.toBeNull();
    expect(second!.ownFacts.levelDeltaDb).not.toBe(both!.ownFacts.levelDeltaDb);
  });

  it('divides the caller’s speech and the time of the call without counting any twice', () => {
    expect(first!.durationMs + second!.durationMs).toBe(both!.durationMs);
    expect(first!.customerSpeechMs + second!.customerSpeechMs).toBe(both!.customerSpeechMs);
    expect(second!.customerSpeechMs).toBeGreaterThan(0);
  });

  it('knows nothing of an agent who never spoke, whoever spoke before', () => {
    const [, silent] = summariesOf([
      { agent: TALKER, handover: false },
      { agent: SILENCE, handover: true },
    ]);
    expect(silent!.ownFacts).toMatchObject({
      talkShare: 0,
      agentOverlaps: 0,
      medianResponseLatencyMs: null,
      levelDeltaDb: null,
      articulationRateRatio: null,
    });
  });

  it('makes no stretch of a handover before anything was heard, or twice at one moment', () => {
    expect(
      summariesOf([
        { agent: new Float32Array(0), handover: true },
        { agent: new Float32Array(0), handover: true },
      ]),
    ).toHaveLength(1);
  });
});
