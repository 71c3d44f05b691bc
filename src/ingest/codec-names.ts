import type { RawCodec } from './raw-codec.js';

/** What platforms call their codecs, without the media type and in lower case. */
const CODECS: ReadonlyMap<string, RawCodec> = new Map(
  Object.entries({
    pcmu: 'pcmu',
    mulaw: 'pcmu',
    ulaw: 'pcmu',
    'g711-ulaw': 'pcmu',
    pcma: 'pcma',
    alaw: 'pcma',
    'g711-alaw': 'pcma',
    l16: 'l16',
    raw: 'l16',
    pcm: 'l16',
    pcm16: 'l16',
    linear16: 'l16',
    slin: 'l16',
  } as const),
);

/** The codec that a platform's name means, such as `audio/x-mulaw`, `PCMU` or `audio/l16;rate=16000`; null if unknown. */
export function codecNamed(name: string): RawCodec | null {
  const bare = (name.split(';', 1)[0] ?? '')
    .trim()
    .toLowerCase()
    .replace(/^audio\//, '')
    .replace(/^x-/, '');
  return CODECS.get(bare) ?? null;
}
