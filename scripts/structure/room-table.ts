/** One row of the table of rooms in ARCHITECTURE.md: what a room may import, and what it may import as types besides. */
export type RoomRow = {
  readonly room: string;
  readonly imports: readonly string[];
  readonly types: readonly string[];
};

const HEADER = /^\| *room *\|.*\| *may import *\| *types besides *\|$/;

/**
 * Reads the table of rooms: first column the rooms (one row may speak for several), the last two the imports.
 * @throws Error when the document holds no such table, or a row names a room twice
 */
export function readRoomTable(markdown: string): readonly RoomRow[] {
  const lines = markdown.split('\n');
  const start = lines.findIndex((line) => HEADER.test(line));
  if (start < 0) throw new Error('ARCHITECTURE.md holds no table "room | … | may import | types besides".');
  const rows: RoomRow[] = [];
  for (const line of lines.slice(start + 2)) {
    if (!line.startsWith('|')) break;
    const cells = line.split('|').slice(1, -1);
    const [imports, types] = cells.slice(-2).map(namesIn) as [string[], string[]];
    for (const room of namesIn(cells[0] ?? '')) rows.push({ room, imports, types });
  }
  const doubled = rows.find(({ room }, index) => rows.findIndex((row) => row.room === room) !== index);
  if (doubled !== undefined) throw new Error(`ARCHITECTURE.md lists ${doubled.room} twice.`);
  return rows;
}

function namesIn(cell: string): string[] {
  return cell.match(/[a-z][a-z0-9/-]*/g) ?? [];
}
