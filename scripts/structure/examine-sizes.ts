import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

export type SizeFigures = {
  readonly files: number;
  /** Of the TypeScript files; a style sheet has no ideas to split. */
  readonly medianLines: number;
  readonly largestLines: number;
  /** Entries, files and folders, that lie side by side in the fullest folder. */
  readonly fullestFolder: number;
  readonly violations: readonly string[];
};

const LINE_LIMIT = 295;
const FOLDER_LIMIT = 30;
/** Names that say where a thing was put, not what it is. */
const DRAWER = /(^|\/)(utils?|helpers?|common|types|misc)(\.|\/|$)/;

/**
 * Measures the files and folders of `src` under `root`.
 * @throws Error when there are none
 */
export function examineSizes(root: string): SizeFigures {
  const entries = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true });
  const pathOf = (entry: (typeof entries)[number]) => relative(root, join(entry.parentPath, entry.name));
  const sizes = entries
    .filter((entry) => entry.isFile() && /\.(ts|tsx|css)$/.test(entry.name))
    .map((entry) => ({ file: pathOf(entry), lines: linesOf(join(entry.parentPath, entry.name)) }))
    .sort((a, b) => a.lines - b.lines);
  if (sizes.length === 0) throw new Error('No file was found: the sizes were not checked.');
  const typeScript = sizes.filter(({ file }) => !file.endsWith('.css'));
  const counts = new Map<string, number>();
  for (const { parentPath } of entries) {
    const folder = relative(root, parentPath);
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  const folders = [...counts].map(([folder, count]) => ({ folder, count }));
  return {
    files: sizes.length,
    medianLines: typeScript[Math.floor(typeScript.length / 2)]?.lines ?? 0,
    largestLines: sizes.at(-1)!.lines,
    fullestFolder: Math.max(...folders.map(({ count }) => count)),
    violations: [
      ...sizes
        .filter(({ lines }) => lines > LINE_LIMIT)
        .map(({ file, lines }) => `${file}: ${lines} lines, more than ${LINE_LIMIT}. Split it by ideas.`),
      ...folders
        .filter(({ count }) => count > FOLDER_LIMIT)
        .map(({ folder, count }) => `${folder}: ${count} entries, more than ${FOLDER_LIMIT}. Group them.`),
      ...entries
        .map(pathOf)
        .filter((path) => DRAWER.test(path))
        .map((path) => `${path}: name the idea, not the drawer.`),
    ],
  };
}

function linesOf(path: string): number {
  return readFileSync(path, 'utf8').split('\n').length - 1;
}
