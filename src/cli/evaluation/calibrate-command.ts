import type { Command } from 'commander';
import { registerCalibrateCues } from './calibrate-cues-command.js';
import { registerCalibrateModel } from './calibrate-model-command.js';

const EXAMPLES = `
Examples:
  $ evenkeel calibrate model calls/LABELS.tsv   what the model's probabilities mean on your calls
  $ evenkeel calibrate cues calls/LABELS.tsv    from when a caller is called tense

Both need calls that two people labelled: evenkeel label --help. Each keeps what is there unless calls left out of the fit
fare better with the new.`;

/** `calibrate`: what a site may fit to its own calls. One line per thing. */
export function registerCalibrate(program: Command): void {
  const calibrate = program
    .command('calibrate')
    .description("Fits thresholds and calibration to a site's own labelled calls.")
    .addHelpText('after', EXAMPLES);
  registerCalibrateModel(calibrate);
  registerCalibrateCues(calibrate);
}
