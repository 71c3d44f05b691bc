import type { ErrorRow } from './error-row.js';

/** Configuration that cannot be used; nothing starts. */
export const CONFIG_ERRORS = {
  'config.file-unreadable': {
    http: 500,
    close: 1011,
    text: 'The configuration file cannot be read; check its path and who may read it.',
  },
  'config.key-unknown': {
    http: 500,
    close: 1011,
    text: 'The configuration names a key that is not a setting. See docs/configuration.md for the names.',
  },
  'config.reload-refused': {
    http: 409,
    close: 1011,
    text: 'The changed settings take effect only after a restart; nothing was changed.',
  },
  'config.secret-file-mode': {
    http: 500,
    close: 1011,
    text: 'Every user of this machine can read a secret file. Run chmod 0600 on it.',
  },
  'config.secret-unreadable': {
    http: 500,
    close: 1011,
    text: 'A secret file that the environment names cannot be read. Check the path and who may read it.',
  },
  'config.syntax': {
    http: 500,
    close: 1011,
    text: 'The configuration file is not valid YAML or JSON. Correct the line that is named.',
  },
  'config.value-invalid': {
    http: 500,
    close: 1011,
    text: 'A setting has a value that is not allowed. docs/configuration.md lists what is.',
  },
} as const satisfies Record<`config.${string}`, ErrorRow>;
