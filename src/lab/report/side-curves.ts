import type { CallTimeline } from './call-timeline.js';
import { laneY, type Range } from './lane.js';
import type { SideContour } from './spans.js';

/** Semitones re 27.5 Hz: between 78 and 622 Hz. */
export const PITCH_RANGE: Range = { low: 18, high: 54 };
export const LEVEL_RANGE: Range = { low: -70, high: 0 };
export const RATE_RANGE: Range = { low: 0, high: 10 };

/** No voice moves so far between two drawn points: no stroke joins them. */
const LEAP_SEMITONES = 7;
/** Hops per drawn point: finer would not be seen, and the file would be tens of megabytes for an hour. */
const DRAW_EVERY_HOPS = 3;

/** Path of a side's F0; unvoiced stretches and leaps of an octave are not joined. */
export function pitchPath({ f0Semitones, hopMs }: SideContour): string {
  return hopPath(f0Semitones, hopMs, (value, last) =>
    value <= 0 ? null : { y: laneY(value, PITCH_RANGE), joins: Math.abs(value - last) <= LEAP_SEMITONES },
  );
}

/** Path of a side's level. */
export function levelPath({ levelDb, hopMs }: SideContour): string {
  return hopPath(levelDb, hopMs, (value) => ({ y: laneY(value, LEVEL_RANGE), joins: true }));
}

/** Path of a side's articulation rate, where it is known. */
export function ratePath({ events }: CallTimeline, { role }: SideContour): string {
  return pathOf(
    events.flatMap((event) => {
      if (event.type !== 'observation' || role === 'mixed') return [];
      const rate = event.observation[role]?.articulationRate ?? null;
      return [{ x: event.atMs, y: rate === null ? null : laneY(rate, RATE_RANGE) }];
    }),
  );
}

/** A path through points; `y: null` lifts the pen. */
export function pathOf(points: readonly { readonly x: number; readonly y: number | null }[]): string {
  let drawn = '';
  let pen = 'M';
  for (const { x, y } of points) {
    if (y !== null) drawn += `${pen}${Math.round(x)} ${y}`;
    pen = y === null ? 'M' : 'L';
  }
  return drawn;
}

function hopPath(
  values: ArrayLike<number>,
  hopMs: number,
  pointOf: (value: number, last: number) => { readonly y: number; readonly joins: boolean } | null,
): string {
  let drawn = '';
  let pen = 'M';
  let last = Number.NaN;
  for (let hop = 0; hop < values.length; hop += DRAW_EVERY_HOPS) {
    const value = values[hop] as number;
    const point = pointOf(value, last);
    last = value;
    if (point !== null) drawn += `${point.joins ? pen : 'M'}${hop * hopMs} ${point.y}`;
    pen = point === null ? 'M' : 'L';
  }
  return drawn;
}
