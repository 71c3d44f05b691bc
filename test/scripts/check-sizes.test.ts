import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { examineSizes } from '../../scripts/structure/examine-sizes.js';

describe('the check of file and folder sizes', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'evenkeel-sizes-'));
    mkdirSync(join(root, 'src/live'), { recursive: true });
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const put = (path: string, lines = 1) => writeFileSync(join(root, 'src', path), 'x\n'.repeat(lines));

  it('passes 30 entries in a folder, and a file of 295 lines', () => {
    for (let i = 0; i < 29; i++) put(`live/file-${i}.ts`);
    put('live/long.ts', 295);
    expect(examineSizes(root)).toEqual({
      files: 30,
      medianLines: 1,
      largestLines: 295,
      fullestFolder: 30,
      violations: [],
    });
  });

  it('fails on the 31st file of a folder', () => {
    for (let i = 0; i < 31; i++) put(`live/file-${i}.ts`);
    expect(examineSizes(root).violations).toEqual(['src/live: 31 entries, more than 30. Group them.']);
  });

  it('counts the folders that lie beside the files, and not what they hold', () => {
    for (let i = 0; i < 30; i++) put(`live/file-${i}.ts`);
    mkdirSync(join(root, 'src/live/try'));
    for (let i = 0; i < 30; i++) put(`live/try/file-${i}.ts`);
    expect(examineSizes(root).violations).toEqual(['src/live: 31 entries, more than 30. Group them.']);
  });

  it('fails on a file of 296 lines', () => {
    put('live/long.ts', 296);
    expect(examineSizes(root).violations).toEqual([
      'src/live/long.ts: 296 lines, more than 295. Split it by ideas.',
    ]);
  });

  it('fails on a drawer, file or folder', () => {
    put('live/utils.ts');
    mkdirSync(join(root, 'src/helpers'));
    expect(
      examineSizes(root)
        .violations.map((fault) => fault.split(':')[0])
        .sort(),
    ).toEqual(['src/helpers', 'src/live/utils.ts']);
  });

  it('prints the median of the TypeScript files and the largest of all', () => {
    put('live/one.ts', 10);
    put('live/two.tsx', 20);
    put('live/three.ts', 30);
    put('live/panel.css', 200);
    put('live/print.css', 250);
    expect(examineSizes(root)).toMatchObject({ files: 5, medianLines: 20, largestLines: 250 });
  });

  it('refuses to check nothing', () => {
    expect(() => examineSizes(root)).toThrow('No file was found');
  });
});
