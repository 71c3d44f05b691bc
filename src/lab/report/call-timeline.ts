import type { CallerMood } from '../../core/call/call-state.js';
import type { CoachEvent } from '../../core/cues/coach-event.js';
import { type HearingPoint, hearingCurve } from './hearing-curve.js';
import { overlapsOf, type SideContour, type Span } from './spans.js';

export type MoodSpan = Span & { readonly mood: CallerMood };

/** Everything that the report of one call draws. */
export type CallTimeline = {
  readonly durationMs: number;
  readonly sides: readonly SideContour[];
  readonly moods: readonly MoodSpan[];
  readonly overlaps: readonly Span[];
  /** What the model heard of the caller; empty where nothing may be or could be inferred. */
  readonly hearing: readonly HearingPoint[];
  readonly events: readonly CoachEvent[];
};

/** Puts a replayed call's events and contours together. */
export function callTimeline(sides: readonly SideContour[], events: readonly CoachEvent[]): CallTimeline {
  const lastMs = events.at(-1)?.atMs ?? 0;
  const durationMs = Math.max(lastMs, ...sides.map(({ hopMs, levelDb }) => hopMs * levelDb.length), 1);
  return {
    durationMs,
    sides,
    events,
    moods: moodsOf(events, durationMs),
    overlaps: overlapsOf(sides),
    hearing: hearingCurve(events),
  };
}

/** What the caller sounded like, from the beginning to the end of the call. */
export function moodsOf(events: readonly CoachEvent[], durationMs: number): MoodSpan[] {
  const changes = events.flatMap((event) =>
    event.type === 'state' ? [{ atMs: event.atMs, mood: event.state.mood }] : [],
  );
  return [{ atMs: 0, mood: 'unsure' as const }, ...changes].map(({ atMs, mood }, index, all) => ({
    fromMs: atMs,
    toMs: all[index + 1]?.atMs ?? durationMs,
    mood,
  }));
}

/** Both parties on one channel: nothing is claimed of either. */
export function isMixed({ sides }: CallTimeline): boolean {
  return sides.some(({ role }) => role === 'mixed');
}
