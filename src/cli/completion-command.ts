import { Argument, type Command } from 'commander';

const SHELLS = ['bash', 'zsh', 'fish'] as const;
type Shell = (typeof SHELLS)[number];

const EXAMPLES = `
Examples:
  $ evenkeel completion bash > ~/.local/share/bash-completion/completions/evenkeel
  $ evenkeel completion zsh > ~/.zfunc/_evenkeel
  $ evenkeel completion fish > ~/.config/fish/completions/evenkeel.fish`;

/** `evenkeel completion`: a script in which the shell finds every command and option of the program. */
export function registerCompletion(program: Command): void {
  program
    .command('completion')
    .description('Prints a script that teaches a shell to complete commands and options.')
    .addArgument(new Argument('<shell>', 'the shell').choices(SHELLS))
    .addHelpText('after', EXAMPLES)
    .action((shell: Shell) => {
      process.stdout.write(SCRIPTS[shell](program.commands));
    });
}

const SCRIPTS: Readonly<Record<Shell, (commands: readonly Command[]) => string>> = {
  bash: (commands) => `_evenkeel() {
  local word="\${COMP_WORDS[COMP_CWORD]}" command="\${COMP_WORDS[1]}"
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${commands.map((command) => command.name()).join(' ')}" -- "$word"))
    return
  fi
  case "$command" in
${commands.map((command) => `    ${command.name()}) COMPREPLY=($(compgen -W "${wordsOf(command).join(' ')}" -- "$word")) ;;`).join('\n')}
  esac
}
complete -o default -F _evenkeel evenkeel
`,
  zsh: (commands) => `#compdef evenkeel
if (( CURRENT == 2 )); then
  local -a commands=(
${commands.map((command) => `    ${quoted(`${command.name()}:${command.summary()}`)}`).join('\n')}
  )
  _describe command commands
else
  case "$words[2]" in
${commands.map((command) => `    ${command.name()}) compadd -- ${wordsOf(command).join(' ')}; _files ;;`).join('\n')}
  esac
fi
`,
  fish: (commands) =>
    commands
      .flatMap((command) => [
        `complete -c evenkeel -n __fish_use_subcommand -a ${command.name()} -d ${quoted(command.summary())}`,
        ...command.options
          .filter(({ long }) => long)
          .map(
            ({ long, description }) =>
              `complete -c evenkeel -n '__fish_seen_subcommand_from ${command.name()}' -l ${long!.slice(2)} -d ${quoted(description)}`,
          ),
      ])
      .join('\n')
      .concat('\n'),
};

function wordsOf(command: Command): string[] {
  const options = command.options.flatMap(({ long }) => (long ? [long] : []));
  return [...command.commands.map((sub) => sub.name()), ...options, '--help'];
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", '’').replaceAll('\n', ' ')}'`;
}
