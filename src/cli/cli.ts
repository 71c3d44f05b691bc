#!/usr/bin/env node
import { CommanderError } from 'commander';
import { EvenkeelError } from '../errors.js';
import { buildProgram, wantedCommand } from './build-program.js';
import { endWithParent } from './local/end-with-parent.js';
import { spokenLanguage, takeLanguage, told } from './output/cli-language.js';
import { errorTold } from './output/error-told.js';
import { exitOnClosedPipe } from './output/exit-on-closed-pipe.js';

const args = takeLanguage(process.argv.slice(2));
exitOnClosedPipe([process.stdout, process.stderr], wantedCommand(args) === 'serve');
endWithParent(process.env);

// Loaded only where it is needed: commands answer at once.
if (spokenLanguage() === 'zh-CN') (await import('./output/schema-language.js')).schemasInChinese();
try {
  const program = await buildProgram(wantedCommand(args));
  if (wantedCommand(args) === null && !args.some((arg) => arg.startsWith('-'))) program.outputHelp();
  else await program.parseAsync(args, { from: 'user' });
} catch (cause) {
  process.exitCode = exitStatusOf(cause);
}

/** Says what went wrong, and gives the exit status that `evenkeel --help` promises. */
function exitStatusOf(cause: unknown): number {
  // Commander has said it already.
  if (cause instanceof CommanderError) return cause.exitCode === 0 ? 0 : 2;
  if (cause instanceof EvenkeelError) {
    process.stderr.write(`${errorTold(cause)}\n`);
    return 2;
  }
  process.stderr.write(
    told(`evenkeel: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}\n`),
  );
  return 1;
}
