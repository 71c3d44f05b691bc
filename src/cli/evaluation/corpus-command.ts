import type { Command } from 'commander';
import { corpusLayout } from '../../lab/corpus/import/corpus-layout.js';
import { importCorpus } from '../../lab/corpus/import/import-corpus.js';
import { told } from '../output/cli-language.js';
import { progressLine } from '../output/progress-line.js';
import { tryOutput } from '../output/try-output.js';

type ImportOptions = { readonly out: string; readonly json?: true };

const HELP = `
Layouts: crema-d (Open Database License), emodb (CC0), or a mapping file in YAML for folders that name emotion and speaker
in their paths, such as ESD:
  corpus: esd
  language: zh
  pattern: '(?<speaker>\\d{4})/(?<emotion>\\w+)/(?<clip>[\\w]+)\\.wav$'
  emotions: { Angry: angry, Happy: happy, Neutral: neutral, Sad: sad, Surprise: surprise }
Several corpora may go into one folder, one after the other. People are divided into train, tune and test.

Examples:
  $ evenkeel corpus import crema-d CREMA-D                      into the folder speech
  $ evenkeel corpus import esd.yaml ESD --out speech            another corpus into the same folder, by a mapping of yours
  $ evenkeel corpus import emodb EmoDB --out emodb --json

Then: evenkeel evaluate --data speech, or npm run train.`;

/** `corpus`: speech to train a model on. */
export function registerCorpus(program: Command): void {
  program
    .command('corpus')
    .description('Prepares speech corpora for training and evaluation.')
    .addHelpText(
      'after',
      `
Examples:
  $ evenkeel corpus import emodb EmoDB
  $ evenkeel corpus import --help   the layouts that are known, and how to describe another`,
    )
    .command('import')
    .description('Turns an unpacked speech corpus into clips.tsv, speakers.tsv and one FLAC file a person.')
    .argument('<layout>', 'crema-d, emodb, or a mapping file (YAML)')
    .argument('<folder>', 'the unpacked download')
    .option('--out <folder>', 'where to put the speech', 'speech')
    .option('--json', 'print the result as one JSON document')
    .addHelpText('after', HELP)
    .action(async (name: string, folder: string, options: ImportOptions) => {
      await tryOutput(options.out, 'folder');
      const layout = await corpusLayout(name);
      const progress = progressLine('people');
      const { onProgress, onFault } = { onProgress: progress.show, onFault: progress.note };
      const imported = await importCorpus({ layout, folder, out: options.out, onProgress, onFault });
      progress.end();
      process.stdout.write(
        options.json
          ? `${JSON.stringify({ out: options.out, ...imported }, null, 2)}\n`
          : told(
              `${options.out}: ${imported.clips} clips of ${imported.people} people of ${layout.corpus}, ${imported.faults} faults\n`,
            ),
      );
    });
}
