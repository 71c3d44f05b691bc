import type { ErrorRow } from './error-row.js';

/** The command line was used in a way that has no meaning. */
export const CLI_ERRORS = {
  'cli.usage': { http: 400, close: 1008, text: 'The command cannot be run like this.' },
} as const satisfies Record<`cli.${string}`, ErrorRow>;
