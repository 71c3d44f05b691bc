import { stringify } from 'csv-stringify/sync';
import { inTurns } from '../loop-pause.js';

type Cell = string | number | boolean | null;

/**
 * A table as CSV (RFC 4180). Text that a spreadsheet would run as a formula is led by an apostrophe
 * (owasp.org/www-community/attacks/CSV_Injection).
 */
export function csvTable(header: readonly string[], rows: ReadonlyArray<readonly Cell[]>): string {
  return linesOf([header, ...rows]);
}

/** The same of rows that may be many, with turns of the loop in between. */
export async function csvTableInTurns(
  header: readonly string[],
  rows: ReadonlyArray<readonly Cell[]>,
): Promise<string> {
  const pieces = Array.from({ length: Math.ceil(rows.length / ROWS_AT_ONE_GO) }, (_, index) =>
    rows.slice(index * ROWS_AT_ONE_GO, (index + 1) * ROWS_AT_ONE_GO),
  );
  return linesOf([header]) + (await inTurns(pieces, linesOf)).join('');
}

const ROWS_AT_ONE_GO = 100;

function linesOf(rows: ReadonlyArray<readonly Cell[]>): string {
  return stringify(
    rows.map((row) => row.map(guarded)),
    { record_delimiter: 'windows', cast: { boolean: String } },
  );
}

/** Numbers are never formulas, so that a negative one stays a number. */
function guarded(cell: Cell): Cell {
  return typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
}
