import { type EmotionFigures, FIGURE_NAMES } from '../../lab/evaluation/emotion-figures.js';
import type { Evaluation } from '../../lab/evaluation/evaluate-model.js';
import { told } from '../output/cli-language.js';
import { padded, paddedBefore } from '../output/padded.js';

/** What the model takes: bytes of its file, microseconds of a window alone (null where it was not timed). */
export type ModelCost = { readonly bytes: number; readonly microsecondsPerWindow: number | null };

const HEADINGS = ['anger', 'anxiety', 'ang/neutral', 'recall', 'ECE', 'Brier'];

type Row = Partial<EmotionFigures>;

/** The figures of an evaluation as text, 80 columns wide. */
export function evaluationTable(coded: Evaluation, clean: Evaluation | null, model: ModelCost): string {
  const section = (title: string, rows: Readonly<Record<string, Row>>) =>
    Object.keys(rows).length === 0
      ? []
      : [
          line(title, ['clips', ...HEADINGS]),
          ...Object.entries(rows).map(([name, row]) => figureLine(name, row)),
          '',
        ];
  const lost = clean === null ? {} : { 'lost clean → coded': difference(clean.mean, coded.mean) };
  const { scored, usedForBaseline, faults } = coded;
  return [
    ...section('corpus', { ...coded.sets, mean: coded.mean, 'all clips together': coded.pooled }),
    ...section('sex', coded.bySex),
    ...section('language', coded.byLanguage),
    ...section('beside it (mean)', { model: coded.mean, ...coded.references }),
    ...(clean === null ? [] : section('line', { clean: clean.mean, coded: coded.mean, ...lost })),
    told(`${scored} clips scored, ${usedForBaseline} used for baselines, ${faults} faults`),
    ...(coded.sure === null
      ? []
      : [
          told(
            `sure of ${percent(coded.sure.share)} of the clips, right in ${percent(coded.sure.right)} of those`,
          ),
        ]),
    told(
      `model: ${model.bytes} bytes, ${model.microsecondsPerWindow?.toFixed(0) ?? '–'} µs a window (one thread, alone)`,
    ),
    '',
  ].join('\n');
}

function figureLine(name: string, row: Row): string {
  return line(name, [
    row.clips?.toString() ?? '',
    ...FIGURE_NAMES.map((column) => row[column]?.toFixed(3) ?? '–'),
  ]);
}

function line(name: string, cells: readonly string[]): string {
  const widthOf = (column: number) => (column === 0 ? 7 : column === 3 ? 12 : 9);
  return padded(told(name), 26) + cells.map((cell, i) => paddedBefore(told(cell), widthOf(i))).join('');
}

function difference(clean: Row, coded: Row): Row {
  return Object.fromEntries(
    FIGURE_NAMES.map((column) => {
      const [before, after] = [clean[column] ?? null, coded[column] ?? null];
      return [column, before === null || after === null ? null : before - after];
    }),
  );
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}
