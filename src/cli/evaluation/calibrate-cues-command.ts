import type { Command } from 'commander';
import { MODEL_PATH } from '../../app/package-root.js';
import { OnnxClassifier } from '../../core/classifier/onnx-classifier.js';
import {
  type CueCalibration,
  type CueCalibrationFigures,
  calibrateCues,
  judgedCalls,
} from '../../lab/evaluation/calibrate-cues.js';
import { defaultCoachOptions } from '../../live/coaching-settings.js';
import { told } from '../output/cli-language.js';
import { progressLine } from '../output/progress-line.js';

type CalibrateCuesOptions = { readonly model: string; readonly json?: true };

/** `calibrate cues`: moves the thresholds of tension to where they serve a site's own labelled calls. */
export function registerCalibrateCues(calibrate: Command): void {
  calibrate
    .command('cues')
    .description("Moves the thresholds from which a caller is called tense, on a site's own labelled calls.")
    .argument('<labels>', 'table (TSV) with the columns call, role, start_s, end_s, label')
    .option('--model <file>', 'the .onnx file; its manifest lies beside it', MODEL_PATH)
    .option('--json', 'print the result as one JSON document')
    .addHelpText(
      'after',
      `
A call is an audio file beside the table (WAV or FLAC; the customer alone, or first of two channels). Stretches labelled
angry, anxious or fearful should raise an alarm within 10 s; all others should not. Needs 10 tense stretches and 5 calm
minutes from 5 calls. Prints before, after, and what calls left out of the fit would have seen: new thresholds are
proposed only where those fare better than before.

Examples:
  $ evenkeel calibrate cues calls/LABELS.tsv
  $ evenkeel calibrate cues calls/LABELS.tsv --model models/mine/emotion.onnx  before a model of your own is used
  $ evenkeel calibrate cues calls/LABELS.tsv --json > thresholds.json`,
    )
    .action(calibrateCuesOn);
}

async function calibrateCuesOn(labels: string, options: CalibrateCuesOptions): Promise<void> {
  const classifier = await OnnxClassifier.load({ modelPath: options.model });
  try {
    const progress = progressLine('calls');
    const calls = await judgedCalls(labels, classifier, progress.show);
    progress.end();
    const found = calibrateCues(calls, defaultCoachOptions(['customer'], true).mood);
    process.stdout.write(options.json ? `${JSON.stringify(found, null, 2)}\n` : told(said(found)));
  } finally {
    await classifier.close();
  }
}

function said({ before, after, leftOut, helps, mood }: CueCalibration): string {
  const thresholds = `{ angerAtNats: ${mood.angerAtNats.toFixed(3)}, anxietyAtNats: ${mood.anxietyAtNats.toFixed(3)} }`;
  const advice = helps
    ? ['Calls left out of the fit fare better than before. Add this to the configuration:']
    : [
        'Keep the present thresholds: calls left out of the fit fare no better than before, so what the fit found is chance.',
        'More labelled calls may tell. The present thresholds are:',
      ];
  return [
    `before:         ${row(before)}`,
    `after the fit:  ${row(after)}`,
    `calls left out: ${row(leftOut)}`,
    ...advice,
    `  coaching: { mood: ${thresholds} }`,
    '',
  ].join('\n');
}

function row({ tenseStretches, raised, calmHours, falseAlarms }: CueCalibrationFigures): string {
  const perHour = calmHours === 0 ? '–' : (falseAlarms / calmHours).toFixed(2);
  return `${raised} of ${tenseStretches} tense stretches raised within 10 s; ${falseAlarms} false alarms in ${calmHours.toFixed(2)} calm hours (${perHour} per hour)`;
}
