import type { ErrorRow } from './error-row.js';

/** The command line was used in a way that has no meaning. */
export const CLI_ERRORS = {
  'cli.dev-in-production': {
    http: 400,
    close: 1008,
    text: '`evenkeel dev` makes up its keys and believes every call, so it does not start under NODE_ENV=production: use `evenkeel serve`, or unset NODE_ENV to try it.',
  },
  'cli.run-unreadable': {
    http: 400,
    close: 1008,
    text: 'The run to compare with cannot be read. Give a recording, or what “evenkeel replay --json” printed.',
  },
  'cli.file-exists': {
    http: 400,
    close: 1008,
    text: 'Nothing was written, because files are there already. Name another folder, or add --force to overwrite them.',
  },
  'cli.output-unwritable': {
    http: 400,
    close: 1008,
    text: 'The result cannot be written there. Name a file or folder that this user may write.',
  },
  'cli.step-failed': {
    http: 500,
    close: 1011,
    text: 'A step of the work failed. Correct what it names, then start the command again: finished steps are kept.',
  },
  'cli.usage': {
    http: 400,
    close: 1008,
    text: 'The command cannot be run like this. Add --help to see how.',
  },
} as const satisfies Record<`cli.${string}`, ErrorRow>;
