import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addEvidence,
  leadingEmotion,
  type MoodEvidence,
  NO_EVIDENCE,
  tenseShare,
  tenseSinceMs,
} from '../../../src/core/call/mood-evidence.js';
import { DEFAULT_MOOD_OPTIONS } from '../../../src/core/call/mood-options.js';
import { CUSTOMER_SPEAKS, type MomentParts, observationAt } from '../../support/made-up-moment.js';

const STEP_MS = 500;
const CALM = { anger: 0.03, anxiety: 0.03, other: 0.94 };
const ANGRY = { anger: 0.9, anxiety: 0.05, other: 0.05 };
const ANXIOUS = { anger: 0.05, anxiety: 0.9, other: 0.05 };

type Probabilities = typeof CALM;

/** The evidence after one window every half second of each voice for so many seconds. */
function evidenceAfter(
  voices: readonly (readonly [seconds: number, probabilities: Probabilities, parts?: MomentParts])[],
): MoodEvidence {
  let evidence = NO_EVIDENCE;
  let atMs = 0;
  for (const [seconds, probabilities, parts = CUSTOMER_SPEAKS] of voices)
    for (let i = 0; i < (seconds * 1000) / STEP_MS; i++) {
      atMs += STEP_MS;
      const observation = observationAt(atMs, {
        ...parts,
        customer: { totalSpeechMs: atMs, ...parts.customer },
      });
      evidence = addEvidence(
        evidence,
        observation,
        { heard: { probabilities }, tense: false },
        DEFAULT_MOOD_OPTIONS,
      );
    }
  return evidence;
}

const share = (evidence: MoodEvidence) => tenseShare(evidence, DEFAULT_MOOD_OPTIONS);

describe('The evidence of a mood', () => {
  it('gathers nothing from a calm voice', () => {
    const evidence = evidenceAfter([[60, CALM]]);
    expect(share(evidence)).toBe(0);
    expect(evidence.calm.nats).toBeGreaterThan(0);
  });

  it('grows with an angry voice, and says since when', () => {
    const evidence = evidenceAfter([
      [20, CALM],
      [5, ANGRY],
    ]);
    expect(share(evidence)).toBeGreaterThanOrEqual(1);
    expect(leadingEmotion(evidence, DEFAULT_MOOD_OPTIONS)).toBe('anger');
    expect(tenseSinceMs(evidence, DEFAULT_MOOD_OPTIONS)).toBe(20_000);
  });

  it('tells an anxious voice from an angry one by its own sum', () => {
    const evidence = evidenceAfter([
      [20, CALM],
      [5, ANXIOUS],
    ]);
    expect(leadingEmotion(evidence, DEFAULT_MOOD_OPTIONS)).toBe('anxiety');
    expect(evidence.angerLeanNats).toBeLessThan(0);
  });

  it('wanes when the voice is calm again', () => {
    const tense = evidenceAfter([
      [20, CALM],
      [4, ANGRY],
    ]);
    const calmer = evidenceAfter([
      [20, CALM],
      [4, ANGRY],
      [6, CALM],
    ]);
    expect(share(calmer)).toBeLessThan(share(tense));
  });

  it('never falls below nothing and never passes twice the threshold, whatever is heard', () => {
    const voice = fc
      .tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }))
      .map(([a, b]) => ({ anger: a, anxiety: (1 - a) * b, other: (1 - a) * (1 - b) }));
    fc.assert(
      fc.property(fc.array(voice, { minLength: 1, maxLength: 80 }), (voices) => {
        const evidence = evidenceAfter(voices.map((one) => [STEP_MS / 1000, one]));
        for (const name of ['anger', 'anxiety'] as const) {
          expect(evidence[name].nats).toBeGreaterThanOrEqual(0);
          expect(evidence[name].nats).toBeLessThanOrEqual(2 * DEFAULT_MOOD_OPTIONS[name].atNats);
        }
      }),
    );
  });

  it('counts a faint voice for little and a voice at the wrong rate for nothing', () => {
    const faint: MomentParts = { ...CUSTOMER_SPEAKS, customer: { ...CUSTOMER_SPEAKS.customer, snrDb: 6 } };
    const wrong: MomentParts = {
      ...CUSTOMER_SPEAKS,
      customer: { ...CUSTOMER_SPEAKS.customer, doubts: ['wrong-rate'] },
    };
    const heard = share(
      evidenceAfter([
        [20, CALM],
        [5, ANGRY],
      ]),
    );
    const barelyHeard = share(
      evidenceAfter([
        [20, CALM],
        [5, ANGRY, faint],
      ]),
    );
    expect(barelyHeard).toBeLessThan(heard / 2);
    expect(share(evidenceAfter([[30, ANGRY, wrong]]))).toBe(0);
  });

  it('takes no more from level than the limit, and hardly hears a voice an octave away', () => {
    const louder = (levelDeltaDb: number, f0DeltaSemitones: number): MomentParts => ({
      ...CUSTOMER_SPEAKS,
      customer: { ...CUSTOMER_SPEAKS.customer, levelDeltaDb, f0DeltaSemitones },
    });
    const atTheLimit = evidenceAfter([[10, CALM, louder(12, 8)]]);
    const farBeyond = evidenceAfter([[10, CALM, louder(60, 8)]]);
    expect(farBeyond.anger).toEqual(atTheLimit.anger);
    // An octave away it is hardly this caller's voice, and counts for less.
    const start = [[10, CALM, louder(0, 0)]] as const;
    const octave = evidenceAfter([...start, [2, ANGRY, louder(0, 40)]]);
    const near = evidenceAfter([...start, [2, ANGRY, louder(0, 8)]]);
    expect(octave.anger.nats).toBeLessThan(near.anger.nats / 2);
  });

  it('gathers no alarm from many windows that were hardly heard', () => {
    const faint: MomentParts = {
      ...CUSTOMER_SPEAKS,
      customer: { ...CUSTOMER_SPEAKS.customer, windowVoicedMs: 320 },
    };
    const evidence = evidenceAfter([
      [20, CALM],
      [120, ANGRY, faint],
    ]);
    expect(share(evidence)).toBe(0);
  });
});
