import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Role } from '../../src/core/audio/audio-frame.js';
import { CallCoach } from '../../src/core/cues/call-coach.js';
import type { CoachEvent } from '../../src/core/cues/coach-event.js';
import { coachingRound } from '../../src/core/cues/coaching-round.js';
import { defaultCoachOptions } from '../../src/live/coaching-settings.js';
import { buzzingVoice } from '../support/buzzing-voice.js';
import { SpreadClassifier } from '../support/spread-classifier.js';

const RATE_HZ = 8000;
const DURATION_MS = 24_000;

const voice = (startMs: number, onMs: number, offMs: number, f0Hz: number) =>
  buzzingVoice({ durationMs: DURATION_MS, startMs, onMs, offMs, f0Hz, raisedFromMs: DURATION_MS / 2 });

const CALL: ReadonlyMap<Role, Float32Array> = new Map([
  ['customer', voice(500, 3500, 1500, 140)],
  ['agent', voice(4200, 1000, 4000, 110)],
]);

type Cut = { readonly sizesMs: readonly number[]; readonly roundEvery: number };

/** Pushes the call in pieces of the given lengths, both roles abreast, with a model round after every few pieces. */
async function coached({ sizesMs, roundEvery }: Cut): Promise<readonly CoachEvent[]> {
  const coach = new CallCoach(defaultCoachOptions(['customer', 'agent'], true));
  const coaches = new Map([['call', coach]]);
  const classifier = new SpreadClassifier();
  const events: CoachEvent[] = [];
  const round = () =>
    coachingRound(
      coaches,
      classifier,
      (_, more) => events.push(...more),
      (cause) => expect.unreachable(String(cause)),
    );
  let atMs = 0;
  for (let piece = 0; atMs < DURATION_MS; piece++) {
    const lengthMs = sizesMs[piece % sizesMs.length]!;
    for (const [role, samples] of CALL) {
      const from = (atMs * RATE_HZ) / 1000;
      const chunk = samples.subarray(from, from + (lengthMs * RATE_HZ) / 1000);
      coach.push({
        type: 'audio',
        chunk: { role, streamTimeMs: atMs, sampleRateHz: RATE_HZ, samples: chunk },
      });
    }
    atMs += lengthMs;
    if (piece % roundEvery === 0) await round();
  }
  await round();
  return [...events, ...coach.end()];
}

describe('Coaching the same samples', () => {
  it('gives the same events however they are cut and whenever the model answers', async () => {
    const expected = await coached({ sizesMs: [20], roundEvery: 1 });
    const types = new Set(expected.map(({ type }) => type));
    expect([...types].sort()).toEqual(expect.arrayContaining(['cue', 'cue-ended', 'observation', 'state']));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 30 }),
        async (sizesMs, roundEvery) => {
          expect(await coached({ sizesMs, roundEvery })).toEqual(expected);
        },
      ),
      { numRuns: 12 },
    );
  });
});
