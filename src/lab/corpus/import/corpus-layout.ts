import { readFile } from 'node:fs/promises';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { EvenkeelError } from '../../../errors.js';
import { meaningOf } from '../emotion-label.js';

const sex = z.enum(['f', 'm']);

/** How a corpus names its recordings. A mapping file says the same in YAML or JSON. */
const layoutSchema = z.strictObject({
  corpus: z.string().regex(/^[a-z0-9-]{1,32}$/, 'a short name of small letters, digits and hyphens'),
  language: z.string().max(16).default(''),
  /** A regular expression for the path of a recording below the folder, with groups named speaker and emotion. */
  pattern: z.string().max(500),
  /** What the corpus writes for an emotion, and the label of Evenkeel. */
  emotions: z.record(z.string(), z.string()),
  sexes: z.record(z.string(), sex).default({}),
});

export type CorpusLayout = {
  readonly corpus: string;
  readonly language: string;
  readonly pattern: RegExp;
  readonly emotions: ReadonlyMap<string, string>;
  readonly sexes: ReadonlyMap<string, 'f' | 'm'>;
  /** A list of all people, where the corpus has one: who is named there and has no recording is missing. */
  readonly people: { readonly file: string; readonly id: string; readonly sex: string } | null;
};

const layouts = (rows: readonly CorpusLayout[]) => new Map(rows.map((row) => [row.corpus, row]));
const all = (of: Readonly<Record<string, string>>) => new Map(Object.entries(of));
const sexed = (f: string, m: string) =>
  new Map([...f.split(' ').map((id) => [id, 'f'] as const), ...m.split(' ').map((id) => [id, 'm'] as const)]);

/** The corpora that need no mapping file. */
export const KNOWN_LAYOUTS: ReadonlyMap<string, CorpusLayout> = layouts([
  {
    // Cao et al. 2014; Open Database License. `1001_DFA_ANG_XX.wav`: actor, sentence, emotion, intensity.
    corpus: 'crema-d',
    language: 'en',
    pattern:
      /(?<clip>(?<speaker>\d{4})_(?<text>[A-Z]{3})_(?<emotion>[A-Z]{3})_(?<intensity>LO|MD|HI|XX?))\.wav$/,
    emotions: all({
      ANG: 'angry',
      DIS: 'disgust',
      FEA: 'fearful',
      HAP: 'happy',
      NEU: 'neutral',
      SAD: 'sad',
    }),
    sexes: new Map(),
    people: { file: 'VideoDemographics.csv', id: 'ActorID', sex: 'Sex' },
  },
  {
    // Burkhardt et al. 2005; CC0. `03a01Wa.wav`: speaker, text, emotion, version.
    corpus: 'emodb',
    language: 'de',
    pattern: /(?<clip>(?<speaker>\d{2})(?<text>[ab]\d{2})(?<emotion>[WLEAFTN])[a-z])\.wav$/,
    emotions: all({
      W: 'angry',
      L: 'boredom',
      E: 'disgust',
      A: 'fearful',
      F: 'happy',
      T: 'sad',
      N: 'neutral',
    }),
    sexes: sexed('08 09 13 14 16', '03 10 11 12 15'),
    people: null,
  },
]);

/** A known layout by its name, or a mapping file. Error: `corpus.mapping-invalid`, naming file and line. */
export async function corpusLayout(name: string): Promise<CorpusLayout> {
  const known = KNOWN_LAYOUTS.get(name);
  if (known !== undefined) return known;
  const text = await readFile(name, 'utf8').catch((cause: unknown) => {
    const found = `${name} is not one of ${[...KNOWN_LAYOUTS.keys()].join(', ')}, and not a file that can be read.`;
    throw new EvenkeelError('corpus.mapping-invalid', found, { cause });
  });
  const document = parseDocument(text);
  const lineOf = (path: readonly PropertyKey[]) => {
    const range =
      path.length === 0 ? null : (document.getIn(path.map(String), true) as { range?: number[] } | null);
    return text.slice(0, range?.range?.[0] ?? 0).split('\n').length;
  };
  const refuse = (path: readonly PropertyKey[], what: string) =>
    new EvenkeelError('corpus.mapping-invalid', `${name}:${lineOf(path)}: ${what}`);
  if (document.errors[0] !== undefined)
    throw new EvenkeelError('corpus.mapping-invalid', `${name}: ${document.errors[0].message}`);
  const parsed = layoutSchema.safeParse(document.toJS());
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0]!;
    throw refuse(path, `${path.join('.')}: ${message}`);
  }
  const { corpus, language, emotions, sexes } = parsed.data;
  for (const [written, label] of Object.entries(emotions))
    if (meaningOf(label) === null)
      throw refuse(['emotions', written], `${written}: "${label}" is not an emotion that Evenkeel knows`);
  return {
    corpus,
    language,
    pattern: patternOf(parsed.data.pattern, (what) => refuse(['pattern'], what)),
    emotions: all(emotions),
    sexes: new Map(Object.entries(sexes)),
    people: null,
  };
}

function patternOf(source: string, refuse: (what: string) => EvenkeelError): RegExp {
  for (const group of ['speaker', 'emotion'])
    if (!source.includes(`(?<${group}>`)) throw refuse(`pattern: it has no group (?<${group}>…)`);
  try {
    return new RegExp(source);
  } catch (cause) {
    throw refuse(`pattern: ${(cause as Error).message}`);
  }
}
