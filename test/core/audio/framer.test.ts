import { describe, expect, it } from 'vitest';
import { Framer } from '../../../src/core/audio/framer.js';

type Seen = { marked: boolean; index: number; samples: number[] };

function frame() {
  const hops: Seen[] = [];
  const framer = new Framer({
    hop: (hop, index) => hops.push({ marked: false, index, samples: [...hop] }),
    missing: (count, index) => {
      for (let i = 0; i < count; i++) hops.push({ marked: true, index: index + i, samples: [] });
    },
  });
  const push = (streamTimeMs: number, length: number, value = 0.5, sampleRateHz = 8000) =>
    framer.push({
      role: 'customer',
      streamTimeMs,
      sampleRateHz,
      samples: new Float32Array(length).fill(value),
    });
  return { hops, framer, push };
}

describe('Framer', () => {
  it('cuts packets of any length into 10 ms hops, a 1 ms packet too', () => {
    const { hops, push } = frame();
    for (let ms = 0; ms < 25; ms++) push(ms, 8);
    expect(hops.map(({ index }) => index)).toEqual([0, 1]);
    expect(hops.every(({ marked, samples }) => !marked && samples.every((x) => x === 0.5))).toBe(true);
  });

  it('writes a 5 s gap as marked silence, whether announced or not', () => {
    const announced = frame();
    announced.push(0, 160);
    announced.framer.gap({ role: 'customer', streamTimeMs: 20, durationMs: 5000, reason: 'lost' });
    announced.push(5020, 160);
    const silent = frame();
    silent.push(0, 160);
    silent.push(5020, 160);
    expect(announced.hops).toEqual(silent.hops);
    expect(silent.hops).toHaveLength(504);
    expect(silent.hops.filter(({ marked }) => marked)).toHaveLength(500);
    expect(silent.framer.faults.gapMs).toBe(5000);
  });

  it('drops late and overlapping audio and counts it', () => {
    const { hops, framer, push } = frame();
    push(0, 800, 0.5);
    push(40, 160, 0.9);
    push(80, 320, 0.25);
    expect(hops).toHaveLength(12);
    expect(hops[9]!.samples[0]).toBe(0.5);
    expect(hops[10]!.samples[0]).toBe(0.25);
    expect(framer.faults.lateMs).toBe(40);
  });

  it('takes rounded time stamps as contiguous', () => {
    const { hops, framer, push } = frame();
    for (let i = 0; i < 50; i++) push(i * 20 + (i % 3), 160);
    expect(hops).toHaveLength(100);
    expect(framer.faults.gapMs + framer.faults.lateMs).toBe(0);
  });

  it('re-anchors instead of filling an absurd hole', () => {
    const { hops, framer, push } = frame();
    push(0, 80);
    push(1e12, 80);
    push(1e12 + 10, 80);
    expect(hops).toHaveLength(3);
    expect(framer.faults.timelineJumps).toBe(1);
  });

  it('lets no NaN through', () => {
    const { hops, framer, push } = frame();
    push(0, 80, Number.NaN);
    expect(hops[0]!.samples.every((x) => x === 0)).toBe(true);
    expect(framer.faults.nonFiniteSamples).toBe(80);
  });

  it('keeps 16 kHz audio on the timeline across a gap', () => {
    const { hops, framer, push } = frame();
    push(0, 320, 0.5, 16000);
    push(1000, 320, 0.5, 16000);
    framer.end();
    expect(hops).toHaveLength(102);
    expect(hops[101]!.marked).toBe(false);
    expect(hops[50]!.marked).toBe(true);
  });
});
