import type { CallAnalysis, Interval } from './call-analysis.js';
import { textOf, tiersOf } from './tiers.js';

/** Praat's TextGrid, long text form: every tier an IntervalTier that covers the call without a hole. */
export function textGrid({ durationMs, intervals }: CallAnalysis): string {
  const tiers = tiersOf(intervals);
  return [
    'File type = "ooTextFile"',
    'Object class = "TextGrid"',
    '',
    'xmin = 0',
    `xmax = ${seconds(durationMs)}`,
    'tiers? <exists>',
    `size = ${tiers.length}`,
    'item []:',
    ...tiers.flatMap(({ tier, intervals: own }, index) => {
      const whole = withoutHoles(own, durationMs);
      return [
        `    item [${index + 1}]:`,
        '        class = "IntervalTier"',
        `        name = "${tier}"`,
        '        xmin = 0',
        `        xmax = ${seconds(durationMs)}`,
        `        intervals: size = ${whole.length}`,
        ...whole.flatMap(({ fromMs, toMs, text }, at) => [
          `        intervals [${at + 1}]:`,
          `            xmin = ${seconds(fromMs)}`,
          `            xmax = ${seconds(toMs)}`,
          `            text = "${text.replaceAll('"', '""')}"`,
        ]),
      ];
    }),
    '',
  ].join('\n');
}

type Cell = { readonly fromMs: number; readonly toMs: number; readonly text: string };

function withoutHoles(intervals: readonly Interval[], durationMs: number): Cell[] {
  const cells: Cell[] = [];
  let atMs = 0;
  for (const interval of intervals) {
    const fromMs = Math.max(atMs, interval.fromMs);
    const toMs = Math.min(interval.toMs, durationMs);
    if (toMs <= fromMs) continue;
    if (fromMs > atMs) cells.push({ fromMs: atMs, toMs: fromMs, text: '' });
    cells.push({ fromMs, toMs, text: textOf(interval) });
    atMs = toMs;
  }
  if (atMs < durationMs) cells.push({ fromMs: atMs, toMs: durationMs, text: '' });
  return cells;
}

function seconds(ms: number): string {
  return String(Math.round(ms) / 1000);
}
