import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { DEMO_CALL_PATH } from '../../src/app/package-root.js';
import type { Role } from '../../src/core/audio/audio-frame.js';
import type { Classifier } from '../../src/core/classifier/classifier.js';
import { CallCoach } from '../../src/core/cues/call-coach.js';
import type { CoachEvent } from '../../src/core/cues/coach-event.js';
import { coachingRound } from '../../src/core/cues/coaching-round.js';
import { FUNCTIONAL_NAMES } from '../../src/core/features/feature-schema.js';
import { readRecording } from '../../src/lab/telephones/read-recording.js';
import { defaultCoachOptions } from '../../src/live/coaching-settings.js';

const RATE_HZ = 8000;
const DURATION_MS = 50_000;

let call: ReadonlyMap<Role, Float32Array>;
beforeAll(async () => {
  const { voices } = await readRecording({ kind: 'stereo', file: DEMO_CALL_PATH, swapped: false }, RATE_HZ);
  call = new Map([
    ['customer', voices.customer.subarray(0, DURATION_MS * 8)],
    ['agent', voices.agent.subarray(0, DURATION_MS * 8)],
  ]);
});

const LOUDER = FUNCTIONAL_NAMES.indexOf('levelDb.medianDelta');

/** A stand-in with a known rule: a speaker 4 dB louder than at the start is angry. */
const classifier: Classifier = {
  classify: async (windows) =>
    windows.map(({ functionals }) =>
      functionals[LOUDER]! > 4
        ? { anger: 0.9, anxiety: 0.05, other: 0.05 }
        : { anger: 0.04, anxiety: 0.04, other: 0.92 },
    ),
  close: async () => {},
};

/** The same with a second network that finds half of it less angry. */
const doubted: Classifier = {
  ...classifier,
  opinions: {
    first: (windows) => classifier.classify(windows),
    second: async (windows) =>
      windows.map(({ functionals }) =>
        functionals[LOUDER]! > 6
          ? { anger: 0.9, anxiety: 0.05, other: 0.05 }
          : { anger: 0.2, anxiety: 0.1, other: 0.7 },
      ),
  },
};

type Cut = { readonly sizesMs: readonly number[]; readonly roundEvery: number };

/** Pushes the call in pieces of the given lengths, both roles abreast, with a model round after every few pieces. */
async function coached({ sizesMs, roundEvery }: Cut, by = classifier): Promise<readonly CoachEvent[]> {
  const coach = new CallCoach(defaultCoachOptions(['customer', 'agent'], true));
  const coaches = new Map([['call', coach]]);
  const events: CoachEvent[] = [];
  const round = () =>
    coachingRound(coaches, by, {
      events: (_, more) => events.push(...more),
      modelFailed: (cause) => expect.unreachable(String(cause)),
      fault: (_, cause) => expect.unreachable(String(cause)),
    });
  let atMs = 0;
  for (let piece = 0; atMs < DURATION_MS; piece++) {
    const lengthMs = sizesMs[piece % sizesMs.length]!;
    for (const [role, samples] of call) {
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

  it('asks the second network about the same windows, however late the answers come', async () => {
    const expected = await coached({ sizesMs: [20], roundEvery: 1 }, doubted);
    const asked = expected.filter(
      (event) =>
        event.type === 'observation' &&
        event.observation.emotion.kind === 'heard' &&
        event.observation.emotion.second !== null,
    );
    expect(asked.length).toBeGreaterThan(0);
    for (const cut of [
      { sizesMs: [400], roundEvery: 7 },
      { sizesMs: [133, 20, 310], roundEvery: 30 },
    ])
      expect(await coached(cut, doubted)).toEqual(expected);
  });
});
