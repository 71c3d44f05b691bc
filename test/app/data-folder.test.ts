import { chmodSync, mkdirSync, mkdtempSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkDataFolder } from '../../src/app/data-folder.js';

const folder = mkdtempSync(join(tmpdir(), 'evenkeel-data-'));

function codeOf(act: () => unknown): unknown {
  try {
    act();
    return 'none';
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
}

describe('checkDataFolder', () => {
  it('makes the folder, writes to it, and leaves nothing behind', () => {
    const file = join(folder, 'new', 'evenkeel.sqlite');
    checkDataFolder(file, Date.now());
    expect(readdirSync(join(folder, 'new'))).toEqual([]);
  });

  it('says that the folder cannot be made under something that is no folder', () => {
    writeFileSync(join(folder, 'plain'), '');
    expect(codeOf(() => checkDataFolder(join(folder, 'plain', 'x', 'e.sqlite'), Date.now()))).toBe(
      'storage.folder-missing',
    );
  });

  // Root may write anywhere, so a folder without the right stands for it only where the test is not root.
  it.skipIf(process.getuid?.() === 0)('says that the folder is read-only', () => {
    mkdirSync(join(folder, 'closed'));
    chmodSync(join(folder, 'closed'), 0o500);
    expect(codeOf(() => checkDataFolder(join(folder, 'closed', 'e.sqlite'), Date.now()))).toBe(
      'storage.folder-read-only',
    );
  });

  it('says that /proc and the like are no place for data', () => {
    expect(codeOf(() => checkDataFolder('/proc/evenkeel/e.sqlite', Date.now()))).toMatch(/^storage\./);
  });

  it('says that the clock went back an hour, and lets small differences pass', () => {
    const file = join(folder, 'e.sqlite');
    writeFileSync(file, '');
    const now = Date.now();
    utimesSync(file, now / 1000, now / 1000 + 3600);
    expect(codeOf(() => checkDataFolder(file, now))).toBe('server.clock-behind');
    utimesSync(file, now / 1000, now / 1000 + 60);
    expect(codeOf(() => checkDataFolder(file, now))).toBe('none');
  });
});
