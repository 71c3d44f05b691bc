import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { DateTime } from 'luxon';
import { EvenkeelError } from '../errors.js';
import { isIdentifier } from '../identifier.js';
import { LoopPause } from '../loop-pause.js';
import { isTimeZone } from './week-calendar.js';

/** One line of the people file: an agent in a team for a time. */
export type MembershipLine = {
  readonly agentId: string;
  readonly teamId: string;
  readonly teamName: string;
  readonly timeZone: string;
  /** Start of the day, local to the team; null = from the import on. */
  readonly from: number | null;
  /** Null = still there. */
  readonly to: number | null;
};

/** One line of the shifts file. */
export type ShiftLine = {
  readonly teamId: string;
  readonly shiftId: string;
  readonly name: string;
  /** ISO weekdays as digits, 1 = Monday. */
  readonly weekdays: string;
  readonly startMinute: number;
  readonly endMinute: number;
};

export const PEOPLE_COLUMNS = ['agent_id', 'team_id', 'team_name', 'time_zone', 'from', 'to'] as const;
export const SHIFT_COLUMNS = ['team_id', 'shift_id', 'name', 'weekdays', 'start', 'end'] as const;

/** Longest file in characters, and most lines: a call centre of 50,000 fits. */
const MOST_CHARACTERS = 10_000_000;
const MOST_LINES = 100_000;
/** Longest line in bytes: every column as long as an identifier may be, with as many that nobody asked for. */
const MOST_LINE_BYTES = 16_384;

/** @throws EvenkeelError `people.file-invalid`, which names the line and the column */
export function readPeopleCsv(text: string): Promise<readonly MembershipLine[]> {
  return readTable(text, PEOPLE_COLUMNS, (line, index) => {
    const fail = (column: string, why: string): never => {
      throw new EvenkeelError('people.file-invalid', `Line ${index + 2}, column ${column}: ${why}.`);
    };
    const timeZone = line.time_zone || fail('time_zone', 'it is empty');
    if (!isTimeZone(timeZone)) fail('time_zone', 'it is not an IANA time zone such as Europe/Berlin');
    const day = (column: 'from' | 'to'): number | null => {
      const value = line[column];
      if (value === '') return null;
      const at = DateTime.fromISO(value, { zone: timeZone });
      if (!/^\d{4}-\d{2}-\d{2}$/.test(value) || !at.isValid)
        return fail(column, 'write a day as 2026-03-31, or nothing');
      return at.toMillis();
    };
    const [from, to] = [day('from'), day('to')];
    if (from !== null && to !== null && to <= from) fail('to', 'it is not after from');
    const teamId = named(line.team_id, 'team_id', fail);
    return {
      agentId: named(line.agent_id, 'agent_id', fail),
      teamId: teamId === '*' ? fail('team_id', '* stands for every team') : teamId,
      teamName: line.team_name === '' ? teamId : named(line.team_name, 'team_name', fail),
      timeZone,
      from,
      to,
    };
  });
}

/** @throws EvenkeelError `people.file-invalid`, which names the line and the column */
export function readShiftsCsv(text: string): Promise<readonly ShiftLine[]> {
  return readTable(text, SHIFT_COLUMNS, (line, index) => {
    const fail = (column: string, why: string): never => {
      throw new EvenkeelError('people.file-invalid', `Line ${index + 2}, column ${column}: ${why}.`);
    };
    const minute = (column: 'start' | 'end'): number => {
      const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(line[column]);
      return match === null
        ? fail(column, 'write a time as 08:30')
        : Number(match[1]) * 60 + Number(match[2]);
    };
    if (!/^1?2?3?4?5?6?7?$/.test(line.weekdays) || line.weekdays === '')
      fail('weekdays', 'write the days as 12345, 1 = Monday');
    return {
      teamId: named(line.team_id, 'team_id', fail),
      shiftId: named(line.shift_id, 'shift_id', fail),
      name: named(line.name || line.shift_id, 'name', fail),
      weekdays: line.weekdays,
      startMinute: minute('start'),
      endMinute: minute('end'),
    };
  });
}

/** A cell that names somebody or something. */
function named<Column extends string>(
  text: string,
  column: Column,
  fail: (column: Column, why: string) => never,
): string {
  if (text === '') return fail(column, 'it is empty');
  return isIdentifier(text)
    ? text
    : fail(
        column,
        'it has control characters, was read in the wrong encoding, or is over 256 characters long',
      );
}

/** Bytes that are parsed in one go: two milliseconds of work. */
const PIECE_BYTES = 2_048;

/** Reads line by line and lets the loop turn in between: a file of thousands must not hold up a call. */
async function readTable<Column extends string, Line>(
  text: string,
  columns: readonly Column[],
  read: (line: Record<Column, string>, index: number) => Line,
): Promise<readonly Line[]> {
  if (text.length > MOST_CHARACTERS)
    throw new EvenkeelError('people.file-invalid', `It is longer than ${MOST_CHARACTERS} characters.`);
  // The parser counts what is in the fields, not the fields.
  const firstEnd = text.search(/[\n\r]/);
  if ((firstEnd < 0 ? text.length : firstEnd) > MOST_LINE_BYTES)
    throw new EvenkeelError('people.file-invalid', `Its first line is longer than ${MOST_LINE_BYTES} bytes.`);
  const pause = new LoopPause();
  const rows: Record<string, string>[] = [];
  const options = {
    columns: true,
    bom: true,
    trim: true,
    skip_empty_lines: true,
    to: MOST_LINES + 1,
    max_record_size: MOST_LINE_BYTES,
  };
  try {
    for await (const row of Readable.from(piecesOf(text, pause)).pipe(parse(options))) {
      rows.push(row as Record<string, string>);
      await pause.step();
    }
  } catch (cause) {
    throw new EvenkeelError('people.file-invalid', (cause as Error).message, { cause });
  }
  if (rows.length > MOST_LINES)
    throw new EvenkeelError('people.file-invalid', `It has more than ${MOST_LINES} lines.`);
  const missing = columns.filter((column) => rows[0] !== undefined && !Object.hasOwn(rows[0], column));
  if (rows.length === 0 || missing.length > 0)
    throw new EvenkeelError('people.file-invalid', `The first line must name ${columns.join(', ')}.`);
  const lines: Line[] = [];
  for (const [index, row] of rows.entries()) {
    lines.push(read(row as Record<Column, string>, index));
    await pause.step();
  }
  return lines;
}

/** Each in a turn of its own, whether there is a line in it or not. */
async function* piecesOf(text: string, pause: LoopPause): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    yield bytes.subarray(at, at + PIECE_BYTES);
    await pause.step();
  }
}
