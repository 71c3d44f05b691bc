import { type ParseArgsConfig, parseArgs } from 'node:util';

type Options = NonNullable<ParseArgsConfig['options']>;

/**
 * Reads a script's options. `--help` prints the usage and ends the process; so does, with 2, an option that there is not.
 * The usage must say every option.
 */
export function readOptions<const T extends Options>(usage: string, options: T) {
  const text = `Usage: ${usage.trim()}\n`;
  for (const name of Object.keys(options))
    if (!text.includes(`--${name}`)) throw new Error(`The usage says nothing of --${name}.`);
  if (process.argv.slice(2).some((argument) => argument === '--help' || argument === '-h')) {
    process.stdout.write(text);
    process.exit(0);
  }
  try {
    return parseArgs<{ options: T }>({ options });
  } catch (cause) {
    process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n\n${text}`);
    process.exit(2);
  }
}
