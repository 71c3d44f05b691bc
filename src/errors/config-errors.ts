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
    text: 'The configuration names something that is no setting.',
  },
  'config.reload-refused': {
    http: 409,
    close: 1011,
    text: 'The changed settings take effect only after a restart; nothing was changed.',
  },
  'config.secret-file-mode': {
    http: 500,
    close: 1011,
    text: 'A secret file may be read by every user of this machine.',
  },
  'config.secret-unreadable': {
    http: 500,
    close: 1011,
    text: 'A secret file that the environment names cannot be read.',
  },
  'config.syntax': {
    http: 500,
    close: 1011,
    text: 'The configuration file is not valid YAML or JSON.',
  },
  'config.value-invalid': {
    http: 500,
    close: 1011,
    text: 'A setting has a value that it cannot take.',
  },
} as const satisfies Record<`config.${string}`, ErrorRow>;
