import { describe, expect, it } from 'vitest';
import { encodeG711 } from '../../../src/core/audio/g711.js';
import { readWav, writeWav } from '../../../src/core/audio/wav.js';

const ramp = Float32Array.from({ length: 100 }, (_, n) => n / 128);

/** A WAV file of one channel at 8 kHz with any format tag; `extra` follows the 16 bytes of the fmt chunk. */
function wavOf(
  tag: number,
  bits: number,
  data: Uint8Array,
  extra: Uint8Array = new Uint8Array(0),
): Uint8Array {
  const plain = writeWav(8000, [new Float32Array(0)]);
  const file = new Uint8Array(44 + extra.length + data.length);
  file.set(plain.subarray(0, 36));
  file.set(extra, 36);
  file.set(plain.subarray(36, 44), 36 + extra.length);
  file.set(data, 44 + extra.length);
  const view = new DataView(file.buffer);
  view.setUint32(16, 16 + extra.length, true);
  view.setUint16(20, tag, true);
  view.setUint16(34, bits, true);
  view.setUint32(40 + extra.length, data.length, true);
  return file;
}

describe('readWav', () => {
  it('reads both channels of 16-bit PCM', () => {
    const { sampleRateHz, channels, truncated } = readWav(writeWav(16000, [ramp, ramp.map((x) => -x)]));
    expect([sampleRateHz, channels.length, truncated]).toEqual([16000, 2, false]);
    expect(channels[0]).toEqual(ramp);
    expect(channels[1]![64]).toBe(-0.5);
  });

  it.each([
    ['mulaw', 7],
    ['alaw', 6],
  ] as const)('reads %s, plain and behind an extensible header', (law, tag) => {
    const data = encodeG711(law, ramp);
    const extension = new Uint8Array(24);
    extension[0] = 22;
    extension[8] = tag;
    const plain = readWav(wavOf(tag, 8, data)).channels[0]!;
    expect(readWav(wavOf(0xfffe, 8, data, extension)).channels[0]).toEqual(plain);
    for (let n = 0; n < ramp.length; n++) expect(Math.abs(plain[n]! - ramp[n]!)).toBeLessThan(0.02);
  });

  it('gives what is there of a truncated file, and of a streamed one without a length', () => {
    const file = writeWav(8000, [ramp]);
    const short = readWav(file.subarray(0, 44 + 101));
    expect([short.channels[0]!.length, short.truncated]).toEqual([50, true]);
    new DataView(file.buffer).setUint32(40, 0xffffffff, true);
    expect(readWav(file)).toMatchObject({ truncated: false, channels: [{ length: 100 }] });
  });

  it.each([
    ['noise', new Uint8Array(100).fill(7)],
    ['nothing', new Uint8Array(0)],
    ['a header alone', writeWav(8000, [ramp]).subarray(0, 36)],
    ['32-bit floats', wavOf(3, 32, new Uint8Array(400))],
    ['no channels', writeWav(8000, [])],
  ])('refuses %s with a stable code', (_, file) => {
    expect(() => readWav(file)).toThrow(expect.objectContaining({ code: 'audio.file-unreadable' }));
  });

  it('is bounded', () => {
    expect(() => readWav(writeWav(8000, [ramp]), { maxBytes: 100 })).toThrow(/244 bytes/);
  });
});
