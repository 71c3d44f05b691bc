import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeSecret, decodeStrictly } from '../src/strict-text.js';

const TEXT = 'agent_id\r\nMüller 坐席\r\n';

describe('decodeStrictly', () => {
  it.each([
    ['UTF-8', Buffer.from(TEXT)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${TEXT}`)],
    ['UTF-16LE with a mark', Buffer.from(`\ufeff${TEXT}`, 'utf16le')],
    ['UTF-16BE with a mark', Buffer.from(`\ufeff${TEXT}`, 'utf16le').swap16()],
  ])('reads %s', (_name, bytes) => {
    expect(decodeStrictly(bytes)).toEqual({ text: TEXT });
  });

  it.each([
    ['Windows-1252', Buffer.from('Müller', 'latin1'), 'it seems to be Windows-1252'],
    ['UTF-16 that is cut off', Buffer.from([0xff, 0xfe, 0x41]), 'it is not proper UTF-16LE'],
    ['something else', Buffer.from([0x81, 0xff, 0x00]), 'its encoding is unknown'],
  ])('refuses %s, and names the encoding', (_name, bytes, why) => {
    expect(decodeStrictly(bytes)).toEqual({ fault: expect.stringContaining(why) });
  });

  it('never changes a text silently', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const decoded = decodeStrictly(bytes);
        if ('text' in decoded && (bytes[0] ?? 0) < 0xfe)
          expect(Buffer.from(decoded.text)).toEqual(Buffer.from(bytes).subarray(hasMark(bytes) ? 3 : 0));
      }),
    );
  });
});

const hasMark = (bytes: Uint8Array) => Buffer.from(bytes.subarray(0, 3)).equals(Buffer.from('\ufeff'));

describe('decodeSecret', () => {
  it('takes off what surrounds a secret', () => {
    expect(decodeSecret(Buffer.from('\ufeff\n s3cret word \r\n\n'))).toEqual({ text: 's3cret word' });
  });
});
