import { describe, expect, it } from 'vitest';
import { encodeG711 } from '../../../src/core/audio/encode-g711.js';
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
  it.each([
    [1, 8, (view: DataView, at: number, x: number) => view.setUint8(at, Math.round(x * 128) + 128)],
    [
      1,
      24,
      (view: DataView, at: number, x: number) => {
        const whole = Math.round(x * 2 ** 23);
        view.setUint16(at, whole & 0xffff, true);
        view.setInt8(at + 2, whole >> 16);
      },
    ],
    [1, 32, (view: DataView, at: number, x: number) => view.setInt32(at, Math.round(x * 2 ** 31), true)],
    [3, 32, (view: DataView, at: number, x: number) => view.setFloat32(at, x, true)],
    [3, 64, (view: DataView, at: number, x: number) => view.setFloat64(at, x, true)],
  ])('reads format %i of %i bits, negative values included', (tag, bits, write) => {
    const signal = ramp.map((x, n) => (n % 2 === 0 ? x : -x));
    const data = new Uint8Array((signal.length * bits) / 8);
    signal.forEach((x, n) => {
      write(new DataView(data.buffer), (n * bits) / 8, x);
    });
    const { channels } = readWav(wavOf(tag, bits, data));
    expect(channels[0]!.length).toBe(signal.length);
    channels[0]!.forEach((x, n) => {
      expect(x).toBeCloseTo(signal[n]!, 6);
    });
  });

  it('takes the length of an RF64 file from its ds64 chunk, and no chunk after the data for audio', () => {
    const plain = writeWav(8000, [ramp]);
    const ds64 = new Uint8Array(36);
    ds64.set(new TextEncoder().encode('ds64'));
    new DataView(ds64.buffer).setUint32(4, 28, true);
    new DataView(ds64.buffer).setBigUint64(16, 200n, true);
    const after = new TextEncoder().encode('LIST\u0004\0\0\0abcd');
    const file = Buffer.concat([plain.subarray(0, 12), ds64, plain.subarray(12), after]);
    file.write('RF64', 0);
    file.writeUInt32LE(0xffffffff, file.indexOf('data') + 4);
    expect(readWav(file).channels[0]).toEqual(readWav(plain).channels[0]);
  });

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
    ['16-bit floats', wavOf(3, 16, new Uint8Array(400))],
    ['no channels', writeWav(8000, [])],
  ])('refuses %s with a stable code', (_, file) => {
    expect(() => readWav(file)).toThrow(expect.objectContaining({ code: 'audio.file-unreadable' }));
  });

  it('is bounded', () => {
    expect(() => readWav(writeWav(8000, [ramp]), { maxBytes: 100 })).toThrow(/244 bytes/);
  });
});
