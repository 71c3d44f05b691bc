import type { Command } from 'commander';
import { MODEL_PATH } from '../../app/package-root.js';
import { EvenkeelError } from '../../errors.js';
import type { Language } from '../../i18n/language.js';
import { LabelServer } from '../../lab/labelling/label-server.js';
import { type LabelWindow, labelWindows } from '../../lab/labelling/label-windows.js';
import { Ratings } from '../../lab/labelling/ratings.js';
import { findRecordings } from '../../lab/recordings/find-recordings.js';
import { openBrowser } from '../local/open-browser.js';
import { aborted, stopSignal } from '../local/stop-signal.js';
import { portNumber } from '../option-values.js';
import { languageOption, told } from '../output/cli-language.js';
import { progressLine } from '../output/progress-line.js';
import { tryOutput } from '../output/try-output.js';
import { MODEL_OPTION, openModel } from './open-model.js';

type LabelOptions = {
  readonly out: string;
  readonly model: string;
  readonly port: number;
  readonly language: Language;
  readonly open: boolean;
};

const HELP = `
Plays three seconds of the customer's channel at a time, what the model is least sure of first, and asks how the voice
sounds. Two people label, one after the other; the page says how far they agree. Windows on which both agree are written
for calibrate. A recording of one channel may hold both voices and is refused. Use recordings only with consent; the
page is served to this machine alone, and answers are kept beside the table.
Put the table beside the recordings, because it names them from there. Ctrl+C ends it; what was answered is kept, and the
same command goes on.

Examples:
  $ evenkeel label calls --out calls/LABELS.tsv
  $ evenkeel label calls --out calls/LABELS.tsv --language zh --port 8050 --no-open

Then: evenkeel calibrate --help.`;

/** `label`: a page on which two people label a site's own recordings. */
export function registerLabel(program: Command): void {
  program
    .command('label')
    .description("Serves a page on which two people label windows of a site's own recordings.")
    .argument('<recordings...>', 'stereo recordings with the customer first, or a folder of them')
    .option('--out <file>', 'the table of labels (TSV), in the folder of the recordings', 'LABELS.tsv')
    .option('--model <model>', MODEL_OPTION, MODEL_PATH)
    .option('--port <n>', 'port to listen on; 0 = any free one', portNumber, 0)
    .addOption(languageOption('language of the page: en or zh'))
    .option('--no-open', 'do not open the page in a browser')
    .addHelpText('after', HELP)
    .action(label);
}

async function label(recordings: readonly string[], options: LabelOptions): Promise<void> {
  const stop = stopSignal();
  await tryOutput(options.out, 'file');
  const ratings = await Ratings.open(options.out);
  const windows = await windowsOf(recordings, options.model);
  const server = new LabelServer({ windows, ratings, language: options.language, port: options.port });
  const address = await server.listen();
  process.stdout.write(told(`${windows.length} windows to label: ${address}\n`));
  if (options.open) openBrowser(address);
  await aborted(stop);
  await server.close();
  const agreement = ratings.agreement();
  process.stdout.write(
    told(
      agreement === null
        ? `${ratings.waiting} windows have one rater only: let a second person label them.\n`
        : `${options.out}: two raters agree on ${Math.round(100 * agreement.share)} % of ${agreement.both} windows; ${ratings.waiting} wait for a second one.\n`,
    ),
  );
}

/** Of all recordings together, the most uncertain first. A recording that cannot be used is said, and the others go on. */
async function windowsOf(recordings: readonly string[], model: string): Promise<readonly LabelWindow[]> {
  const { files } = await findRecordings(recordings);
  const { classifier } = await openModel(model);
  const progress = progressLine('recordings');
  const windows: LabelWindow[] = [];
  try {
    for (const [at, file] of files.entries()) {
      try {
        windows.push(...(await labelWindows(file, classifier)));
      } catch (cause) {
        if (!(cause instanceof EvenkeelError) || files.length === 1) throw cause;
        progress.note(`${cause.code}: ${cause.message}`);
      }
      progress.show(at + 1, files.length);
    }
  } finally {
    progress.end();
    await classifier.close();
  }
  if (windows.length === 0) throw new EvenkeelError('label.nothing', recordings.join(', '));
  return windows.sort((a, b) => b.uncertainty - a.uncertainty);
}
