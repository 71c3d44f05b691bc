/** What may stand in Latin letters in a Chinese text: names, units, file formats, keys, code. */
const LATIN = [
  'evenkeel token --role source',
  'evenkeel people import',
  'evenkeel doctor',
  'Evenkeel',
  'PostgreSQL',
  'SQLite',
  'Redis',
  'HTML',
  'FLAC',
  'Ctrl+C',
  'Ctrl',
  'dBFS',
  'CSV',
  'JSON',
  'PNG',
  'PDF',
  'WAV',
  'MP3',
  'OGG',
  'M4A',
  'TLS',
  'Esc',
  'dB',
  'Hz',
  'F0',
  'CPU',
  'MiB',
  'p95',
  'p99',
];

/**
 * English words in a Chinese text, without names, units and code.
 * @param alsoAllowed what this text may hold besides: names of its own teams, files, addresses
 */
export function englishIn(text: string, alsoAllowed: readonly (string | RegExp)[] = []): string[] {
  const bare = [...alsoAllowed, ...LATIN].reduce<string>((rest, word) => rest.replaceAll(word, ' '), text);
  return [...new Set(bare.match(/[A-Za-z]{2,}(?:[ '’-][A-Za-z]+)*/g) ?? [])];
}
