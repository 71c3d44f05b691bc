import { inLanguage } from '../../i18n/cli/in-language.js';
import { filled } from '../../i18n/filled.js';
import type { Language } from '../../i18n/language.js';
import { topTexts } from '../../i18n/texts/top-texts.js';
import type { InstanceLoad } from './instance-load.js';

const NONE = '–';
/** Chinese characters and their punctuation take two columns of a terminal. */
const WIDE = /[\u2e80-\u9fff\uff00-\uffef]/g;

/** The loads as lines of a terminal; an instance that did not answer has its reason in place of figures. */
export function topTable(
  loads: readonly (InstanceLoad | { readonly url: string; readonly reason: string })[],
  language: Language,
): readonly string[] {
  const { columns, draining, away, noAnswer } = topTexts[language];
  const head = Object.values(columns);
  const notes: string[] = [];
  const rows = loads.map((load) => {
    if ('reason' in load) {
      notes.push(inLanguage(load.reason, language));
      return [load.url, noAnswer];
    }
    if (load.isDraining) notes.push(`${load.url}: ${draining}`);
    if (load.away.length > 0)
      notes.push(
        `${load.url}: ${filled(away, { what: load.away.map((name) => inLanguage(name, language)).join(', ') })}`,
      );
    return [
      load.url,
      `${load.calls} / ${load.streamLimit}`,
      String(load.desktops),
      load.cpuSecondsPerCallSecond?.toFixed(4) ?? NONE,
      load.cores.toFixed(2),
      String(Math.round(load.rssBytes / 1_048_576)),
      load.cuesPerMinute.toFixed(0),
      load.cueDelayP95Ms === null ? NONE : delayText(load.cueDelayP95Ms),
      load.loopDelayP99Ms.toFixed(1),
      `${load.lateRounds} / ${load.droppedWindows}`,
      String(load.nodes),
    ];
  });
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => widthOf(row[column] ?? ''))));
  const lines = all.map((row) => row.map((cell, column) => padded(cell, widths[column]!, column)).join('  '));
  return [...lines.map((line) => line.trimEnd()), ...notes];
}

function delayText(ms: number): string {
  return Number.isFinite(ms) ? `≤ ${Math.round(ms)}` : '> 2500';
}

function widthOf(text: string): number {
  return text.length + (text.match(WIDE)?.length ?? 0);
}

function padded(cell: string, width: number, column: number): string {
  const space = ' '.repeat(Math.max(0, width - widthOf(cell)));
  return column === 0 ? cell + space : space + cell;
}
