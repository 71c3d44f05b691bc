import type { Command } from 'commander';
import { openSpeechCorpus } from '../../lab/corpus/speech-corpus.js';
import { writeFeatures } from '../../lab/corpus/write-features.js';
import { told } from '../output/cli-language.js';
import { progressLine } from '../output/progress-line.js';

const EXAMPLES = `
Examples:
  $ evenkeel features --data speech --out features.npy
  $ evenkeel features --data speech --part train --out heard.npy --augment 7   through other telephones and rooms
  $ evenkeel features --data speech --part train --out loud.npy --augment 7 --noise rooms

npm run train does this itself. A folder of this layout comes from: evenkeel corpus import.`;

export function registerFeaturesCommand(program: Command): void {
  program
    .command('features')
    .description(
      'Writes the features of a speech corpus, as the live extractors compute them, to train a model on.',
    )
    .requiredOption('--data <folder>', 'folder with clips.tsv, FLAC files and, if it has parts, speakers.tsv')
    .requiredOption(
      '--out <file>',
      'array of descriptors (.npy); .tsv, .json and .functionals.npy are written beside it',
    )
    .option('--part <part>', 'train, tune, test or all', 'all')
    .option('--augment <seed>', 'other telephones, rooms, noises and codecs, drawn from this seed')
    .option('--noise <folder>', 'FLAC recordings of rooms and streets for --augment')
    .addHelpText('after', EXAMPLES)
    .action(async (options: FeaturesOptions) => {
      const progress = progressLine('speakers');
      const written = await writeFeatures({
        corpus: await openSpeechCorpus(options.data, options.part),
        out: options.out,
        augmentSeed: options.augment === undefined ? null : Number(options.augment),
        noiseFolder: options.noise ?? null,
        onProgress: progress.show,
        onFault: progress.note,
      });
      progress.end();
      process.stdout.write(
        told(
          `${options.out}: ${written.frames} frames of ${written.clips} clips, ${written.faults} faults\n`,
        ),
      );
    });
}

type FeaturesOptions = {
  readonly data: string;
  readonly out: string;
  readonly part: string;
  readonly augment?: string;
  readonly noise?: string;
};
