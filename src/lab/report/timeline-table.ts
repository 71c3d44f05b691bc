import type { ChannelFacts } from '../../core/features/channel-facts.js';
import { filled } from '../../i18n/filled.js';
import type { Language } from '../../i18n/language.js';
import { reportTexts } from '../../i18n/texts/report-texts.js';
import { type CallTimeline, isMixed } from './call-timeline.js';
import { clockText } from './clock-text.js';
import { escapeHtml } from './escape-html.js';
import { type Span, speechOf } from './spans.js';

const ROW_MS = 5_000;

/** The same call as a table, a row every five seconds: for screen readers, for print, for those who prefer to read. */
export function timelineTable(
  timeline: CallTimeline,
  cueLine: (atMs: number, untilMs: number) => string,
  language: Language,
): string {
  const texts = reportTexts[language];
  const rows: string[] = [];
  const mixed = isMixed(timeline);
  const speech = mixed ? timeline.sides.flatMap(speechOf) : [];
  for (let fromMs = 0; fromMs < timeline.durationMs; fromMs += ROW_MS) {
    const untilMs = fromMs + ROW_MS;
    const observed = timeline.events.findLast(
      (event) => event.type === 'observation' && event.atMs > fromMs && event.atMs <= untilMs,
    );
    const observation = observed?.type === 'observation' ? observed.observation : null;
    const mood = timeline.moods.findLast((span) => span.fromMs < untilMs)?.mood ?? 'unsure';
    const floor = observation?.turns.floor;
    const parties = [
      texts.moods[mood],
      floorText(floor, language),
      secondsIn(timeline.overlaps, fromMs, untilMs),
      ...facts(observation?.customer ?? null),
      ...facts(observation?.agent ?? null),
      doubts(observation?.customer ?? null, language),
    ];
    const cells = [
      clockText(fromMs),
      ...(mixed ? [secondsIn(speech, fromMs, untilMs)] : parties),
      cueLine(fromMs, untilMs),
    ];
    rows.push(
      `<tr>${cells.map((cell, i) => (i === 0 ? `<th scope="row">${cell}</th>` : `<td>${escapeHtml(cell)}</td>`)).join('')}</tr>`,
    );
  }
  const { columns } = texts;
  const heads = [columns.time, ...(mixed ? [columns.speech] : partyHeads(language)), columns.cues];
  const about = mixed ? texts.tableCaption : `${texts.tableCaption} ${texts.againstOwnStart}`;
  return `<table><caption>${about}</caption><thead><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function partyHeads(language: Language): string[] {
  const { columns, sides } = reportTexts[language];
  const { mood, floor, overlap, level, pitch, rate, heard } = columns;
  const ofSide = (side: string) => [level, pitch, rate].map((head) => filled(head, { side }));
  return [mood, floor, overlap, ...ofSide(sides.customer), ...ofSide(sides.agent), heard];
}

function facts(side: ChannelFacts | null): string[] {
  return [
    signed(side?.levelDeltaDb),
    signed(side?.f0DeltaSemitones),
    side?.articulationRate?.toFixed(1) ?? '–',
  ];
}

/** Seconds of these stretches that lie in a row. */
function secondsIn(spans: readonly Span[], fromMs: number, untilMs: number): string {
  const ms = spans.reduce(
    (sum, span) => sum + Math.max(0, Math.min(untilMs, span.toMs) - Math.max(fromMs, span.fromMs)),
    0,
  );
  return ms === 0 ? '–' : (ms / 1000).toFixed(1);
}

/** How well the caller is heard: what there is to doubt, and what the line's gain has risen by. */
function doubts(customer: ChannelFacts | null, language: Language): string {
  if (customer === null) return '–';
  const texts = reportTexts[language];
  const gain = customer.lineGainDb === 0 ? [] : [filled(texts.gain, { db: signed(customer.lineGainDb) })];
  const words = [...customer.doubts.map((doubt) => texts.doubts[doubt]), ...gain];
  return words.length === 0 ? texts.well : words.join(language === 'en' ? ', ' : '、');
}

function signed(value: number | null | undefined): string {
  return value === null || value === undefined
    ? '–'
    : `${value >= 0 ? '+' : '−'}${Math.abs(value).toFixed(1)}`;
}

function floorText(floor: 'customer' | 'agent' | 'both' | 'nobody' | undefined, language: Language): string {
  const { sides, lanes } = reportTexts[language];
  if (floor === undefined || floor === 'nobody') return '';
  return floor === 'both' ? lanes.overlap : sides[floor];
}
