import { dirname, join } from 'node:path';
import { EvenkeelError } from '../errors.js';

/** Which database holds everything: one file, or one server. */
export type StorageTarget =
  | { readonly kind: 'sqlite'; readonly file: string }
  | { readonly kind: 'postgres'; readonly url: string; readonly connections: number };

export type StorageChoice = {
  readonly sqliteFile: string | null;
  readonly postgresUrl: string | null;
  readonly postgresConnections: number;
  /** Folder of the summaries that the database could not take yet; null = beside the database file, or `data/`. */
  readonly journalFolder?: string | null;
};

export const DEFAULT_SQLITE_FILE = 'data/evenkeel.sqlite';

/** @throws EvenkeelError `storage.two-databases`, `storage.url-invalid` */
export function storageTarget(choice: StorageChoice): StorageTarget {
  const { sqliteFile, postgresUrl } = choice;
  if (sqliteFile !== null && postgresUrl !== null) throw new EvenkeelError('storage.two-databases');
  if (postgresUrl === null) return { kind: 'sqlite', file: sqliteFile ?? DEFAULT_SQLITE_FILE };
  const protocol = URL.canParse(postgresUrl) ? new URL(postgresUrl).protocol : '';
  if (protocol !== 'postgres:' && protocol !== 'postgresql:') throw new EvenkeelError('storage.url-invalid');
  return { kind: 'postgres', url: postgresUrl, connections: choice.postgresConnections };
}

/** Where summaries wait while the database is away; null for a database in memory, which keeps nothing. */
export function journalFolderOf(choice: StorageChoice): string | null {
  const target = storageTarget(choice);
  if (choice.journalFolder) return choice.journalFolder;
  if (target.kind === 'postgres') return join(dirname(DEFAULT_SQLITE_FILE), 'waiting-summaries');
  return target.file === ':memory:' ? null : `${target.file}-waiting-summaries`;
}
