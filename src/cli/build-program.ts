import { Command } from 'commander';
import { VERSION } from '../app/package-root.js';
import { COMMANDS } from './commands.js';
import { spokenLanguage, told } from './output/cli-language.js';
import { beQuiet } from './output/remarks.js';

const MANNERS = `
Start with: evenkeel dev; for a server of your own: evenkeel init. Explain a command: evenkeel COMMAND --help.

Results go to standard output; progress and remarks to standard error, and --quiet leaves those out. Nothing is coloured
but the questions of init, and those not where NO_COLOR is set. --json, where a command has it, prints one document.
--language zh before a command says everything in Chinese.

Exit status:
  0  done, and nothing is wrong
  1  done, and something is: a call refused, a recording unreadable, a check failed; or a fault of our own
  2  not done: the command, its configuration or a file cannot be used like this; the message says what to do`;

/**
 * The command line. Only the file of the wanted command is loaded, so that `--help` and small commands answer at once.
 * Completion needs the options of all.
 * @param wanted name of the command; null = only the list
 */
export async function buildProgram(wanted: string | null): Promise<Command> {
  const program = new Command()
    .name('evenkeel')
    .description(
      'Hears when the caller on a live call is angry or anxious, and gives the agent one small cue.',
    )
    .usage('COMMAND [options]')
    .version(VERSION, '--version', 'print the version')
    .helpOption('-h, --help', 'explain a command')
    .helpCommand(false)
    .option('--quiet', 'no progress and no remarks on standard error')
    .showHelpAfterError('(add --help for what this command takes)')
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({ writeErr: (text) => process.stderr.write(told(text)) })
    .addHelpText('after', MANNERS);
  program.on('option:quiet', beQuiet);
  for (const { name, group, summary, load } of COMMANDS) {
    if (wanted === name || wanted === 'completion') (await load())(program);
    else program.command(name).allowUnknownOption().allowExcessArguments();
    program.commands
      .find((command) => command.name() === name)
      ?.summary(summary)
      .helpGroup(group);
  }
  if (spokenLanguage() === 'zh-CN') (await import('./output/help-in-chinese.js')).helpInChinese(program);
  return program;
}

/** The command that the arguments name: the first that is not an option. */
export function wantedCommand(args: readonly string[]): string | null {
  return args.find((arg) => !arg.startsWith('-')) ?? null;
}
