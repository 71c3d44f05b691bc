import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { DEMO_CALL_PATH } from '../../src/app/package-root.js';
import { encodeG711 } from '../../src/core/audio/encode-g711.js';
import { decodeG711 } from '../../src/core/audio/g711.js';
import { decodePcm16, encodePcm16 } from '../../src/core/audio/pcm16.js';
import { readWav } from '../../src/core/audio/wav.js';
import { ChannelCheck } from '../../src/ingest/channel-check.js';

describe('ChannelCheck on the demo call', () => {
  let voices: readonly Float32Array[];
  let rateHz: number;
  beforeAll(async () => {
    const wav = readWav(await readFile(DEMO_CALL_PATH));
    voices = wav.channels.map((channel) => channel.subarray(0, 60 * wav.sampleRateHz));
    rateHz = wav.sampleRateHz;
  });

  const reportOf = (samples: Float32Array) => {
    const check = new ChannelCheck();
    for (let at = 0; at < samples.length; at += rateHz / 50)
      check.add(samples.subarray(at, at + rateHz / 50), rateHz);
    return check.report;
  };

  it.each([
    ['µ-law as µ-law', (x: Float32Array) => decodeG711('mulaw', encodeG711('mulaw', x)), 'none'],
    ['A-law as A-law', (x: Float32Array) => decodeG711('alaw', encodeG711('alaw', x)), 'none'],
    ['linear as linear', (x: Float32Array) => decodePcm16(encodePcm16(x)), 'none'],
    ['µ-law as A-law', (x: Float32Array) => decodeG711('alaw', encodeG711('mulaw', x)), 'other-law'],
    ['A-law as µ-law', (x: Float32Array) => decodeG711('mulaw', encodeG711('alaw', x)), 'other-law'],
    ['big-endian as little-endian', (x: Float32Array) => decodePcm16(encodePcm16(x, 'big')), 'byte-order'],
    ['linear as µ-law', (x: Float32Array) => decodeG711('mulaw', encodePcm16(x)), 'not-speech'],
  ] as const)('judges %s of both voices', (_name, read, suspicion) => {
    for (const voice of voices) expect(reportOf(read(voice)).suspicion).toBe(suspicion);
  });

  it('never suspects the line, not even during the outburst', () => {
    const seen = voices.flatMap((voice) => {
      const check = new ChannelCheck();
      return Array.from({ length: 60 }, (_, second) => {
        check.add(voice.subarray(second * rateHz, (second + 1) * rateHz), rateHz);
        return check.report.suspicion;
      });
    });
    expect(new Set(seen)).toEqual(new Set(['none']));
  });

  it.each([
    ['a good line', 0.1, 'good'],
    ['a faint one', 0.008, 'faint'],
    ['none', 0, 'none'],
  ])('tells %s, and measures nobody', (_name, amplitude, sound) => {
    const tone = Float32Array.from(
      { length: 8000 },
      (_, i) => amplitude * Math.sin((2 * Math.PI * 200 * i) / 8000),
    );
    const check = new ChannelCheck();
    check.add(tone, 8000);
    check.add(new Float32Array(8000), 8000);
    expect(check.report).toEqual({ heardMs: 2000, sound, suspicion: 'none' });
  });
});

describe('chunks of any length', () => {
  it.each([5, 10, 30, 125])('examines the same sound in chunks of %i ms', (chunkMs) => {
    const loud = Float32Array.from({ length: 16_000 }, (_, i) => 0.3 * Math.sin(i / 8));
    const check = new ChannelCheck();
    const length = chunkMs * 8;
    for (let at = 0; at < loud.length; at += length) check.add(loud.subarray(at, at + length), 8000);
    const whole = new ChannelCheck();
    whole.add(loud, 8000);
    expect(check.report).toEqual(whole.report);
    expect(check.report.sound).toBe('good');
  });
});
