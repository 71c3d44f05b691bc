import type { ErrorRow } from './error-row.js';

/** Why records cannot be kept. */
export const STORAGE_ERRORS = {
  'storage.two-databases': {
    http: 500,
    close: 1011,
    text: 'Both a SQLite file and a PostgreSQL URL are configured: keep one of storage.sqliteFile and storage.postgresUrl.',
  },
  'storage.url-invalid': {
    http: 500,
    close: 1011,
    text: 'storage.postgresUrl is not a PostgreSQL URL: write postgres://user:password@host:5432/database.',
  },
  'storage.unavailable': {
    http: 503,
    close: 1013,
    text: 'The database cannot be opened: check the file and its folder, or the server and its URL. Calls continue.',
  },
  'storage.busy': {
    http: 503,
    close: 1013,
    text: 'Another process holds the database: nothing was changed, ask again.',
  },
  'storage.folder-missing': {
    http: 500,
    close: 1011,
    text: 'The data folder does not exist and cannot be created. Mount the volume, or change storage.sqliteFile.',
  },
  'storage.folder-read-only': {
    http: 500,
    close: 1011,
    text: 'The data folder cannot be written: mount a volume there, and give it to the user that Evenkeel runs as.',
  },
  'storage.disk-full': {
    http: 503,
    close: 1013,
    text: 'The disk of the data folder is full. Free some space. Records wait in memory until then.',
  },
  'storage.migration-failed': {
    http: 500,
    close: 1011,
    text: 'The database schema could not be brought up to date; the failed step left nothing behind. See the cause.',
  },
} as const satisfies Record<`storage.${string}`, ErrorRow>;
