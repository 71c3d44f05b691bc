import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOP_SAMPLES } from '../../src/core/audio/audio-frame.js';
import { Framer } from '../../src/core/audio/framer.js';
import { ChannelFeatures } from '../../src/core/features/channel-features.js';
import { buzzingVoice } from '../support/buzzing-voice.js';

const SECONDS = 6;
const VOICE = buzzingVoice({ durationMs: SECONDS * 1000, startMs: 300, onMs: 900, offMs: 300, f0Hz: 170 });

const SILENCE = new Float32Array(HOP_SAMPLES);

/** A packet of one channel: samples, and where on the timeline they claim to stand. */
type Packet = { readonly samples: Float32Array; readonly streamTimeMs: number };

/** From packets to facts, as a call does it: placed on the timeline, resampled, framed, described. */
function hear(packets: Iterable<Packet>, sampleRateHz = 8000) {
  const numbers: number[] = [];
  const features = new ChannelFeatures({ detail: 'full', onFrame: (row) => numbers.push(...row) });
  const doubts = new Set<string>();
  let hops = 0;
  const take = (hop: Float32Array, marked: boolean) => {
    features.push(hop, marked);
    hops += 1;
    if (hops % 25 !== 0) return;
    const facts = features.facts();
    for (const doubt of facts.doubts) doubts.add(doubt);
    numbers.push(...numbersOf(facts), ...numbersOf(facts.voiceQuality ?? {}));
    const window = features.window(20);
    if (window !== null) numbers.push(...window.functionals, ...window.profile);
  };
  const framer = new Framer({
    hop: (hop) => take(hop, false),
    missing: (count) => {
      for (let i = 0; i < count; i++) take(SILENCE, true);
    },
  });
  for (const { samples, streamTimeMs } of packets)
    framer.push({ role: 'customer', streamTimeMs, sampleRateHz, samples });
  framer.end();
  return {
    areFinite: numbers.every(Number.isFinite),
    doubts,
    facts: features.facts(),
    hops,
    faults: framer.faults,
  };
}

const numbersOf = (value: object) =>
  Object.values(value).filter((one): one is number => typeof one === 'number');

/** Cuts samples into packets of the given lengths, over and over; a length of 0 is an empty packet. */
function* cut(samples: Float32Array, lengths: readonly number[], rateHz = 8000): Generator<Packet> {
  let at = 0;
  for (let i = 0; at < samples.length; i++) {
    const length = lengths[i % lengths.length]!;
    yield { samples: samples.subarray(at, at + length), streamTimeMs: (at * 1000) / rateHz };
    at += length;
  }
}

const whole = hear(cut(VOICE, [160]));

describe('a whole channel, from packets to facts', () => {
  it('says the same however the audio is cut: 1 ms, odd sizes, empty packets', () => {
    const length = fc.oneof(fc.constantFrom(0, 1, 8), fc.integer({ min: 1, max: 2000 }));
    const lengths = fc
      .array(length, { minLength: 1, maxLength: 12 })
      .filter((all) => all.some((one) => one > 0));
    fc.assert(
      fc.property(lengths, (all) => {
        expect(hear(cut(VOICE, all)).facts).toEqual(whole.facts);
      }),
      { numRuns: 20 },
    );
  });

  it('lets no number out that is none, whatever the line does to a voice', () => {
    const damage = fc.constantFrom<(x: number, n: number) => number>(
      (x) => x,
      () => 0,
      () => Number.NaN,
      (_, n) => (n % 2 === 0 ? Number.POSITIVE_INFINITY : -1e30),
      (x) => 1e20 * x,
      (x) => 1e-20 * x,
      (x) => Math.sign(x),
      (x) => Math.max(-0.1, Math.min(0.1, 5 * x)),
      (x) => x + 0.4,
      (_, n) => (n % 80 < 40 ? 1 : -1),
      (_, n) => 0.3 * (Math.sin(n * 0.547) + Math.sin(n * 0.9495)),
    );
    const stretch = fc.tuple(damage, fc.integer({ min: 1, max: 8000 }));
    fc.assert(
      fc.property(fc.array(stretch, { minLength: 1, maxLength: 8 }), (stretches) => {
        const damaged = VOICE.slice();
        let at = 0;
        while (at < damaged.length) {
          for (const [of, length] of stretches) {
            for (let n = at; n < Math.min(damaged.length, at + length); n++) damaged[n] = of(VOICE[n]!, n);
            at += length;
          }
        }
        expect(hear(cut(damaged, [160])).areFinite).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it('keeps its hold on the timeline, whatever packets claim', () => {
    const moved = fc.oneof(
      fc.constantFrom(0, Number.NaN, Number.POSITIVE_INFINITY, 1e15, -1e15),
      fc.double({ min: -8000, max: 8000, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(moved, { minLength: 1, maxLength: 6 }), (moves) => {
        const packets = [...cut(VOICE, [160])].map((packet, i) => ({
          ...packet,
          streamTimeMs: packet.streamTimeMs + (i % 40 === 39 ? moves[Math.floor(i / 40) % moves.length]! : 0),
        }));
        const heard = hear(packets);
        expect(heard.areFinite).toBe(true);
        expect(heard.hops).toBeLessThan(100 * (SECONDS + 8 * packets.length));
      }),
      { numRuns: 20 },
    );
  });

  it('says so where five seconds never came', () => {
    const late = [...cut(VOICE, [160])].map((packet) => ({
      ...packet,
      streamTimeMs: packet.streamTimeMs + (packet.streamTimeMs > 3000 ? 5000 : 0),
    }));
    const heard = hear(late);
    expect(heard.doubts).toContain('gaps');
    expect(heard.faults.gapMs).toBe(5000);
    expect(heard.hops).toBe(100 * (SECONDS + 5));
  });
});
