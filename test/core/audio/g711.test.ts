import { describe, expect, it } from 'vitest';
import { encodeG711 } from '../../../src/core/audio/encode-g711.js';
import { decodeG711 } from '../../../src/core/audio/g711.js';

const everyByte = Uint8Array.from({ length: 256 }, (_, byte) => byte);

describe('G.711', () => {
  // ITU-T G.711 table 2a, column 8: decoder output values, 14-bit scale.
  it.each([
    [0x80, 8031],
    [0x8f, 4191],
    [0x90, 3999],
    [0x9f, 2079],
    [0xaf, 1023],
    [0xbf, 495],
    [0xcf, 231],
    [0xdf, 99],
    [0xef, 33],
    [0xfe, 2],
    [0xff, 0],
  ])('decodes the µ-law byte %i to the table’s %i', (byte, value) => {
    expect(decodeG711('mulaw', Uint8Array.of(byte))[0]).toBe((value * 4) / 32768);
    if (value !== 0) expect(decodeG711('mulaw', Uint8Array.of(byte & 0x7f))[0]).toBe((-value * 4) / 32768);
  });

  // ITU-T G.711 table 1a, column 8, 13-bit scale; even bits inverted on the line.
  it.each([
    [0xff, 4032],
    [0xf0, 2112],
    [0x80, 1],
    [0x81, 3],
  ])('decodes the A-law character signal %i to the table’s %i', (signal, value) => {
    expect(decodeG711('alaw', Uint8Array.of(signal ^ 0x55))[0]).toBe((value * 8) / 32768);
  });

  it('gives every byte back after decoding and encoding, but for µ-law’s negative zero', () => {
    expect([...encodeG711('alaw', decodeG711('alaw', everyByte))]).toEqual([...everyByte]);
    const again = encodeG711('mulaw', decodeG711('mulaw', everyByte));
    expect([...again].filter((byte, i) => byte !== i)).toEqual([0xff]);
  });

  it('clips what is too loud and takes NaN as silence', () => {
    expect([...encodeG711('mulaw', Float32Array.of(9, -9, Number.NaN))]).toEqual([0x80, 0x00, 0xff]);
  });
});
