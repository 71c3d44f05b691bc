import { STRAIN_FORMULA } from '../call/strain.js';
import type { Cue } from '../cues/cue.js';
import type { Language } from '../i18n/language.js';
import { sayCue } from '../i18n/say-cue.js';
import type { CallTimeline } from './call-timeline.js';
import { escapeHtml } from './escape-html.js';
import { lanesOf } from './timeline-lanes.js';
import { REPORT_SCRIPT, REPORT_STYLE } from './timeline-style.js';
import { timelineTable } from './timeline-table.js';

/** The report of one call as a self-contained page: a zoomable picture, the cues, and the same as a table. */
export function timelineReport(timeline: CallTimeline, title: string, language: Language): string {
  const cues = timeline.events.flatMap((event) => (event.type === 'cue' ? [event.cue] : []));
  const at = (ms: number) => `${((100 * ms) / timeline.durationMs).toFixed(3)}%`;
  const ticks = tickSeconds(timeline.durationMs)
    .map((seconds) => `<span class="tick" style="left:${at(seconds * 1000)}">${clock(seconds * 1000)}</span>`)
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
<p class="legend"><i class="calm"></i> calm <i class="tense"></i> tense <i class="angry"></i> angry <i class="anxious"></i> anxious <i class="unsure"></i> not sure</p>
<label class="zoom">Zoom <input type="range" min="1" max="20" step="0.5" value="1"></label>
<div class="scroll" tabindex="0" role="group" aria-label="Timeline picture; the table below holds the same"><div class="lanes"><div class="axis">${ticks}</div><div class="flags">${flags}</div>${lanes}</div></div>
<h2>Cues</h2>${list === '' ? '<p>None.</p>' : `<ol>${list}</ol>`}
${summaryText(timeline)}<h2>As a table</h2><div class="scroll" tabindex="0" role="group" aria-label="The call as a table">${timelineTable(timeline, cueLine)}</div></main>
<script>${REPORT_SCRIPT}</script></body></html>
`;
}

function summaryText(timeline: CallTimeline): string {
  const last = timeline.events.findLast((event) => event.type === 'summary');
  if (last?.type !== 'summary') return '';
  const { tenseMs, episodes, strain, coverage } = last.summary;
  return `<h2>Summary</h2><p>${clock(tenseMs)} of tense caller in ${episodes.length} stretch(es); strain ${strain} of 100; coverage: ${coverage}.</p><p class="legend">${escapeHtml(STRAIN_FORMULA)}</p>`;
}

function line(cue: Cue, language: Language): string {
  const { title, advice, reason } = sayCue(cue, language);
  const stopped = /[.?!。？！]$/.test(title) ? title : `${title}.`;
  return `${stopped} ${advice} ${reason}`.trim();
}

function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** About ten ticks at round distances. */
function tickSeconds(durationMs: number): number[] {
  const step =
    [5, 10, 15, 30, 60, 120, 300, 600].find((seconds) => durationMs / 1000 / seconds <= 12) ?? 1200;
  return Array.from({ length: Math.floor(durationMs / 1000 / step) + 1 }, (_, i) => i * step);
}
