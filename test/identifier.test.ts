import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identifier, isIdentifier, tenantName, wordsOf } from '../src/identifier.js';

describe('an identifier', () => {
  it.each(['ana', 'ana@acme.test', 'Émile Müller', '坐席 7', 'team:billing/EU', '👩‍💻', 'a'.repeat(256)])(
    'may be %s',
    (name) => {
      expect(identifier.parse(name)).toBe(name);
    },
  );

  it.each([
    ['nothing', ''],
    ['white space', ' \t'],
    ['U+0000', 'a\u0000b'],
    ['a line end inside', 'a\nb'],
    ['an escape', '\u001b[31m'],
    ['a byte order mark', 'a\ufeffb'],
    ['a direction', 'a\u202eb'],
    ['a space without width', 'a\u200bb'],
    ['half a surrogate pair', 'a\ud800'],
    ['what is left of a wrong encoding', 'M\ufffdller'],
    ['more than 256 characters', 'a'.repeat(257)],
  ])('is never %s', (_what, name) => {
    expect(identifier.safeParse(name).success).toBe(false);
    expect(isIdentifier(name)).toBe(false);
  });

  it('is the same with white space around it', () => {
    expect(identifier.parse(' \ufeffana\r\n')).toBe('ana');
    expect(tenantName.safeParse('t'.repeat(65)).success).toBe(false);
  });

  it('survives UTF-8, JSON and a log line whenever it is one', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const outcome = identifier.safeParse(text);
        if (!outcome.success) return;
        const name = outcome.data;
        expect(Buffer.from(name, 'utf8').toString('utf8')).toBe(name);
        expect(name).not.toMatch(/\p{Cc}/u);
        expect(identifier.parse(name)).toBe(name);
      }),
    );
  });
});

describe('words', () => {
  it('may have lines, and nothing that a database cannot keep', () => {
    const words = wordsOf(20);
    expect(words.parse('one\n\ttwo')).toBe('one\n\ttwo');
    for (const text of ['a\u0000', 'a\ud800', '\u0007', 'x'.repeat(21)])
      expect(words.safeParse(text).success).toBe(false);
  });
});
