import type { Command } from 'commander';
import { problemLine } from '../config/config-problem.js';
import { checkConfig } from '../config/load-config.js';

/** `evenkeel check-config`: every problem of a configuration at once, each with its place and its remedy. */
export function registerCheckConfig(program: Command): void {
  program
    .command('check-config')
    .description(
      'Reads the configuration as `serve` would and names every problem: where it is, what is wrong, and how to fix it.',
    )
    .argument('[file]', 'configuration file, YAML or JSON', process.env.EVENKEEL_CONFIG)
    .addHelpText(
      'after',
      `
Examples:
  $ evenkeel check-config evenkeel.yaml`,
    )
    .action((file: string | undefined) => {
      const { problems } = checkConfig({ file, env: process.env });
      for (const problem of problems) process.stderr.write(`${problem.code}: ${problemLine(problem)}\n`);
      if (problems.length === 0) process.stdout.write('The configuration is valid.\n');
      else process.exitCode = 2;
    });
}
