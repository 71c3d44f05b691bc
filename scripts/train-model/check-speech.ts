import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EvenkeelError } from '../../src/errors.js';
import { openSpeechCorpus } from '../../src/lab/corpus/speech-corpus.js';

/** Clips of a part, by what they mean; without these a model can be neither trained nor calibrated. */
const LEAST = {
  train: { anger: 60, anxiety: 60, neutral: 60 },
  tune: { anger: 10, anxiety: 10, neutral: 10 },
  test: { anger: 10, anxiety: 10, neutral: 10 },
} as const;

/** What the speech is: a line a corpus, for the card, and a digest of its tables. */
export type CheckedSpeech = { readonly digest: string; readonly corpora: readonly string[] };

/**
 * Looks at the speech before the long work. Errors: `corpus.empty`, `corpus.part-unknown`, `table.*`, and
 * `corpus.clip-unreadable` for the first clip that cannot be used, each naming file and line.
 */
export async function checkSpeech(folder: string): Promise<CheckedSpeech> {
  const speakers = join(folder, 'speakers.tsv');
  if (!existsSync(speakers))
    throw new EvenkeelError(
      'corpus.empty',
      `${speakers} is missing: it says who is in train, tune and test; \`evenkeel corpus import\` writes it.`,
    );
  const corpora = new Map<string, { people: number; clips: number; languages: Set<string> }>();
  for (const [part, least] of Object.entries(LEAST)) {
    const { speakers: people, faults } = await openSpeechCorpus(folder, part);
    if (faults[0] !== undefined) throw new EvenkeelError('corpus.clip-unreadable', faults[0].sentence);
    const clips = people.flatMap((one) => one.clips);
    for (const [meaning, needed] of Object.entries(least)) {
      const found = clips.filter((clip) => clip.meaning === meaning).length;
      if (found < needed)
        throw new EvenkeelError(
          'corpus.empty',
          `${speakers}: part ${part} has ${found} clips of ${meaning}, ${needed} are needed.`,
        );
    }
    for (const { clips: own } of people) {
      const { corpus, language } = own[0]!.cells;
      const row = corpora.get(corpus) ?? { people: 0, clips: 0, languages: new Set<string>() };
      row.people += 1;
      row.clips += own.length;
      row.languages.add(language);
      corpora.set(corpus, row);
    }
  }
  const digest = createHash('sha256');
  for (const name of ['clips.tsv', 'speakers.tsv']) digest.update(readFileSync(join(folder, name)));
  return {
    digest: digest.digest('hex'),
    corpora: [...corpora].map(
      ([name, { people, clips, languages }]) =>
        `| ${name} | ${[...languages].join(', ')} | ${people} | ${clips} |`,
    ),
  };
}
