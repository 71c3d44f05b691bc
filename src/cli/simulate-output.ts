import { ERRORS, type ErrorCode } from '../errors.js';
import type { CallReport } from '../lab/telephones/call-report.js';
import type { SimulationProgress } from '../lab/telephones/simulation.js';
import type { TelephoneClock } from '../lab/telephones/wall-clock.js';
import { told } from './output/cli-language.js';
import { padded, shownWidth } from './output/padded.js';

const REFRESH_MS = 1000;
const LINE_EVERY_MS = 5000;
/** Nobody reads a table with more rows. */
const MAX_ROWS = 20;

/** Where progress goes: a terminal's line is rewritten, a file gets a line now and then. */
type ProgressStream = { readonly isTTY?: boolean; write(text: string): unknown };

/** Prints how far the calls are, at most once a second. */
export function progressPrinter(
  stream: ProgressStream,
  clock: Pick<TelephoneClock, 'nowMs'>,
): { readonly show: (progress: SimulationProgress) => void; readonly end: () => void } {
  const everyMs = stream.isTTY ? REFRESH_MS : LINE_EVERY_MS;
  let shownMs = Number.NEGATIVE_INFINITY;
  return {
    show: ({ talking, finished, completed, atMs, ofMs }) => {
      if (clock.nowMs() - shownMs < everyMs) return;
      shownMs = clock.nowMs();
      const failed = finished - completed;
      const text = told(
        `${talking} talking, ${finished} finished${failed > 0 ? ` (${failed} not as they should)` : ''}, ${seconds(atMs)} of ${seconds(ofMs)} s`,
      );
      stream.write(stream.isTTY ? `\r\u001b[K${text}` : `${text}\n`);
    },
    end: () => {
      if (stream.isTTY) stream.write('\r\u001b[K');
    },
  };
}

/** What the telephones saw, for people. */
export function simulationText(reports: readonly CallReport[], speed: number): string {
  const rows = reports.flatMap(({ callId, lines }) =>
    lines.map((line) => [
      callId,
      line.path,
      line.handshakeMs === null ? '-' : line.handshakeMs.toFixed(0),
      line.readyMs === null ? '-' : line.readyMs.toFixed(0),
      String(line.messagesSent),
      (line.bytesSent / 1024).toFixed(0),
      String(line.pingsHeard),
      String(line.closeCode ?? line.httpStatus ?? '-'),
      told(line.error ?? line.closeReason),
    ]),
  );
  const head = ['call', 'path', 'handshake ms', 'ready ms', 'messages', 'KiB', 'pings', 'close', 'said'].map(
    told,
  );
  const shown = [head, ...rows.slice(0, MAX_ROWS)];
  const widths = head.map((_, column) => Math.max(...shown.map((row) => shownWidth(row[column] ?? ''))));
  const table = shown.map((row) =>
    row
      .map((cell, i) => padded(cell, widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  if (rows.length > MAX_ROWS)
    table.push(told(`… and ${rows.length - MAX_ROWS} more lines (--json prints all)`));
  const completed = reports.filter((report) => report.completed).length;
  const faults = [...sumOf(reports.map((report) => report.faults))];
  const noticed = [...sumOf(reports.flatMap(({ lines }) => lines.map((line) => line.protocol)))];
  const closing = [
    ...(noticed.length > 0 ? [`seen by the protocol: ${counts(noticed)}`] : []),
    ...(faults.some(([, count]) => count > 0) ? [`faults made: ${counts(faults)}`] : []),
    ...sentencesOf(
      rows.map((row) => row.at(-1) ?? ''),
      noticed.map(([name]) => name),
      speed,
    ),
    `${completed} of ${reports.length} calls were answered and ended as they should`,
  ];
  return `${[...table, '', ...closing.map(told)].join('\n')}\n`;
}

/** What the codes mean that the server said, each once: a code alone sends people searching. */
function sentencesOf(said: readonly string[], noticed: readonly string[], speed: number): string[] {
  const codes = (Object.keys(ERRORS) as ErrorCode[]).filter(
    (code) => noticed.includes(code) || said.some((text) => text.split(/[: ]+/).includes(code)),
  );
  return codes.map((code) =>
    code === 'stream.rate-suspect' && speed !== 1
      ? `${code}: Audio did not keep to the clock, as is to be expected at --speed ${speed}.`
      : `${code}: ${ERRORS[code].text}`,
  );
}

function counts(entries: readonly (readonly [string, number])[]): string {
  return entries.map(([name, count]) => `${told(name)} ${Math.round(count)}`).join(', ');
}

/** Counts add up; of milliseconds the longest counts. */
function sumOf(records: readonly Readonly<Record<string, number>>[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const record of records) {
    for (const [name, value] of Object.entries(record)) {
      const before = sums.get(name) ?? 0;
      sums.set(name, name.endsWith('Ms') ? Math.max(before, value) : before + value);
    }
  }
  return sums;
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(0);
}
