type Cell = string | number | boolean | null;

/**
 * A table as CSV (RFC 4180). Text that a spreadsheet would run as a formula is led by an apostrophe
 * (owasp.org/www-community/attacks/CSV_Injection).
 */
export function csvTable(header: readonly string[], rows: ReadonlyArray<readonly Cell[]>): string {
  return [header, ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

function field(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
