import { fileURLToPath } from 'node:url';
import { type Command, Help } from 'commander';
import { buildProgram } from '../../src/cli/build-program.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** The rest of `serve --help` is docs/configuration.md. */
const SETTINGS = /\nSettings, by file or environment[\s\S]*$/;

/** Every command as its own `--help` explains it. */
export async function commandsPage(note: string): Promise<string> {
  const program = await buildProgram('completion');
  const groups = [...new Set(program.commands.map((command) => command.helpGroup()))];
  return [
    '# Commands',
    '',
    `${note} Settings, which any command that reads a configuration knows: [configuration](configuration.md).`,
    '',
    '```text',
    helpOf(program),
    '```',
    '',
    ...groups.flatMap((group) => [
      `## ${group.replace(/:$/, '')}`,
      '',
      ...program.commands
        .filter((command) => command.helpGroup() === group)
        .flatMap((command) => [command, ...command.commands])
        .flatMap((command) => [`### ${nameOf(command)}`, '', '```text', helpOf(command), '```', '']),
    ]),
  ].join('\n');
}

function nameOf(command: Command): string {
  const { parent } = command;
  return parent === null || parent.parent === null ? command.name() : `${parent.name()} ${command.name()}`;
}

function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({
    writeOut: (part) => {
      text += part;
    },
    getOutHelpWidth: () => 110,
    getOutHasColors: () => false,
  });
  const help = new Help();
  // Before the lines are wrapped: the page must not depend on how long the checkout's own path is.
  command.configureHelp({
    optionDescription: (option) => help.optionDescription(option).replaceAll(ROOT, ''),
    argumentDescription: (argument) => help.argumentDescription(argument).replaceAll(ROOT, ''),
  });
  command.outputHelp();
  if (text.includes(ROOT)) throw new Error(`the help of ${nameOf(command)} names this checkout's path`);
  return text.replace(SETTINGS, '').trim();
}
