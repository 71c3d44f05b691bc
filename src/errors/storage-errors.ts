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
    close: 1011,
    text: 'The database cannot be opened: check the file and its folder, or the server and its URL. Calls go on.',
  },
  'storage.migration-failed': {
    http: 500,
    close: 1011,
    text: 'The database schema could not be brought up to date; the failed step left nothing behind. See the cause.',
  },
} as const satisfies Record<`storage.${string}`, ErrorRow>;
