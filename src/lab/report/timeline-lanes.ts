import { type CallTimeline, isMixed, type SideContour, type Span, speechOf } from './call-timeline.js';

/** Height of a curve lane in its own units; width is the call's milliseconds. */
const HEIGHT = 100;
const F0_RANGE = { low: 18, high: 54 };
const LEVEL_RANGE = { low: -70, high: 0 };
/** No voice moves so far between two drawn points: no stroke joins them. */
const LEAP_SEMITONES = 7;
const RATE_RANGE = { low: 0, high: 10 };

/** One lane of the picture: a caption and an SVG that stretches with the zoom. */
export type Lane = { readonly caption: string; readonly svg: string; readonly kind: 'band' | 'curve' };

/** Lanes from top to bottom: what the caller sounded like, each side, overlap; what cannot be claimed has no lane. */
export function lanesOf(timeline: CallTimeline): Lane[] {
  const { durationMs } = timeline;
  const moods = timeline.moods.map((span) => rect(span, `mood ${span.mood}`)).join('');
  const overlaps = timeline.overlaps.map((span) => rect(span, 'overlap')).join('');
  const mood: Lane = { caption: 'Caller', kind: 'band', svg: svg(durationMs, moods) };
  const overlap: Lane = { caption: 'Overlap', kind: 'band', svg: svg(durationMs, overlaps) };
  return [
    ...(isMixed(timeline) ? [] : [mood]),
    ...timeline.sides.flatMap((side) => sideLanes(timeline, side)),
    ...(timeline.sides.length > 1 ? [overlap] : []),
  ];
}

function sideLanes(timeline: CallTimeline, side: SideContour): Lane[] {
  const { durationMs } = timeline;
  const name = side.role === 'customer' ? 'Caller' : side.role === 'agent' ? 'Agent' : 'Both, mixed';
  const speech = speechOf(side).map((span) => rect(span, `speech ${side.role}`));
  const f0 = curve(side.f0Semitones, side.hopMs, {
    range: F0_RANGE,
    isDrawn: (value) => value > 0,
    leap: LEAP_SEMITONES,
  });
  const level = curve(side.levelDb, side.hopMs, { range: LEVEL_RANGE });
  const rate = side.role === 'mixed' ? [] : [rateLane(timeline, side, name)];
  return [
    { caption: `${name}: speech`, kind: 'band', svg: svg(durationMs, speech.join('')) },
    {
      caption: `${name}: F0, ${F0_RANGE.low}–${F0_RANGE.high} semitones re 27.5 Hz`,
      kind: 'curve',
      svg: svg(durationMs, path(f0, `f0 ${side.role}`)),
    },
    {
      caption: `${name}: level, ${LEVEL_RANGE.low}–${LEVEL_RANGE.high} dBFS`,
      kind: 'curve',
      svg: svg(durationMs, path(level, `level ${side.role}`)),
    },
    ...rate,
  ];
}

function rateLane(timeline: CallTimeline, side: SideContour, name: string): Lane {
  return {
    caption: `${name}: articulation rate, 0–${RATE_RANGE.high} syllables/s`,
    kind: 'curve',
    svg: svg(timeline.durationMs, path(rateCurve(timeline, side), `rate ${side.role}`)),
  };
}

function rateCurve(timeline: CallTimeline, { role }: SideContour): string {
  let pen = 'M';
  return timeline.events
    .flatMap((event) => {
      if (event.type !== 'observation' || role === 'mixed') return [];
      const rate = event.observation[role]?.articulationRate ?? null;
      if (rate === null) {
        pen = 'M';
        return [];
      }
      const point = `${pen}${event.atMs} ${yOf(rate, RATE_RANGE)}`;
      pen = 'L';
      return [point];
    })
    .join('');
}

/** Hops per drawn point: finer would not be seen, and the file would be tens of megabytes for an hour. */
const DRAW_EVERY_HOPS = 3;

type Pen = {
  readonly range: { readonly low: number; readonly high: number };
  readonly isDrawn?: (value: number) => boolean;
  /** No stroke joins two points further apart. */
  readonly leap?: number;
};

function curve(
  values: ArrayLike<number>,
  hopMs: number,
  { range, isDrawn = () => true, leap = Number.POSITIVE_INFINITY }: Pen,
): string {
  let drawn = '';
  let pen = 'M';
  let last = Number.NaN;
  for (let hop = 0; hop < values.length; hop += DRAW_EVERY_HOPS) {
    const value = values[hop] as number;
    if (Math.abs(value - last) > leap) pen = 'M';
    last = value;
    if (isDrawn(value)) {
      drawn += `${pen}${hop * hopMs} ${yOf(value, range)}`;
      pen = 'L';
    } else pen = 'M';
  }
  return drawn;
}

function yOf(value: number, { low, high }: { readonly low: number; readonly high: number }): string {
  const share = Math.max(0, Math.min(1, (value - low) / (high - low)));
  return (HEIGHT * (1 - share)).toFixed(1);
}

function path(d: string, kind: string): string {
  return d === '' ? '' : `<path class="${kind}" d="${d}"/>`;
}

function rect({ fromMs, toMs }: Span, kind: string): string {
  return `<rect class="${kind}" x="${fromMs}" y="0" width="${toMs - fromMs}" height="${HEIGHT}"/>`;
}

function svg(durationMs: number, content: string): string {
  return `<svg viewBox="0 0 ${Math.ceil(durationMs)} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">${content}</svg>`;
}
