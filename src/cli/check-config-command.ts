import type { Command } from 'commander';
import { modelChoiceOf } from '../app/model-choice.js';
import { checkConfig } from '../config/load-config.js';
import { checkModelUse } from '../core/classifier/load-classifier.js';
import { languageOption, told } from './output/cli-language.js';
import { problemTold } from './output/error-told.js';

/** `evenkeel check-config`: every problem of a configuration at once, each with its place and its remedy. */
export function registerCheckConfig(program: Command): void {
  program
    .command('check-config')
    .description(
      'Reads the configuration as `serve` would and names every problem: where it is, what is wrong, and how to fix it.',
    )
    .argument('[file]', 'configuration file, YAML or JSON', process.env.EVENKEEL_CONFIG)
    .addOption(languageOption())
    .addHelpText(
      'after',
      `
Examples:
  $ evenkeel check-config evenkeel.yaml`,
    )
    .action(async (file: string | undefined) => {
      const { config, problems } = checkConfig({ file, env: process.env });
      if (config !== null) await checkModelUse(modelChoiceOf(config.model));
      for (const problem of problems) process.stderr.write(`${problem.code}: ${problemTold(problem)}\n`);
      if (problems.length === 0) process.stdout.write(told('The configuration is valid.\n'));
      else process.exitCode = 2;
    });
}
