import type { Cue } from '../../core/cues/cue.js';
import { dateLocale } from '../../i18n/date-locale.js';
import { filled } from '../../i18n/filled.js';
import type { Language } from '../../i18n/language.js';
import { sayCue } from '../../i18n/say-cue.js';
import { cliTexts } from '../../i18n/texts/cli-texts.js';
import { reportTexts } from '../../i18n/texts/report-texts.js';
import { callerLanes, lanesOf } from './call-lanes.js';
import { type CallNote, noteText } from './call-notes.js';
import { callReadings, moodBand } from './call-readings.js';
import { type CallTimeline, isMixed } from './call-timeline.js';
import { clockText } from './clock-text.js';
import { type ComparedRun, cueDifferences } from './compared-run.js';
import { cueFlags } from './cue-flags.js';
import { escapeHtml } from './escape-html.js';
import { laneHtml } from './lane.js';
import { REPORT_SCRIPT } from './report-script.js';
import { REPORT_STYLE } from './report-style.js';
import { tickMarks } from './tick-marks.js';
import { timelineTable } from './timeline-table.js';

/** Everything that the page of one replayed recording shows. */
export type CallReport = {
  readonly title: string;
  readonly timeline: CallTimeline;
  /** Names of the recording's files: played where they lie beside the page. Empty = nothing to play. */
  readonly recordings: readonly string[];
  readonly made: { readonly at: Date; readonly version: string; readonly model: string };
  /** Why there is no cue; empty where there is one. */
  readonly notes: readonly CallNote[];
  /** Another run of the same call, drawn beside this one. */
  readonly compared: ComparedRun | null;
};

/** More cues than this are folded: a long call stays a short page. */
const CUES_UNFOLDED = 12;

/** The report of one call as a self-contained page: a zoomable picture, the sound, the cues, and the same as a table. */
export function timelineReport(report: CallReport, language: Language): string {
  const { timeline, title } = report;
  const texts = reportTexts[language];
  const cues = timeline.events.flatMap((event) => (event.type === 'cue' ? [event.cue] : []));
  const cueLine = (fromMs: number, untilMs: number) =>
    cues
      .filter(({ atMs }) => atMs >= fromMs && atMs < untilMs)
      .map((cue) => line(cue, language))
      .join(' · ');
  const readings = callReadings(timeline, language);
  const bands = report.compared === null ? [] : [otherMoods(report.compared, language)];
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title><style>${REPORT_STYLE}</style></head>
<body><main><h1>${escapeHtml(title)}</h1><p class="legend">${escapeHtml(madeText(report, language))}</p>
${player(report, language)}
${isMixed(timeline) ? `<p class="legend">${escapeHtml(texts.mixed)}</p>` : legend(language)}
<div class="bar"><label class="zoom">${texts.zoom} <input type="range" min="0" max="1" step="0.01" value="0"></label><span class="legend">${escapeHtml(texts.howTo)}</span></div>
<output class="readout" data-time="${texts.time}">&nbsp;</output>
<div class="scroll" tabindex="0" role="group" aria-label="${escapeHtml(texts.picture)}"><div class="lanes">${axis(timeline, cues, language)}${pictureLanes(report, language)}<i class="cursor"></i></div></div>
<h2>${texts.cues}</h2>${cueList(report, cues, language)}
${report.compared === null ? '' : comparison(cues, report.compared, language)}
${isMixed(timeline) ? '' : summaryText(timeline, language)}
<details><summary><h2>${texts.asTable}</h2></summary><div class="scroll" tabindex="0" role="group" aria-label="${escapeHtml(texts.tableCaption)}">${timelineTable(timeline, cueLine, language)}</div></details></main>
<script type="application/json" id="readings">${json({ ...readings, bands: [...readings.bands, ...bands] })}</script>
<script>${REPORT_SCRIPT}</script></body></html>
`;
}

function madeText({ made: { at, version, model } }: CallReport, language: Language): string {
  const date = new Intl.DateTimeFormat(dateLocale(language), { dateStyle: 'long' });
  return filled(reportTexts[language].made, { version, model, date: date.format(at) });
}

/** Sound where the recording lies beside the page; else a way to open it. Nothing is sent anywhere. */
function player({ recordings }: CallReport, language: Language): string {
  const { openRecording, recordingStays, play, pause } = reportTexts[language];
  const one = (file: string) =>
    `<span class="recording"><audio preload="metadata" src="${escapeHtml(encodeURIComponent(file))}"></audio><label class="open" hidden><span class="press">${escapeHtml(filled(openRecording, { file }))}</span><input type="file" accept="audio/*"> ${recordingStays}</label></span>`;
  // The browser's own player and file field speak its language, not the page's.
  return recordings.length === 0
    ? ''
    : `<div class="player"><button type="button" class="press play" data-play="${play}" data-pause="${pause}">${play}</button>${recordings.map(one).join('')}</div>`;
}

function axis({ durationMs }: CallTimeline, cues: readonly Cue[], language: Language): string {
  const at = (ms: number) => `${((100 * ms) / durationMs).toFixed(3)}%`;
  const ticks = tickMarks(durationMs).map(
    ({ ms, isFine }) =>
      `<span class="tick${isFine ? ' fine' : ''}${ms > 0.93 * durationMs ? ' late' : ''}" style="left:${at(ms)}">${clockText(ms)}</span>`,
  );
  const flags = cueFlags(cues, durationMs, {
    name: (cue) => sayCue(cue, language).title,
    all: (cue) => line(cue, language),
  });
  return `<div class="row axis"><div class="gutter"></div><div class="plot">${ticks.join('')}</div></div><div class="row flags"><div class="gutter"></div><div class="plot">${flags}</div></div>`;
}

function pictureLanes({ timeline, compared }: CallReport, language: Language): string {
  const lanes = lanesOf(timeline, language);
  if (compared === null) return lanes.map(laneHtml).join('');
  const { thisRun, earlierRun } = reportTexts[language];
  const named = (name: string) => (lane: (typeof lanes)[number]) => ({
    ...lane,
    caption: filled(cliTexts[language].brackets, { text: lane.caption, more: name }),
  });
  const other = callerLanes({ ...compared, durationMs: timeline.durationMs }, language);
  const [first = [], rest = []] = isMixed(timeline)
    ? [[], lanes]
    : [lanes.slice(0, other.length), lanes.slice(other.length)];
  const pairs = first.flatMap((lane, index) => [
    named(thisRun)(lane),
    ...other.slice(index, index + 1).map(named(earlierRun)),
  ]);
  return [...pairs, ...rest].map(laneHtml).join('');
}

function otherMoods(compared: ComparedRun, language: Language) {
  const band = moodBand(compared.moods, language);
  const name = filled(cliTexts[language].brackets, {
    text: band.name,
    more: reportTexts[language].earlierRun,
  });
  return { ...band, name };
}

function cueList({ notes }: CallReport, cues: readonly Cue[], language: Language): string {
  const { noCues, moreCues } = reportTexts[language];
  if (cues.length === 0)
    return [noCues, ...notes.map((note) => escapeHtml(noteText(note, language)))]
      .map((text) => `<p>${text}</p>`)
      .join('');
  const items = cues.map(
    (cue) => `<li><b>${clockText(cue.atMs)}</b> ${escapeHtml(line(cue, language))}</li>`,
  );
  const list = (from: number, to?: number) =>
    `<ol start="${from + 1}">${items.slice(from, to).join('')}</ol>`;
  const folded = items.length - CUES_UNFOLDED;
  return folded <= 0
    ? list(0)
    : `${list(0, CUES_UNFOLDED)}<details><summary>${filled(moreCues, { count: folded })}</summary>${list(CUES_UNFOLDED)}</details>`;
}

function comparison(cues: readonly Cue[], compared: ComparedRun, language: Language): string {
  const texts = reportTexts[language];
  const { both, onlyOurs, onlyTheirs } = cueDifferences(cues, compared.cues);
  const said = (list: readonly { readonly atMs: number; readonly kind: Cue['kind'] }[]) =>
    list
      .map((cue) => {
        const { title } = sayCue({ kind: cue.kind, reason: { key: '', values: {} } }, language);
        return `${clockText(cue.atMs)} ${title}`;
      })
      .join(' · ') || texts.none;
  const row = (head: string, list: Parameters<typeof said>[0]) =>
    `<tr><th scope="row">${head}</th><td>${escapeHtml(said(list))}</td></tr>`;
  return `<h2>${escapeHtml(filled(texts.compared, { file: compared.name }))}</h2><table class="compared">${row(texts.inBoth, both)}${row(texts.onlyThis, onlyOurs)}${row(texts.onlyEarlier, onlyTheirs)}</table>`;
}

function legend(language: Language): string {
  const { moods, anger, anxiety, threshold } = reportTexts[language];
  const boxes = Object.entries(moods).map(([mood, word]) => `<span><i class="${mood}"></i> ${word}</span>`);
  const strokes = Object.entries({ anger, anxiety, threshold }).map(
    ([kind, word]) => `<span><b class="${kind}"></b> ${word}</span>`,
  );
  return `<p class="legend">${[...boxes, ...strokes].join(' ')}</p>`;
}

function summaryText({ events }: CallTimeline, language: Language): string {
  const last = events.findLast((event) => event.type === 'summary');
  if (last?.type !== 'summary') return '';
  const { tenseMs, episodes, strain, coverage } = last.summary;
  const texts = reportTexts[language];
  const stretches =
    episodes.length === 1 ? texts.oneStretch : filled(texts.stretches, { count: episodes.length });
  const values = {
    tense: clockText(Math.round(tenseMs / 1000) * 1000),
    stretches,
    strain,
    coverage: cliTexts[language].coverage[coverage] ?? coverage,
  };
  return `<h2>${texts.summary}</h2><p>${escapeHtml(filled(texts.summaryText, values))}</p><details><summary>${texts.formula}</summary><p class="legend">${escapeHtml(texts.strainFormula)}</p></details>`;
}

function line(cue: Cue, language: Language): string {
  const { title, advice, reason, numbers } = sayCue(cue, language);
  const stopped = /[.?!。？！]$/.test(title) ? title : `${title}${language === 'en' ? '.' : '。'}`;
  const { brackets } = cliTexts[language];
  const why = numbers === '' ? reason : filled(brackets, { text: reason, more: numbers });
  return [stopped, advice, why].filter((part) => part !== '').join(language === 'en' ? ' ' : '');
}

/** JSON that may stand in a page. */
function json(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
