import type { CoachEvent } from '../../src/core/cues/coach-event.js';
import { CUE_KINDS, type CueKind } from '../../src/core/cues/cue.js';
import type { Language } from '../../src/i18n/language.js';
import { callTimeline } from '../../src/lab/report/call-timeline.js';
import { comparedRun } from '../../src/lab/report/compared-run.js';
import type { SideContour } from '../../src/lab/report/spans.js';
import { timelineReport } from '../../src/lab/report/timeline-report.js';

const MINUTE_MS = 60_000;
const LENGTH_MS = 40 * MINUTE_MS;
const HOP_MS = 10;

/** Talks for five seconds in every twelve, from this second on. */
function side(role: SideContour['role'], fromS: number): SideContour {
  const hops = Array.from({ length: LENGTH_MS / HOP_MS }, (_, hop) => {
    const second = Math.floor((hop * HOP_MS) / 1000);
    return (second + 12 - fromS) % 12 < 5 ? 1 : 0;
  });
  return {
    role,
    hopMs: HOP_MS,
    speaking: hops,
    f0Semitones: hops.map((on, hop) => on * (34 + 4 * Math.sin(hop / 40))),
    levelDb: hops.map((on) => (on === 1 ? -20 : -70)),
  };
}

function cueAt(atMs: number, kind: CueKind): CoachEvent {
  const reason = { key: 'calmer', values: { seconds: 21 }, mood: null };
  const cue = { id: `c${atMs}`, kind, step: null, atMs, expiresAtMs: atMs + 10_000, reason };
  return { type: 'cue', atMs, cue };
}

/** The report of a made-up call of forty minutes with 24 cues, some of them close together. */
export function longCallReport(language: Language, isCompared = false): string {
  const events = Array.from({ length: 12 }, (_, i) => [
    cueAt((3 * i + 2) * MINUTE_MS, CUE_KINDS[i % CUE_KINDS.length]!),
    cueAt((3 * i + 2) * MINUTE_MS + 5_000 * (i + 1), CUE_KINDS[(i + 5) % CUE_KINDS.length]!),
  ]).flat();
  const timeline = callTimeline([side('customer', 0), side('agent', 6)], events);
  const made = { at: new Date('2026-11-28T12:00:00Z'), version: '1.2.3', model: 'abcd1234' };
  const compared = isCompared ? comparedRun('before.jsonl', events.slice(4), LENGTH_MS) : null;
  return timelineReport(
    { title: 'long-call', timeline, notes: [], recordings: [], made, compared },
    language,
  );
}
