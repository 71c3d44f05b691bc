#!/usr/bin/env node
import { CommanderError } from 'commander';
import { EvenkeelError } from '../errors.js';
import { buildProgram, wantedCommand } from './build-program.js';
import { endWithReaders } from './output/quiet-pipes.js';

const args = process.argv.slice(2);
endWithReaders([process.stdout, process.stderr], wantedCommand(args) === 'serve');

try {
  const program = await buildProgram(wantedCommand(args));
  if (wantedCommand(args) === null && !args.some((arg) => arg.startsWith('-'))) program.outputHelp();
  else await program.parseAsync();
} catch (cause) {
  process.exitCode = exitStatusOf(cause);
}

/** Says what went wrong, and gives the exit status that `evenkeel --help` promises. */
function exitStatusOf(cause: unknown): number {
  // Commander has said it already.
  if (cause instanceof CommanderError) return cause.exitCode === 0 ? 0 : 2;
  if (cause instanceof EvenkeelError) {
    process.stderr.write(`evenkeel: ${cause.code}: ${cause.message}\n`);
    return 2;
  }
  process.stderr.write(
    `evenkeel: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}\n`,
  );
  return 1;
}
