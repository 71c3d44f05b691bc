import { filled } from '../../i18n/filled.js';
import type { Language } from '../../i18n/language.js';
import { reportTexts } from '../../i18n/texts/report-texts.js';
import { unitAfter } from '../../i18n/unit-after.js';
import { type CallTimeline, isMixed, type MoodSpan } from './call-timeline.js';
import type { HearingPoint } from './hearing-curve.js';
import { bandLane, curveLane, type Lane, laneY, type Range } from './lane.js';
import {
  LEVEL_RANGE,
  levelPath,
  PITCH_RANGE,
  pathOf,
  pitchPath,
  RATE_RANGE,
  ratePath,
} from './side-curves.js';
import type { SideContour } from './spans.js';
import { speechOf } from './spans.js';

const SHARE_RANGE: Range = { low: 0, high: 1 };
/** The evidence may go well past the alarm. */
const EVIDENCE_RANGE: Range = { low: 0, high: 1.5 };
/** The evidence is not joined over a pause longer than this, milliseconds. */
const LONGEST_JOIN_MS = 3_000;

/** Lanes from top to bottom: what the caller sounded like, each side, both at once. Of a mixed channel less is claimed. */
export function lanesOf(timeline: CallTimeline, language: Language): Lane[] {
  const { durationMs, overlaps, sides } = timeline;
  const texts = reportTexts[language];
  const both = overlaps.map((span) => ({ ...span, kind: 'overlap' }));
  return [
    ...(isMixed(timeline) ? [] : callerLanes(timeline, language)),
    ...sides.flatMap((side) => sideLanes(timeline, side, language)),
    ...(sides.length > 1 ? [bandLane(texts.lanes.overlap, durationMs, both)] : []),
  ];
}

/** What the caller sounded like, as the product says it, and what the model heard. */
export function callerLanes(
  {
    durationMs,
    moods,
    hearing,
  }: {
    readonly durationMs: number;
    readonly moods: readonly MoodSpan[];
    readonly hearing: readonly HearingPoint[];
  },
  language: Language,
): Lane[] {
  const { lanes, threshold } = reportTexts[language];
  const said = moods.map((span) => ({ ...span, kind: `mood ${span.mood}` }));
  const mood = bandLane(lanes.mood, durationMs, said);
  if (hearing.length === 0) return [mood];
  const course = (of: (point: HearingPoint) => number | null, range: Range) =>
    pathOf(
      hearing.flatMap((point, index) => {
        const before = hearing[index - 1];
        const lift = before !== undefined && point.atMs - before.atMs > LONGEST_JOIN_MS;
        const value = of(point);
        const drawn = { x: point.atMs, y: value === null ? null : laneY(value, range) };
        return lift ? [{ x: point.atMs, y: null }, drawn] : [drawn];
      }),
    );
  const emotion = curveLane(lanes.emotion, durationMs, {
    range: SHARE_RANGE,
    marks: [0, 0.5, 1].map((value) => ({ value, label: `${value * 100}${unitAfter('%', language)}` })),
    curves: [
      { kind: 'anger', d: course(({ anger }) => anger, SHARE_RANGE) },
      { kind: 'anxiety', d: course(({ anxiety }) => anxiety, SHARE_RANGE) },
    ],
  });
  const evidence = curveLane(lanes.evidence, durationMs, {
    range: EVIDENCE_RANGE,
    marks: [
      { value: 0, label: '0' },
      { value: 1, label: threshold, isThreshold: true },
    ],
    curves: [{ kind: 'evidence', d: course((point) => point.evidence, EVIDENCE_RANGE) }],
  });
  return hearing.every((point) => point.evidence === null) ? [mood, emotion] : [mood, emotion, evidence];
}

function sideLanes(timeline: CallTimeline, side: SideContour, language: Language): Lane[] {
  const { durationMs } = timeline;
  const { lanes, sides, semitones, syllables } = reportTexts[language];
  const captionOf = (caption: string) => filled(caption, { side: sides[side.role] });
  const speech = speechOf(side).map((span) => ({ ...span, kind: `speech ${side.role}` }));
  const rate = curveLane(captionOf(lanes.rate), durationMs, {
    range: RATE_RANGE,
    marks: [0, 4, 8].map((value) => ({ value, label: value === 8 ? `8\u00a0${syllables}` : String(value) })),
    curves: [{ kind: `rate ${side.role}`, d: ratePath(timeline, side) }],
  });
  return [
    bandLane(captionOf(lanes.speech), durationMs, speech),
    curveLane(captionOf(lanes.pitch), durationMs, {
      range: PITCH_RANGE,
      marks: [24, 36, 48].map((value) => ({
        value,
        label: `${hertzOf(value)}\u00a0Hz · ${value}\u00a0${semitones}`,
      })),
      curves: [{ kind: `f0 ${side.role}`, d: pitchPath(side) }],
    }),
    curveLane(captionOf(lanes.level), durationMs, {
      range: LEVEL_RANGE,
      marks: [-60, -30, 0].map((value) => ({ value, label: `${String(value).replace('-', '−')}\u00a0dBFS` })),
      curves: [{ kind: `level ${side.role}`, d: levelPath(side) }],
    }),
    ...(side.role === 'mixed' ? [] : [rate]),
  ];
}

/** Semitones re 27.5 Hz as a frequency, rounded. */
export function hertzOf(semitones: number): number {
  return Math.round(27.5 * 2 ** (semitones / 12));
}
