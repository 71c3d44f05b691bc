/** Hands a file to the browser's downloads. */
export function saveFile(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1_000);
}

/** A table as CSV; text that a spreadsheet would run is led by an apostrophe. */
export function tableCsv(rows: ReadonlyArray<readonly string[]>): Blob {
  const field = (text: string) => {
    const safe = /^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  // The mark lets spreadsheets read Chinese as UTF-8.
  return new Blob([`\uFEFF${rows.map((row) => `${row.map(field).join(',')}\r\n`).join('')}`], {
    type: 'text/csv;charset=utf-8',
  });
}
