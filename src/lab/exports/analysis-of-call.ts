import type { CoachEvent } from '../../core/cues/coach-event.js';
import type { Language } from '../../i18n/language.js';
import { sayCue } from '../../i18n/say-cue.js';
import { type CallTimeline, isMixed } from '../report/call-timeline.js';
import { speechOf } from '../report/spans.js';
import type { CallAnalysis, Interval } from './call-analysis.js';

/** A call with the names that its file has: as people know it, and as tools do. */
export function analysisOf(
  { name, id }: Pick<CallAnalysis, 'name' | 'id'>,
  timeline: CallTimeline,
  language: Language,
): CallAnalysis {
  const { durationMs, sides, events } = timeline;
  const spoken = sides.flatMap((side) =>
    speechOf(side).map((span): Interval => ({ ...plain(span), ...speakerOf(side.role) })),
  );
  const overlaps = timeline.overlaps.map(
    (span): Interval => ({ ...plain(span), tier: 'overlap', label: 'overlap' }),
  );
  // From a mixed channel nothing is claimed of the caller: a tier of "unsure" would look like a finding.
  const moods = isMixed(timeline)
    ? []
    : timeline.moods.map((span): Interval => ({ ...plain(span), tier: 'mood', label: span.mood }));
  const intervals = [...spoken, ...overlaps, ...moods, ...cuesOf(events, durationMs, language)]
    .filter(({ fromMs, toMs }) => toMs > fromMs)
    .sort((one, other) => one.fromMs - other.fromMs || one.toMs - other.toMs);
  const summary = events.find((event) => event.type === 'summary');
  return { name, id, durationMs, intervals, summary: summary?.type === 'summary' ? summary.summary : null };
}

function plain({ fromMs, toMs }: { readonly fromMs: number; readonly toMs: number }) {
  return { fromMs, toMs, reason: null };
}

function speakerOf(role: 'customer' | 'agent' | 'mixed'): Pick<Interval, 'tier' | 'label'> {
  const tier = role === 'customer' ? 'caller' : role;
  return { tier, label: tier === 'mixed' ? 'speech' : tier };
}

/** A cue lasts until it goes away; the next one ends it at the latest. */
function cuesOf(events: readonly CoachEvent[], durationMs: number, language: Language): Interval[] {
  const ends = new Map(
    events.flatMap((event) => (event.type === 'cue-ended' ? [[event.cueId, event.atMs] as const] : [])),
  );
  const shown = events.flatMap((event) => (event.type === 'cue' ? [event] : []));
  return shown.map(({ atMs, cue }, index) => ({
    tier: 'cue',
    fromMs: atMs,
    toMs: Math.min(ends.get(cue.id) ?? durationMs, shown[index + 1]?.atMs ?? durationMs, durationMs),
    label: cue.kind,
    reason: sayCue(cue, language).reason,
  }));
}
