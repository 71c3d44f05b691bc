import { statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import { LINEAR_PATH, MODEL_PATH } from '../../app/package-root.js';
import { SECOND_OPINION_USES, type SecondOpinionUse } from '../../core/classifier/onnx-classifier.js';
import { CLIP_COLUMNS, openSpeechCorpus } from '../../lab/corpus/speech-corpus.js';
import { type Evaluation, evaluateModel } from '../../lab/evaluation/evaluate-model.js';
import { readLinearDetector } from '../../lab/evaluation/linear-detector.js';
import { REFERENCE_DETECTORS } from '../../lab/evaluation/reference-detectors.js';
import type { ScoredClip } from '../../lab/evaluation/score-clips.js';
import { microsecondsPerWindow } from '../../lab/evaluation/time-model.js';
import { progressLine } from '../output/progress-line.js';
import { tryOutput } from '../output/try-output.js';
import { evaluationTable, type ModelCost } from './evaluation-table.js';
import { MODEL_OPTION, openModel } from './open-model.js';

type EvaluateOptions = {
  readonly data: string;
  readonly part: string;
  readonly model: string;
  readonly secondOpinion: SecondOpinionUse;
  readonly out?: string;
  readonly json?: true;
  readonly clean: boolean;
};

export function registerEvaluateCommand(program: Command): void {
  program
    .command('evaluate')
    .description('Scores a speech corpus with the shipped model, telephone-coded, and prints how good it is.')
    .requiredOption('--data <folder>', 'folder with clips.tsv, FLAC files and, if it has parts, speakers.tsv')
    .option(
      '--part <part>',
      'speakers to score where speakers.tsv names parts: train, tune, test or all',
      'test',
    )
    .option('--model <model>', MODEL_OPTION, MODEL_PATH)
    .addOption(
      new Option('--second-opinion <use>', 'ask the second network beside the model')
        .choices([...SECOND_OPINION_USES])
        .default('always'),
    )
    .option('--out <file>', 'write the score of every clip (TSV)')
    .option('--json', 'one JSON document on standard output instead of tables')
    .option('--no-clean', 'leave out the second run on clean speech, which takes as long as the first')
    .addHelpText('after', HELP)
    .action(evaluate);
}

const HELP = `
Every figure is on telephone-coded speech: -23 dBFS, 300-3400 Hz, G.711 mu-law. The baseline forms on each speaker's
first four neutral clips (else their first four of any kind, else none), which are not scored. A clip's score is the
mean over its windows. Calls ask the second network only where the first has some doubt
(--second-opinion auto). Columns: AUC of anger against the rest, of anxiety against the rest, of anger against neutral;
unweighted average recall of three classes; expected calibration error (10 bins of equal mass); Brier score.

Examples:
  $ evenkeel evaluate --data speech                                       the shipped model, on the people of part test
  $ evenkeel evaluate --data speech --model models/mine/emotion.onnx      one of your own
  $ evenkeel evaluate --data speech --model prosody --no-clean            the formula, in half the time
  $ evenkeel evaluate --data speech --part all --out scores.tsv --json    everybody, with a score for each clip

A folder of this layout comes from: evenkeel corpus import.`;

async function evaluate(options: EvaluateOptions): Promise<void> {
  const corpus = await openSpeechCorpus(options.data, options.part);
  if (options.out !== undefined) await tryOutput(options.out, 'file');
  const { classifier, manifest } = await openModel(options.model, options.secondOpinion);
  const linear = await readLinearDetector(LINEAR_PATH, 'functionals + linear SVM');
  const references = [...REFERENCE_DETECTORS, linear];
  try {
    const lines: string[] = [
      [...CLIP_COLUMNS, 'p_anger', 'p_anxiety', 'p_other', 'used_for_baseline'].join('\t'),
    ];
    let sample: ScoredClip | null = null;
    const run = (coding: 'telephone' | 'clean', onClip: (clip: ScoredClip) => void) => {
      const progress = progressLine(`speakers (${coding})`);
      return evaluateModel({
        corpus,
        classifier,
        // The formula tells tense from not: no three classes, no probabilities of each.
        kind:
          manifest === null
            ? { kind: 'ranks' }
            : { kind: 'probabilities', trainingPrior: manifest.trainingPrior },
        sure: manifest?.sure ?? null,
        references: coding === 'telephone' ? references : [],
        coding,
        onClip,
        onProgress: progress.show,
        onFault: coding === 'telephone' ? progress.note : () => undefined,
      }).finally(progress.end);
    };
    const coded = await run('telephone', (scored) => {
      sample ??= scored;
      lines.push(scoreLine(scored));
    });
    const clean = options.clean ? await run('clean', () => undefined) : null;
    if (options.out !== undefined) await writeFile(options.out, `${lines.join('\n')}\n`);
    const window = (sample as ScoredClip | null)?.windows[0];
    const model = {
      bytes: manifest === null ? 0 : statSync(options.model).size,
      microsecondsPerWindow: window === undefined ? null : await microsecondsPerWindow(classifier, window, 1),
    };
    process.stdout.write(
      options.json
        ? `${JSON.stringify(report(coded, clean, model, corpus.part), null, 2)}\n`
        : evaluationTable(coded, clean, model),
    );
  } finally {
    await classifier.close();
  }
}

function scoreLine({ clip, probabilities }: ScoredClip): string {
  const scores =
    probabilities === null
      ? ['', '', '']
      : [probabilities.anger, probabilities.anxiety, probabilities.other].map((p) => p.toFixed(6));
  const used = probabilities === null ? '1' : '0';
  return [...CLIP_COLUMNS.map((column) => clip.cells[column]), ...scores, used].join('\t');
}

function report(coded: Evaluation, clean: Evaluation | null, model: ModelCost, part: string | null) {
  return { part, ...coded, clean: clean === null ? null : { sets: clean.sets, mean: clean.mean }, model };
}
