import type { CallerMood } from '../../core/call/call-state.js';
import type { CoachEvent } from '../../core/cues/coach-event.js';
import { type HearingPoint, hearingCurve } from './hearing-curve.js';

/** One channel's course for the picture: a value per `hopMs`. F0 in semitones re 27.5 Hz, 0 = unvoiced; dBFS. */
export type SideContour = {
  readonly role: 'customer' | 'agent' | 'mixed';
  readonly hopMs: number;
  readonly f0Semitones: ArrayLike<number>;
  readonly levelDb: ArrayLike<number>;
  readonly speaking: ArrayLike<number>;
};

export type Span = { readonly fromMs: number; readonly toMs: number };
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

/** Stretches in which both sides speak. */
export function overlapsOf(sides: readonly SideContour[]): Span[] {
  const [one, other] = sides;
  if (one === undefined || other === undefined) return [];
  return spansOf(one.hopMs, Math.min(one.speaking.length, other.speaking.length), (hop) =>
    Boolean(one.speaking[hop] && other.speaking[hop]),
  );
}

/** Stretches in which one side speaks. */
export function speechOf({ hopMs, speaking }: SideContour): Span[] {
  return spansOf(hopMs, speaking.length, (hop) => Boolean(speaking[hop]));
}

function spansOf(hopMs: number, hops: number, isOn: (hop: number) => boolean): Span[] {
  const spans: Span[] = [];
  for (let hop = 0; hop < hops; hop++) {
    if (!isOn(hop)) continue;
    const from = hop;
    while (hop < hops && isOn(hop)) hop++;
    spans.push({ fromMs: from * hopMs, toMs: hop * hopMs });
  }
  return spans;
}
