#!/usr/bin/env node
import { Command } from 'commander';
import { VERSION } from '../app/package-root.js';
import { EvenkeelError } from '../errors.js';
import { registerCalibrate } from './calibrate-command.js';
import { registerCheckConfig } from './check-config-command.js';
import { registerDemo } from './demo/demo-command.js';
import { registerDev } from './dev-command.js';
import { registerDoctor } from './doctor-command.js';
import { registerEffect } from './effect-command.js';
import { registerEvaluateCommand } from './evaluate-command.js';
import { registerEvaluateCuesCommand } from './evaluate-cues-command.js';
import { registerFeaturesCommand } from './features-command.js';
import { registerHealth } from './health-command.js';
import { registerMigrate } from './migrate-command.js';
import { registerPeople } from './people-command.js';
import { registerPurge } from './purge-command.js';
import { registerReplay } from './replay-command.js';
import { registerServe } from './serve-command.js';
import { registerSimulate } from './simulate-command.js';
import { registerToken } from './token-command.js';

const program = new Command()
  .name('evenkeel')
  .description('Hears when the caller on a live call is angry or anxious, and gives the agent one small cue.')
  .version(VERSION)
  .showHelpAfterError('(add --help for what this command takes)')
  .showSuggestionAfterError();

// One line per command, in the order in which a newcomer meets them.
registerDemo(program);
registerDev(program);
registerServe(program);
registerReplay(program);
registerCheckConfig(program);
registerSimulate(program);
registerDoctor(program);
registerHealth(program);
registerToken(program);
registerPeople(program);
registerMigrate(program);
registerPurge(program);
registerEvaluateCommand(program);
registerEvaluateCuesCommand(program);
registerCalibrate(program);
registerEffect(program);
registerFeaturesCommand(program);

program.parseAsync().catch((cause: unknown) => {
  const known = cause instanceof EvenkeelError;
  process.stderr.write(
    known
      ? `evenkeel: ${cause.code}: ${cause.message}\n`
      : `evenkeel: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}\n`,
  );
  process.exitCode = known ? 2 : 1;
});
