import { csvTable } from '../../http/csv.js';
import { analysisRows } from './analysis-row.js';
import type { CallAnalysis } from './call-analysis.js';
import { elan } from './elan.js';
import { textGrid } from './text-grid.js';
import { textOf } from './tiers.js';

/** A way to write an analysed call, for the tool that reads it. */
export type ExportFormat = {
  readonly name: string;
  /** Of the files that it is written to. */
  readonly ending: string;
  /** One line for `--help`. */
  readonly summary: string;
  /** Whether the texts of several calls make one text, one after another. */
  readonly joins: boolean;
  readonly write: (analysis: CallAnalysis) => string;
  /** Written once before the first call. */
  readonly header?: string;
};

const CSV_COLUMNS = ['file', 'tier', 'label', 'from_s', 'to_s', 'reason'];
const CSV_HEADER = csvTable(CSV_COLUMNS, []);

export const EXPORT_FORMATS: readonly ExportFormat[] = [
  {
    name: 'jsonl',
    ending: 'jsonl',
    summary: 'JSON Lines: the call, then its intervals (docs/schemas/analysis.schema.json)',
    joins: true,
    write: (analysis) =>
      analysisRows(analysis)
        .map((row) => `${JSON.stringify(row)}\n`)
        .join(''),
  },
  {
    name: 'csv',
    ending: 'csv',
    summary: 'a table of intervals, for spreadsheets, R and pandas',
    joins: true,
    header: CSV_HEADER,
    write: ({ name, intervals }) =>
      csvTable(
        CSV_COLUMNS,
        intervals.map(({ tier, label, fromMs, toMs, reason }) => [
          name,
          tier,
          label,
          seconds(fromMs),
          seconds(toMs),
          reason,
        ]),
      ).slice(CSV_HEADER.length),
  },
  { name: 'textgrid', ending: 'TextGrid', summary: 'Praat', joins: false, write: textGrid },
  {
    name: 'audacity',
    ending: 'txt',
    summary: 'labels for Audacity (File, Import, Labels)',
    joins: false,
    write: ({ intervals }) =>
      intervals
        .map(
          (interval) =>
            `${seconds(interval.fromMs)}\t${seconds(interval.toMs)}\t${interval.tier} ${oneLine(textOf(interval))}\n`,
        )
        .join(''),
  },
  {
    name: 'rttm',
    ending: 'rttm',
    summary: 'who speaks when, as diarisation tools score it (NIST)',
    joins: true,
    write: ({ id, intervals }) =>
      intervals
        .filter(({ tier }) => tier === 'caller' || tier === 'agent' || tier === 'mixed')
        .map(
          ({ tier, fromMs, toMs }) =>
            `SPEAKER ${id} 1 ${seconds(fromMs)} ${seconds(toMs - fromMs)} <NA> <NA> ${tier} <NA> <NA>\n`,
        )
        .join(''),
  },
  { name: 'elan', ending: 'eaf', summary: 'ELAN', joins: false, write: elan },
];

function seconds(ms: number): string {
  return (Math.round(ms) / 1000).toFixed(3);
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}
