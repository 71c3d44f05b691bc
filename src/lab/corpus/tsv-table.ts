import { readFile } from 'node:fs/promises';
import { EvenkeelError } from '../../errors.js';

export type TsvRow = {
  /** Line in the file, the header being 1. */
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
};

export type TsvTable = {
  readonly path: string;
  readonly columns: readonly string[];
  readonly rows: readonly TsvRow[];
};

/**
 * Reads a tab-separated table with a header line. Errors: `table.unreadable` (no such file, no header),
 * `table.column-missing`, `table.row-torn` (another number of cells than the header), each naming file and line.
 */
export async function readTsvTable(path: string, required: readonly string[]): Promise<TsvTable> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new EvenkeelError('table.unreadable', path, { cause });
  });
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const columns = lines[0]?.split('\t') ?? [];
  const missing = required.filter((name) => !columns.includes(name));
  if (missing.length > 0) throw new EvenkeelError('table.column-missing', `${path}:1: ${missing.join(', ')}`);
  const rows: TsvRow[] = [];
  for (const [index, line] of lines.entries()) {
    if (index === 0 || line === '') continue;
    const cells = line.split('\t');
    if (cells.length !== columns.length) {
      const found = `${path}:${index + 1}: ${cells.length} cells under ${columns.length} columns`;
      throw new EvenkeelError('table.row-torn', found);
    }
    rows.push({
      line: index + 1,
      cells: Object.fromEntries(columns.map((name, i) => [name, cells[i] ?? ''])),
    });
  }
  return { path, columns, rows };
}
