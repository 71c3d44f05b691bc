import { describe, expect, it } from 'vitest';
import { journalFolderOf, type StorageChoice, storageTarget } from '../../src/storage/storage-target.js';

const choice = (more: Partial<StorageChoice> = {}): StorageChoice => ({
  sqliteFile: null,
  postgresUrl: null,
  postgresConnections: 4,
  ...more,
});

describe('the database that is configured', () => {
  it('is a file in the data folder unless something else is named', () => {
    expect(storageTarget(choice())).toEqual({ kind: 'sqlite', file: 'data/evenkeel.sqlite' });
    expect(storageTarget(choice({ sqliteFile: 'records.sqlite' }))).toEqual({
      kind: 'sqlite',
      file: 'records.sqlite',
    });
  });

  it.each(['postgres://db/evenkeel', 'postgresql://db/evenkeel'])('is a server for %s', (postgresUrl) => {
    expect(storageTarget(choice({ postgresUrl }))).toEqual({
      kind: 'postgres',
      url: postgresUrl,
      connections: 4,
    });
  });

  it.each(['mysql://db/evenkeel', 'not a URL', ''])('is refused for "%s"', (postgresUrl) => {
    expect(() => storageTarget(choice({ postgresUrl }))).toThrow(
      expect.objectContaining({ code: 'storage.url-invalid' }),
    );
  });

  it('cannot be both', () => {
    const both = choice({ sqliteFile: 'records.sqlite', postgresUrl: 'postgres://db/evenkeel' });
    expect(() => storageTarget(both)).toThrow(expect.objectContaining({ code: 'storage.two-databases' }));
  });
});

describe('the folder of waiting summaries', () => {
  it('is beside the database file, in the data folder for a server, and nowhere for a database in memory', () => {
    expect(journalFolderOf(choice({ sqliteFile: '/var/e.sqlite' }))).toBe('/var/e.sqlite-waiting-summaries');
    expect(journalFolderOf(choice({ postgresUrl: 'postgres://db/e' }))).toBe('data/waiting-summaries');
    expect(journalFolderOf(choice({ sqliteFile: ':memory:' }))).toBeNull();
  });

  it('is the one that is configured, whatever the database', () => {
    expect(journalFolderOf(choice({ sqliteFile: ':memory:', journalFolder: '/journal' }))).toBe('/journal');
  });
});
