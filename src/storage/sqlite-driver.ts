import { createRequire } from 'node:module';

type SqliteDriver = typeof import('better-sqlite3');

const require = createRequire(import.meta.url);

/**
 * SQLite for the Node that runs. Release 12 aborts the process from Node 24.19 on, when a statement is collected
 * (WiseLibs/better-sqlite3#1515); release 13 is built for Node-API 10, which Node 20 does not have.
 */
export const SqliteDatabase: SqliteDriver =
  Number(process.versions.napi) >= 10
    ? (require('better-sqlite3-node-api') as SqliteDriver)
    : (require('better-sqlite3') as SqliteDriver);
