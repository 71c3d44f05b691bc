import { filled } from '../../i18n/filled.js';
import type { Language } from '../../i18n/language.js';
import { sayCue } from '../../i18n/say-cue.js';
import { reportTexts } from '../../i18n/texts/report-texts.js';
import { unitAfter } from '../../i18n/unit-after.js';
import { hertzOf } from './call-lanes.js';
import { type CallTimeline, isMixed, type MoodSpan } from './call-timeline.js';
import type { HearingPoint } from './hearing-curve.js';
import type { SideContour } from './spans.js';

/**
 * One value that changes over the call; null = not known. `unit`: as it follows the number, with the space between;
 * `semitones`: the unit of the same value as an interval.
 */
export type Series = {
  readonly name: string;
  readonly unit: string;
  readonly semitones?: string;
  readonly values: readonly (number | null)[];
};

/** Stretches that have a name: start, end, name. */
export type Named = readonly (readonly [fromMs: number, toMs: number, name: string])[];

/** What the page reads out where the pointer is, one value every `stepMs`. */
export type CallReadings = {
  readonly durationMs: number;
  readonly stepMs: number;
  readonly bands: readonly { readonly name: string; readonly spans: Named }[];
  readonly series: readonly Series[];
};

const LONG_MS = 20 * 60_000;
/** A cue is read out for so long. */
const CUE_MS = 10_000;

/** The values behind the picture, in people's units. */
export function callReadings(timeline: CallTimeline, language: Language): CallReadings {
  const { durationMs, sides, moods, hearing, events } = timeline;
  const stepMs = durationMs > LONG_MS ? 500 : 100;
  const texts = reportTexts[language];
  const cues = events.flatMap((event) =>
    event.type === 'cue'
      ? [[event.atMs, event.atMs + CUE_MS, sayCue(event.cue, language).title] as const]
      : [],
  );
  const caller = isMixed(timeline) ? [] : [moodBand(moods, language)];
  return {
    durationMs: Math.ceil(durationMs),
    stepMs,
    bands: [...caller, { name: texts.cues, spans: cues }],
    series: [
      ...(isMixed(timeline) ? [] : hearingSeries(hearing, { durationMs, stepMs }, language)),
      ...sides.flatMap((side) => sideSeries(side, stepMs, language)),
    ],
  };
}

export function moodBand(moods: readonly MoodSpan[], language: Language): CallReadings['bands'][number] {
  const texts = reportTexts[language];
  return {
    name: texts.lanes.mood,
    spans: moods.map(({ fromMs, toMs, mood }) => [Math.round(fromMs), Math.round(toMs), texts.moods[mood]]),
  };
}

/** Probabilities and evidence in per cent, each held until the next is known. */
function hearingSeries(
  hearing: readonly HearingPoint[],
  { durationMs, stepMs }: { readonly durationMs: number; readonly stepMs: number },
  language: Language,
): Series[] {
  const { anger, anxiety, lanes } = reportTexts[language];
  const sampled = (of: (point: HearingPoint) => number | null) => {
    let next = 0;
    return Array.from({ length: Math.ceil(durationMs / stepMs) }, (_, step) => {
      while (next < hearing.length && hearing[next]!.atMs <= step * stepMs) next++;
      const point = hearing[next - 1];
      const value = point === undefined ? null : of(point);
      return value === null ? null : Math.round(100 * value);
    });
  };
  return [
    { name: anger, unit: unitAfter('%', language), values: sampled((point) => point.anger) },
    { name: anxiety, unit: unitAfter('%', language), values: sampled((point) => point.anxiety) },
    { name: lanes.evidence, unit: unitAfter('%', language), values: sampled((point) => point.evidence) },
  ];
}

function sideSeries(side: SideContour, stepMs: number, language: Language): Series[] {
  const { lanes, sides, semitones } = reportTexts[language];
  const every = Math.max(1, Math.round(stepMs / side.hopMs));
  const sampled = (values: ArrayLike<number>, of: (value: number) => number | null) =>
    Array.from({ length: Math.floor(values.length / every) }, (_, step) =>
      of(values[step * every] as number),
    );
  const nameOf = (lane: string) => filled(lane, { side: sides[side.role] });
  return [
    {
      name: nameOf(lanes.pitch),
      unit: unitAfter('Hz', language),
      semitones,
      values: sampled(side.f0Semitones, (value) => (value > 0 ? hertzOf(value) : null)),
    },
    {
      name: nameOf(lanes.level),
      unit: unitAfter('dBFS', language),
      values: sampled(side.levelDb, Math.round),
    },
  ];
}
