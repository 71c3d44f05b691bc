import { stringify } from 'csv-stringify/sync';

type Cell = string | number | boolean | null;

/**
 * A table as CSV (RFC 4180). Text that a spreadsheet would run as a formula is led by an apostrophe
 * (owasp.org/www-community/attacks/CSV_Injection).
 */
export function csvTable(header: readonly string[], rows: ReadonlyArray<readonly Cell[]>): string {
  return stringify(
    [header, ...rows].map((row) => row.map(guarded)),
    {
      record_delimiter: 'windows',
      cast: { boolean: String },
    },
  );
}

/** Numbers are never formulas, so that a negative one stays a number. */
function guarded(cell: Cell): Cell {
  return typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
}
