import { type Command, Option } from 'commander';
import { MODEL_PATH } from '../app/package-root.js';
import { OnnxClassifier } from '../core/classifier/onnx-classifier.js';
import { EvenkeelError } from '../errors.js';
import { EXPORT_FORMATS } from '../lab/exports/export-formats.js';
import { findRecordings } from '../lab/recordings/find-recordings.js';
import { watchRecordings } from '../lab/recordings/watch-recordings.js';
import { stopSignal } from './local/stop-signal.js';
import { languageOption } from './output/cli-language.js';
import { RecordingReplayer } from './replay/recording-replayer.js';
import { RefusedRecordings } from './replay/refused-recordings.js';
import { formatOf, type ReplayJob, type ReplayOptions, sidesJob } from './replay/replay-options.js';
import { ResultFiles } from './replay/result-files.js';

const EXAMPLES = `
Kinds of recording: WAV (PCM, float, µ-law, A-law, RF64), AIFF and FLAC are read as they are; MP3, Ogg, Opus, M4A, WebM,
AMR, GSM and the rest through ffmpeg where it is installed. A mono recording counts as both voices in one channel:
nothing is claimed of the caller's emotion then.

Formats:
  text       the timeline to read
${EXPORT_FORMATS.map(({ name, summary }) => `  ${name.padEnd(10)} ${summary}`).join('\n')}

Examples:
  $ evenkeel replay call.wav                                 stereo, the caller on the left
  $ evenkeel replay --left agent call.wav                    the other way round
  $ evenkeel replay --customer caller.wav --agent agent.wav  a file for each side
  $ evenkeel replay call.wav --report call.html              a picture to look at and to listen to
  $ evenkeel replay call.wav --json > before.jsonl           what one run heard, to compare with later
  $ evenkeel replay call.wav --report now.html --compare before.jsonl
  $ evenkeel replay calls --format csv --out results         every recording in a folder
  $ evenkeel replay --format jsonl - < call.wav              standard input
  $ evenkeel replay --watch calls --report reports           each new recording, until Ctrl+C

Exit status: 0 = every recording was read, 1 = of several at least one was not, 2 = the only one was not, or the command
cannot be run like this.`;

/** `evenkeel replay`: coaches recorded calls exactly as live ones, and prints what happened. */
export function registerReplay(program: Command): void {
  program
    .command('replay')
    .description(
      'Coaches recorded calls exactly as live ones, as fast as the machine can, and prints the timeline: the caller, the cues and why, the summary. Nothing is kept but what you ask for.',
    )
    .argument('[recordings...]', 'recordings, folders of them, or - for standard input')
    .option('--customer <file>', 'recording of the customer alone')
    .option('--agent <file>', 'recording of the agent alone')
    .addOption(
      new Option('--left <role>', 'who is on the left channel')
        .choices(['customer', 'agent'])
        .default('customer'),
    )
    .option('--no-notice', 'replay as a call without notice to the caller: no emotion is inferred')
    .addOption(languageOption('language of the texts: en or zh'))
    .addOption(
      new Option('--format <name>', 'what to write of each recording')
        .choices(['text', ...EXPORT_FORMATS.map(({ name }) => name)])
        .default('text'),
    )
    .option('--out <path>', 'write it to this file; a folder for several recordings')
    .option('--json', 'every event of the coach, one JSON object a line, instead of a format', false)
    .option('--report <path>', 'also a self-contained HTML page; a folder for several recordings')
    .option(
      '--compare <file>',
      'with --report: another run beside this one, a recording or what --json printed',
    )
    .option('--watch <folder>', 'replay the recordings of a folder, then each new one, until Ctrl+C')
    .addHelpText('after', EXAMPLES)
    .action(async (inputs: readonly string[], options: ReplayOptions) => {
      process.exitCode = (await run(inputs, options)) ? 0 : 1;
    });
}

async function run(inputs: readonly string[], options: ReplayOptions): Promise<boolean> {
  const sides = sidesJob(inputs, options);
  const { watch, left } = options;
  const jobOf = (path: string): ReplayJob => ({ name: path, files: { kind: 'stereo', path, left } });
  const { files, hasSeveral: isFolder } = await findRecordings(
    watch === undefined && sides === null ? inputs : [],
  );
  const found = files.map(jobOf);
  const hasSeveral = watch !== undefined || isFolder;
  const format = formatOf(options);
  if (format !== null && !format.joins && hasSeveral && options.out === undefined)
    throw new EvenkeelError('cli.usage', `${format.name} is one file for each recording: add --out FOLDER.`);
  if (options.compare !== undefined && (options.report === undefined || hasSeveral))
    throw new EvenkeelError('cli.usage', '--compare is for one recording, with --report FILE.');
  const resultsAt = async (path: string | undefined) =>
    path === undefined ? null : ResultFiles.at(path, hasSeveral);
  const [out, reports] = [await resultsAt(options.out), await resultsAt(options.report)];
  const classifier = await OnnxClassifier.load({ modelPath: MODEL_PATH });
  try {
    const replayer = new RecordingReplayer({ classifier, options, format, out, reports, hasSeveral });
    if (!hasSeveral) {
      await replayer.replay(sides ?? found[0]!);
      return true;
    }
    const jobs = watch === undefined ? found : watched(watch, jobOf);
    const refused = new RefusedRecordings();
    let isWell = true;
    for await (const job of jobs) isWell = (await replayOne(replayer, job, refused)) && isWell;
    return isWell;
  } finally {
    await classifier.close();
  }
}

async function* watched(folder: string, jobOf: (path: string) => ReplayJob): AsyncGenerator<ReplayJob> {
  for await (const path of watchRecordings(folder, stopSignal())) yield jobOf(path);
}

/** One of several: what cannot be read is said, and the others go on. */
async function replayOne(
  replayer: RecordingReplayer,
  job: ReplayJob,
  refused: RefusedRecordings,
): Promise<boolean> {
  try {
    await replayer.replay(job);
    return true;
  } catch (cause) {
    if (!(cause instanceof EvenkeelError)) throw cause;
    refused.tell(job.name, cause);
    return false;
  }
}
