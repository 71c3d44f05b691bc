import { STRAIN_FORMULA } from '../../core/call/strain.js';
import type { Cue } from '../../core/cues/cue.js';
import type { Language } from '../../i18n/language.js';
import { sayCue } from '../../i18n/say-cue.js';
import { type CallTimeline, isMixed } from './call-timeline.js';
import { escapeHtml } from './escape-html.js';
import { lanesOf } from './timeline-lanes.js';
import { REPORT_SCRIPT, REPORT_STYLE } from './timeline-style.js';
import { timelineTable } from './timeline-table.js';

/** The report of one call as a self-contained page: a zoomable picture, the cues, and the same as a table. */
export function timelineReport(timeline: CallTimeline, title: string, language: Language): string {
  const cues = timeline.events.flatMap((event) => (event.type === 'cue' ? [event.cue] : []));
  const at = (ms: number) => `${((100 * ms) / timeline.durationMs).toFixed(3)}%`;
  const ticks = tickMarks(timeline.durationMs)
    .map(
      ({ ms, isFine }) =>
        `<span class="tick${isFine ? ' fine' : ''}" style="left:${at(ms)}">${clock(ms)}</span>`,
    )
    .join('');
  const flags = cues
    .map(
      (cue) =>
        `<span class="flag${cue.atMs > 0.9 * timeline.durationMs ? ' late' : ''}" style="left:${at(cue.atMs)}" title="${escapeHtml(line(cue, language))}">${cue.kind}</span>`,
    )
    .join('');
  const lanes = lanesOf(timeline)
    .map(
      ({ caption, svg, kind }) =>
        `<div class="lane ${kind}"><p>${escapeHtml(caption)}</p><div>${svg}</div></div>`,
    )
    .join('');
  const cueLine = (fromMs: number, untilMs: number) =>
    cues
      .filter(({ atMs }) => atMs >= fromMs && atMs < untilMs)
      .map((cue) => line(cue, language))
      .join(' · ');
  const list = cues
    .map((cue) => `<li><b>${clock(cue.atMs)}</b> ${escapeHtml(line(cue, language))}</li>`)
    .join('');
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title><style>${REPORT_STYLE}</style></head>
<body><main><h1>${escapeHtml(title)}</h1>
${isMixed(timeline) ? MIXED : LEGEND}
<label class="zoom">Zoom <input type="range" min="1" max="20" step="0.5" value="1"></label>
<div class="scroll" tabindex="0" role="group" aria-label="Timeline picture; the table below holds the same"><div class="lanes"><div class="axis">${ticks}</div><div class="flags">${flags}</div>${lanes}</div></div>
<h2>Cues</h2>${list === '' ? '<p>None.</p>' : `<ol>${list}</ol>`}
${isMixed(timeline) ? '' : summaryText(timeline)}<h2>As a table</h2><div class="scroll" tabindex="0" role="group" aria-label="The call as a table">${timelineTable(timeline, cueLine)}</div></main>
<script>${REPORT_SCRIPT}</script></body></html>
`;
}

const LEGEND = `<p class="legend">${[
  ['calm', 'calm'],
  ['tense', 'tense'],
  ['angry', 'angry'],
  ['anxious', 'anxious'],
  ['unsure', 'not sure'],
]
  .map(([mood, word]) => `<span><i class="${mood}"></i> ${word}</span>`)
  .join(' ')}</p>`;
const MIXED =
  '<p class="legend">Both parties are on one channel: how the caller sounds, who speaks over whom and how fast each speaks is not claimed.</p>';

function summaryText(timeline: CallTimeline): string {
  const last = timeline.events.findLast((event) => event.type === 'summary');
  if (last?.type !== 'summary') return '';
  const { tenseMs, episodes, strain, coverage } = last.summary;
  return `<h2>Summary</h2><p>${clock(Math.round(tenseMs / 1000) * 1000)} of tense caller in ${episodes.length} ${episodes.length === 1 ? 'stretch' : 'stretches'}; strain ${strain} of 100; coverage: ${coverage}.</p><p class="legend">${escapeHtml(STRAIN_FORMULA)}</p>`;
}

function line(cue: Cue, language: Language): string {
  const { title, advice, reason, numbers } = sayCue(cue, language);
  const stopped = /[.?!。？！]$/.test(title) ? title : `${title}.`;
  return `${stopped} ${advice} ${reason}${numbers === '' ? '' : ` (${numbers})`}`.trim();
}

function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

const TICK_STEPS_S = [1, 5, 10, 15, 30, 60, 120, 300, 600, 1200];
/** A label does not fit behind this share of the call. */
const LAST_TICK = 0.97;

/** About ten ticks at round distances, and finer ones for the zoomed picture. */
function tickMarks(durationMs: number): { ms: number; isFine: boolean }[] {
  const coarse = TICK_STEPS_S.findIndex((seconds, i) => i > 0 && durationMs / 1000 / seconds <= 12);
  const stepMs = 1000 * (TICK_STEPS_S[coarse] ?? 1200);
  const fineMs =
    1000 *
    (TICK_STEPS_S.findLast((seconds) => stepMs % (seconds * 1000) === 0 && stepMs / (seconds * 1000) >= 5) ??
      1);
  return Array.from({ length: Math.floor((LAST_TICK * durationMs) / fineMs) + 1 }, (_, i) => ({
    ms: i * fineMs,
    isFine: (i * fineMs) % stepMs !== 0,
  }));
}
