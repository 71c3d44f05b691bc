import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { MODEL_PATH } from '../../app/package-root.js';
import { OnnxClassifier } from '../../core/classifier/onnx-classifier.js';
import { readLabelledCalls } from '../../lab/corpus/labelled-calls.js';
import { calibrateOn } from '../../lab/evaluation/calibrate-model.js';
import { told } from '../output/cli-language.js';
import { progressLine } from '../output/progress-line.js';
import { tryOutput } from '../output/try-output.js';

/** `calibrate model`, beside the other things that can be calibrated. */
export function registerCalibrateModel(calibrate: Command): void {
  calibrate
    .command('model')
    .description(
      'Fits the model\'s calibration and its bar for "not sure" anew on a site\'s own labelled calls.',
    )
    .argument('<labels>', 'table (TSV) with the columns call, role, start_s, end_s, label')
    .option('--model <file>', 'the .onnx file; its manifest lies beside it', MODEL_PATH)
    .option('--out <file>', 'write the new calibration here', 'emotion-calibration.json')
    .option('--json', 'print the result as one JSON document')
    .addHelpText(
      'after',
      `
A call is an audio file beside the table (WAV or FLAC; the customer alone, or first of two channels). Labels: angry,
anxious, fearful, neutral, calm, happy, sad, other and the like. Needs 20 stretches of anger, of anxiety and of
neither, from 5 calls or more; the network's weights stay as they are. The fit is kept only if calls left out of it
are judged better than before.

Examples:
  $ evenkeel calibrate model calls/LABELS.tsv
  $ evenkeel calibrate model calls/LABELS.tsv --out site.json --json`,
    )
    .action(async (labels: string, options: CalibrateModelOptions) => {
      await tryOutput(options.out, 'file');
      const classifier = await OnnxClassifier.load({ modelPath: options.model });
      try {
        const progress = progressLine('calls');
        const { stretches, passedOver } = await readLabelledCalls(labels, classifier, progress.show);
        for (const sentence of passedOver) progress.note(sentence);
        progress.end();
        const { manifest } = classifier;
        const result = calibrateOn(stretches, manifest.calibration);
        const file = { modelSha256: manifest.sha256, ...result };
        await writeFile(options.out, `${JSON.stringify(file, null, 2)}\n`);
        process.stdout.write(
          options.json
            ? `${JSON.stringify(file, null, 2)}\n`
            : told(
                `${options.out}: ${result.stretches} stretches of ${result.calls} calls; log loss on calls left out ` +
                  `${result.logLossBefore.toFixed(3)} → ${result.logLossAfter.toFixed(3)} nats.\nName it as model.calibrationPath in the configuration.\n`,
              ),
        );
      } finally {
        await classifier.close();
      }
    });
}

type CalibrateModelOptions = { readonly model: string; readonly out: string; readonly json?: true };
