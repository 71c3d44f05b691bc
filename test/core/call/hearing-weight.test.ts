import { describe, expect, it } from 'vitest';
import { INITIAL_CALL_STATE, isTense, reduceCallState } from '../../../src/core/call/call-state.js';
import { hearingWeight, isMeasured } from '../../../src/core/call/hearing-weight.js';
import { DEFAULT_MOOD_OPTIONS } from '../../../src/core/call/mood-options.js';
import type { ChannelFacts } from '../../../src/core/features/channel-facts.js';
import type { TurnFacts } from '../../../src/core/features/turn-facts.js';
import { QUIET_TURNS } from '../../support/quiet-turns.js';

const WELL_HEARD: ChannelFacts = {
  activity: 'speaking',
  content: 'speech',
  speakingMs: 2000,
  silentMs: 0,
  windowVoicedMs: 1500,
  totalSpeechMs: 20_000,
  baselineConfidence: 0.9,
  levelDeltaDb: 6,
  f0DeltaSemitones: 4,
  f0RangeSemitones: 8,
  articulationRate: 4,
  articulationRateRatio: 1.1,
  pauseRatio: 0.2,
  noiseFloorDb: -70,
  snrDb: 45,
  lineGainDb: 0,
  voiceQuality: { jitterPercent: 2, shimmerPercent: 10, hnrDb: 8, isReliable: true },
  doubts: [],
};
const of = (facts: Partial<ChannelFacts>) => ({ ...WELL_HEARD, ...facts });
const weightOf = (facts: Partial<ChannelFacts>, turns: Partial<TurnFacts> = {}) =>
  hearingWeight(of(facts), { ...QUIET_TURNS, ...turns });

describe('How well a window was heard', () => {
  it('is everything for a clear voice, and where nothing is known against it', () => {
    expect(weightOf({})).toBe(1);
    expect(hearingWeight(null, QUIET_TURNS)).toBe(1);
  });

  it('is little for sounds that have a voice but no syllables', () => {
    expect(weightOf({ articulationRate: 1 })).toBe(0);
    expect(weightOf({ articulationRate: 2.2 })).toBeCloseTo(0.5, 9);
    expect(weightOf({ articulationRate: null })).toBe(1);
  });

  it.each([
    ['a word', { windowVoicedMs: 280 }],
    ['a faint voice', { noiseFloorDb: -70, snrDb: 19 }],
    ['a voice in noise', { noiseFloorDb: -30, snrDb: 3 }],
    [
      'a cough',
      { windowVoicedMs: 400, pauseRatio: 0.4, voiceQuality: { ...WELL_HEARD.voiceQuality!, hnrDb: 0.4 } },
    ],
    ['a wrong sample rate', { doubts: ['wrong-rate'] as const }],
  ])('is next to nothing for %s', (_, facts) => {
    expect(weightOf(facts)).toBeLessThan(0.1);
  });

  it.each([
    ['clipped', { doubts: ['clipped'] as const }, {}],
    ['torn', { doubts: ['gaps'] as const }, {}],
    ['overlapped', {}, { overlapMs: 300 }],
    ['breathy', { voiceQuality: { ...WELL_HEARD.voiceQuality!, hnrDb: 2.5 } }, {}],
  ])('is about a half or less where the voice is %s', (_, facts, turns) => {
    expect(weightOf(facts, turns)).toBeGreaterThan(0.2);
    expect(weightOf(facts, turns)).toBeLessThanOrEqual(0.5);
  });

  it('lets only a well-heard voice be compared with its start', () => {
    expect(isMeasured(WELL_HEARD, QUIET_TURNS)).toBe(true);
    expect(isMeasured(of({ windowVoicedMs: 400 }), QUIET_TURNS)).toBe(false);
    expect(isMeasured(of({ doubts: ['little-voice'] }), QUIET_TURNS)).toBe(false);
  });
});

describe('An alarm', () => {
  const ANGRY = { anger: 0.9, anxiety: 0.05, other: 0.05 };
  const CALM = { anger: 0.03, anxiety: 0.03, other: 0.94 };
  /** A calm caller, then what `facts` says of each half second of anger. */
  const tenseAfter = (halfSeconds: number, facts: (index: number) => Partial<ChannelFacts>) => {
    let state = INITIAL_CALL_STATE;
    const hear = (index: number, probabilities: typeof CALM, own: Partial<ChannelFacts>) => {
      state = reduceCallState(
        state,
        {
          atMs: (index + 1) * 500,
          customer: of({ totalSpeechMs: (index + 1) * 400, ...own }),
          agent: null,
          turns: QUIET_TURNS,
          emotion: { kind: 'heard', probabilities },
        },
        DEFAULT_MOOD_OPTIONS,
      );
    };
    for (let i = 0; i < 40; i++) hear(i, CALM, { speakingMs: (i % 6) * 500 });
    for (let i = 0; i < halfSeconds; i++) hear(40 + i, ANGRY, facts(i));
    return state;
  };

  it('comes of anger over two utterances', () => {
    expect(isTense(tenseAfter(12, (i) => ({ speakingMs: (i % 4) * 500 })).mood)).toBe(true);
  });

  it('does not come of one word, however angry', () => {
    const word = (i: number) => ({
      windowVoicedMs: 500,
      speakingMs: 500,
      totalSpeechMs: 16_000 + Math.min(i, 1) * 400,
    });
    expect(isTense(tenseAfter(12, word).mood)).toBe(false);
  });

  it('does not come of faint or fragmentary speech, however long', () => {
    const faint = (i: number) => ({ speakingMs: (i % 4) * 500, snrDb: 21 });
    const fragments = (i: number) => ({ speakingMs: 200 + (i % 2), windowVoicedMs: 320 });
    expect(isTense(tenseAfter(40, faint).mood)).toBe(false);
    expect(isTense(tenseAfter(40, fragments).mood)).toBe(false);
  });

  it('gives no reason that no voice could make', () => {
    const impossible = tenseAfter(12, (i) => ({
      speakingMs: (i % 4) * 500,
      levelDeltaDb: -27,
      f0DeltaSemitones: 21,
    }));
    expect(impossible.reason).toMatchObject({ levelDeltaDb: null, f0DeltaSemitones: null });
    const unmeasured = tenseAfter(12, () => ({ doubts: ['little-voice'] }));
    expect(unmeasured.reason).toMatchObject({ levelDeltaDb: null, f0DeltaSemitones: null, rateRatio: null });
  });
});
