import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWav, writeWav } from '../../../src/core/audio/wav.js';
import { EvenkeelError } from '../../../src/errors.js';
import { readAiff } from '../../../src/lab/recordings/aiff.js';

const tone = Float32Array.from({ length: 400 }, (_, n) => 0.5 * Math.sin(n / 3));
const WAV = writeWav(8_000, [tone, tone]);

function chunk(tag: string, body: Uint8Array, padded = true): Buffer {
  const head = Buffer.alloc(8);
  head.write(tag, 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body, Buffer.alloc(padded ? body.length & 1 : 0)]);
}

/** The chunks behind `RIFF….WAVE`. */
const riff = (...chunks: readonly Buffer[]) =>
  Buffer.concat([Buffer.from('RIFF\0\0\0\0WAVE', 'latin1'), ...chunks]);
const FMT = chunk('fmt ', WAV.subarray(20, 36));
const DATA = chunk('data', WAV.subarray(44));

/** An AIFF file of 16-bit samples. */
function aiff(): Buffer {
  const common = Buffer.from([0, 1, 0, 0, 0, 100, 0, 16, 0x40, 0x0b, 0xfa, 0, 0, 0, 0, 0, 0, 0]);
  const part = (tag: string, body: Buffer) => {
    const head = Buffer.alloc(8);
    head.write(tag, 'latin1');
    head.writeUInt32BE(body.length, 4);
    return Buffer.concat([head, body]);
  };
  return Buffer.concat([
    Buffer.from('FORM\0\0\0\0AIFF', 'latin1'),
    part('COMM', common),
    part('SSND', Buffer.alloc(208, 1)),
  ]);
}

describe('the header of a recording', () => {
  it('may leave out the padding of an odd chunk', () => {
    for (const padded of [true, false]) {
      const { channels } = readWav(riff(chunk('LIST', Buffer.from('odd'), padded), FMT, DATA));
      expect(channels.map(({ length }) => length)).toEqual([400, 400]);
    }
  });

  it('may not hide a second recording behind the first', () => {
    expect(() => readWav(riff(FMT, DATA, DATA))).toThrow(/more than one data chunk/);
    expect(() => readWav(riff(FMT, DATA, chunk('LIST', Buffer.from('odd')), DATA))).toThrow(/more than one/);
    expect(readWav(riff(FMT, DATA, chunk('LIST', Buffer.from('data')))).channels).toHaveLength(2);
  });

  it.each([
    ['WAV', WAV, readWav],
    ['RF64', Buffer.concat([Buffer.from('RF64'), WAV.subarray(4)]), readWav],
    ['AIFF', aiff(), readAiff],
  ])(
    'of a %s file gives audio that can be worked with, or an error, whatever is in it',
    (_kind, file, read) => {
      const hit = fc.tuple(fc.integer({ min: 4, max: 64 }), fc.integer({ min: 0, max: 255 }));
      fc.assert(
        fc.property(
          fc.array(hit, { maxLength: 6 }),
          fc.integer({ min: 0, max: file.length }),
          (hits, length) => {
            const bytes = Uint8Array.from(file.subarray(0, length));
            for (const [at, value] of hits) if (at < bytes.length) bytes[at] = value;
            try {
              const { sampleRateHz, channels } = read(bytes);
              expect(sampleRateHz).toBeGreaterThanOrEqual(1);
              expect(sampleRateHz).toBeLessThanOrEqual(768_000);
              expect(channels.length).toBeGreaterThanOrEqual(1);
              expect(channels.length).toBeLessThanOrEqual(8);
            } catch (cause) {
              expect(cause).toBeInstanceOf(EvenkeelError);
            }
          },
        ),
        { numRuns: 2_000 },
      );
    },
  );
});
