import { z } from 'zod';

/** Where what is kept is kept: one SQLite file, or one PostgreSQL server; never both. */
export const storageSection = z
  .strictObject({
    sqliteFile: z
      .string()
      .min(1)
      .nullable()
      .default(null)
      .describe('SQLite file; none and no PostgreSQL = data/evenkeel.sqlite.'),
    postgresUrl: z
      .string()
      .min(1)
      .nullable()
      .default(null)
      .describe('PostgreSQL connection URL; refused together with sqliteFile.'),
    postgresConnections: z
      .int()
      .min(1)
      .max(100)
      .default(5)
      .describe('Most connections to PostgreSQL at a time.'),
    journalFolder: z
      .string()
      .min(1)
      .nullable()
      .default(null)
      .describe(
        'Folder in which call summaries and objections wait while the database is away; none = beside the SQLite file, or data/waiting-summaries.',
      ),
    batchRecords: z
      .int()
      .min(1)
      .max(1_000)
      .default(50)
      .describe('Records written in one transaction; SQLite stops the event loop for that long.'),
    queueRecords: z
      .int()
      .min(1)
      .default(20_000)
      .describe(
        'Records that may wait while the database is unavailable. Above that, the least valuable are dropped.',
      ),
    gatherMs: z
      .int()
      .min(0)
      .default(100)
      .describe('How long records are collected before they are written together, milliseconds.'),
    retryMs: z
      .int()
      .min(1)
      .default(250)
      .describe('Pause after a failed write, milliseconds; doubles up to retryLimitMs.'),
    retryLimitMs: z
      .int()
      .min(1)
      .default(15_000)
      .describe('Longest pause between failed writes, milliseconds.'),
  })
  .prefault({});
