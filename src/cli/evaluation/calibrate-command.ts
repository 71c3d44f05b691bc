import type { Command } from 'commander';
import { registerCalibrateCues } from './calibrate-cues-command.js';
import { registerCalibrateModel } from './calibrate-model-command.js';

/** `calibrate`: what a site may fit to its own calls. One line per thing. */
export function registerCalibrate(program: Command): void {
  const calibrate = program
    .command('calibrate')
    .description("Fits thresholds and calibration to a site's own labelled calls.");
  registerCalibrateModel(calibrate);
  registerCalibrateCues(calibrate);
}
