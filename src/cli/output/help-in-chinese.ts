import type { EventEmitter } from 'node:events';
import { type Command, Help } from 'commander';
import { HELP_AFTER } from '../../i18n/cli/help-after.js';
import { told } from './cli-language.js';

const ENGLISH = new Help();

/** Turns the help of a command and of all below it into Chinese: titles, descriptions, options, examples. */
export function helpInChinese(command: Command): void {
  const path = pathOf(command);
  command
    .summary(told(command.summary()))
    .description(told(command.description()))
    .helpOption('-h, --help', told(path === '' ? 'explain a command' : 'display help for command'))
    .configureHelp({
      styleTitle: told,
      subcommandTerm: (of) => chineseTerm(ENGLISH.subcommandTerm(of)),
      subcommandDescription: (of) => told(ENGLISH.subcommandDescription(of)),
      commandUsage: (of) => chineseTerm(ENGLISH.commandUsage(of)),
      optionDescription: (option) =>
        ENGLISH.optionDescription(option)
          .replace('(choices: ', '(可选：')
          .replace(/([(, ])default: /, '$1默认：'),
      argumentDescription: (argument) =>
        ENGLISH.argumentDescription(argument)
          .replace('(choices: ', '(可选：')
          .replace(/([(, ])default: /, '$1默认：'),
    });
  if (path !== '' && command.commands.length > 0)
    command.helpCommand('help [command]', told('display help for command'));
  for (const described of [...command.options, ...command.registeredArguments])
    described.description = told(described.description);
  const after = HELP_AFTER.get(path);
  if (after !== undefined) {
    // A command is an emitter, which its types leave out.
    (command as unknown as EventEmitter).removeAllListeners('afterHelp');
    command.addHelpText('after', after);
  }
  for (const below of command.commands) helpInChinese(below);
}

/** `[options]` and `[command]` in Chinese. */
function chineseTerm(term: string): string {
  return term.replace('[options]', '[选项]').replace('[command]', '[子命令]');
}

/** The names from below the program down to this command. */
function pathOf(command: Command): string {
  return command.parent === null ? '' : `${pathOf(command.parent)} ${command.name()}`.trim();
}
