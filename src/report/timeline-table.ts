import type { ChannelFacts } from '../features/channel-facts.js';
import type { CallTimeline } from './call-timeline.js';
import { escapeHtml } from './escape-html.js';

const ROW_MS = 5_000;

/** The same call as a table, a row every five seconds: for screen readers, for print, for those who prefer to read. */
export function timelineTable(
  timeline: CallTimeline,
  cueLine: (atMs: number, untilMs: number) => string,
): string {
  const rows: string[] = [];
  for (let fromMs = 0; fromMs < timeline.durationMs; fromMs += ROW_MS) {
    const untilMs = fromMs + ROW_MS;
    const observed = timeline.events.findLast(
      (event) => event.type === 'observation' && event.atMs > fromMs && event.atMs <= untilMs,
    );
    const observation = observed?.type === 'observation' ? observed.observation : null;
    const mood = timeline.moods.findLast((span) => span.fromMs < untilMs)?.mood ?? 'unsure';
    const cells = [
      `${Math.floor(fromMs / 60_000)}:${String(Math.floor((fromMs % 60_000) / 1000)).padStart(2, '0')}`,
      mood === 'unsure' ? 'not sure' : mood,
      observation?.turns.floor ?? '',
      ...facts(observation?.customer ?? null),
      ...facts(observation?.agent ?? null),
      cueLine(fromMs, untilMs),
    ];
    rows.push(
      `<tr>${cells.map((cell, i) => (i === 0 ? `<th scope="row">${cell}</th>` : `<td>${escapeHtml(cell)}</td>`)).join('')}</tr>`,
    );
  }
  const heads = [
    'Time',
    'Caller sounds',
    'Floor',
    ...SIDE_HEADS.map((head) => `Caller ${head}`),
    ...SIDE_HEADS.map((head) => `Agent ${head}`),
    'Cues',
  ];
  return `<table><caption>The call in steps of ${ROW_MS / 1000} seconds. Level and F0 against each speaker’s own start.</caption><thead><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

const SIDE_HEADS = ['level, dB', 'F0, semitones', 'rate, syll/s'];

function facts(side: ChannelFacts | null): string[] {
  return [
    signed(side?.levelDeltaDb),
    signed(side?.f0DeltaSemitones),
    side?.articulationRate?.toFixed(1) ?? '–',
  ];
}

function signed(value: number | null | undefined): string {
  return value === null || value === undefined
    ? '–'
    : `${value >= 0 ? '+' : '−'}${Math.abs(value).toFixed(1)}`;
}
