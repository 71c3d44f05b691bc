import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChannelFeatures } from '../../../../src/core/features/channel-features.js';
import { PitchCandidates } from '../../../../src/core/features/lld/pitch-candidates.js';
import { SignalTones } from '../../../../src/core/features/lld/signal-tones.js';
import { buzzingVoice } from '../../../support/buzzing-voice.js';

const RATE_HZ = 8000;
const MIN_VOICED_HOPS = 20;

/** Frequencies that sound at a moment. */
type Cadence = (ms: number) => readonly number[];

const onOff =
  (hz: readonly number[], onMs: number, offMs: number): Cadence =>
  (ms) =>
    ms % (onMs + offMs) < onMs ? hz : [];

const KEY_LOW_HZ = [697, 770, 852, 941];
const KEY_HIGH_HZ = [1209, 1336, 1477, 1633];

/** A new key for each press. */
const keys =
  (onMs: number, offMs: number): Cadence =>
  (ms) => {
    const press = Math.floor(ms / (onMs + offMs));
    if (ms % (onMs + offMs) >= onMs) return [];
    return [KEY_LOW_HZ[(press * 7 + 3) % 4]!, KEY_HIGH_HZ[Math.floor(press * 2.7) % 4]!];
  };

function play(cadence: Cadence, amplitude: number, noise: number, seconds = 30): Float32Array {
  let seed = 7;
  return Float32Array.from({ length: seconds * RATE_HZ }, (_, n) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    let sum = noise * (seed / 2 ** 31 - 1);
    for (const hz of cadence((n * 1000) / RATE_HZ))
      sum += amplitude * Math.sin((2 * Math.PI * hz * n) / RATE_HZ);
    return sum;
  });
}

/** How many windows the model would be given, and what the line is said to carry at the end of each half second. */
function hear(samples: Float32Array) {
  const features = new ChannelFeatures({ detail: 'full' });
  let windows = 0;
  const contents = new Set<string>();
  for (let hop = 0; (hop + 1) * 80 <= samples.length; hop++) {
    features.push(samples.subarray(hop * 80, (hop + 1) * 80), false);
    if (hop % 50 !== 49) continue;
    const { content } = features.facts();
    contents.add(content);
    if (content !== 'tone' && features.window(MIN_VOICED_HOPS) !== null) windows += 1;
  }
  return { windows, contents, features };
}

describe('signalling tones', () => {
  it.each([
    ['keys, 50 ms on, 50 off', keys(50, 50)],
    ['keys, 100 ms on, 100 off', keys(100, 100)],
    ['a US busy tone', onOff([480, 620], 500, 500)],
    ['a European busy tone', onOff([425], 500, 500)],
    ['US ringing', onOff([440, 480], 2000, 4000)],
    ['a fax calling', onOff([1100], 500, 3000)],
    [
      'information tones',
      (ms) => (ms % 2000 < 990 ? [[950], [1400], [1800]][Math.floor((ms % 2000) / 330)]! : []),
    ],
  ] satisfies [string, Cadence][])('take %s for no voice, loud or in noise', (_, cadence) => {
    for (const [amplitude, noise] of [
      [0.3, 0],
      [0.05, 0.002],
    ] as const) {
      const { windows, contents } = hear(play(cadence, amplitude, noise));
      expect(windows).toBe(0);
      expect(contents).toContain('tone');
    }
  });

  it('are forgotten when somebody speaks', () => {
    const voice = buzzingVoice({ durationMs: 10_000, startMs: 0, onMs: 900, offMs: 300, f0Hz: 160 });
    const tones = play(keys(100, 100), 0.2, 0, 10);
    const together = new Float32Array(tones.length + voice.length);
    together.set(tones);
    together.set(voice, tones.length);
    const after = hear(together).features;
    const alone = hear(voice).features;
    expect(Math.abs(after.facts().totalSpeechMs - alone.facts().totalSpeechMs)).toBeLessThan(300);
  });

  const isKeyHeard = (samples: Float32Array) => {
    const candidates = new PitchCandidates();
    const tones = new SignalTones();
    for (let at = 0; at + 80 <= samples.length; at += 80) {
      candidates.push(samples.subarray(at, at + 80), true);
      tones.push(candidates, true);
      if (tones.excludesVoice) return true;
    }
    return false;
  };

  it('are heard at any level and moment, within 0.5 % of their frequency, and not far beside it', () => {
    const off = fc.double({ min: -0.005, max: 0.005, noNaN: true });
    const level = fc.double({ min: 0.003, max: 0.4, noNaN: true });
    fc.assert(
      fc.property(
        off,
        level,
        fc.tuple(fc.nat(3), fc.nat(3)),
        fc.nat(400),
        (by, amplitude, [low, high], lead) => {
          const press = (ratio: number) => {
            const samples = new Float32Array(lead + 800);
            const hz = [KEY_LOW_HZ[low]! * ratio, KEY_HIGH_HZ[high]! * ratio];
            samples.set(
              play(() => hz, amplitude, 0, 0.1),
              lead,
            );
            return samples;
          };
          expect(isKeyHeard(press(1 + by))).toBe(true);
          expect(isKeyHeard(press(1.045 + by))).toBe(false);
        },
      ),
      { numRuns: 40 },
    );
  });
});
