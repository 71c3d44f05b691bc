import type { ChannelFacts } from '../../core/features/channel-facts.js';
import { type CallTimeline, isMixed, type Span, speechOf } from './call-timeline.js';
import { escapeHtml } from './escape-html.js';

const ROW_MS = 5_000;

/** The same call as a table, a row every five seconds: for screen readers, for print, for those who prefer to read. */
export function timelineTable(
  timeline: CallTimeline,
  cueLine: (atMs: number, untilMs: number) => string,
): string {
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
      mood === 'unsure' ? 'not sure' : mood,
      floor === 'customer' ? 'caller' : (floor ?? ''),
      secondsIn(timeline.overlaps, fromMs, untilMs),
      ...facts(observation?.customer ?? null),
      ...facts(observation?.agent ?? null),
      doubts(observation?.customer ?? null),
    ];
    const cells = [
      `${Math.floor(fromMs / 60_000)}:${String(Math.floor((fromMs % 60_000) / 1000)).padStart(2, '0')}`,
      ...(mixed ? [secondsIn(speech, fromMs, untilMs)] : parties),
      cueLine(fromMs, untilMs),
    ];
    rows.push(
      `<tr>${cells.map((cell, i) => (i === 0 ? `<th scope="row">${cell}</th>` : `<td>${escapeHtml(cell)}</td>`)).join('')}</tr>`,
    );
  }
  const heads = ['Time', ...(mixed ? ['Speech, s'] : PARTY_HEADS), 'Cues'];
  const about = mixed ? '' : ' Level and F0 against each speaker’s own start.';
  return `<table><caption>The call in steps of ${ROW_MS / 1000} seconds.${about}</caption><thead><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

const SIDE_HEADS = ['level, dB', 'F0, semitones', 'rate, syll/s'];
const PARTY_HEADS = [
  'Caller sounds',
  'Floor',
  'Overlap, s',
  ...SIDE_HEADS.map((head) => `Caller ${head}`),
  ...SIDE_HEADS.map((head) => `Agent ${head}`),
  'Caller heard',
];

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
function doubts(customer: ChannelFacts | null): string {
  if (customer === null) return '–';
  const gain = customer.lineGainDb === 0 ? [] : [`gain ${signed(customer.lineGainDb)} dB`];
  const words = [...customer.doubts.map((doubt) => doubt.replaceAll('-', ' ')), ...gain];
  return words.length === 0 ? 'well' : words.join(', ');
}

function signed(value: number | null | undefined): string {
  return value === null || value === undefined
    ? '–'
    : `${value >= 0 ? '+' : '−'}${Math.abs(value).toFixed(1)}`;
}
