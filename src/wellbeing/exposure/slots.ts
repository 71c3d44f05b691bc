import type { HourRange } from '../../people/shift-segments.js';
import type { Piece, Released } from './disclosure.js';

/** Hours of the week whose numbers may be shown together, and the numbers. */
export type Slot<Id extends string> = {
  readonly hours: readonly HourRange[];
  readonly agentIds: ReadonlySet<string>;
  readonly numbers: Released<Id>;
};

/** Pieces by hour of the week, 0..167. */
export type HourlyPieces<Trait extends string> = ReadonlyArray<ReadonlyArray<Piece<Trait>>>;

/** Releases every number of a slot, or fails. */
export type ReleaseSlot<Id extends string, Trait extends string> = (
  pieces: readonly Piece<Trait>[],
) => Released<Id>;

/**
 * Cuts the week into the smallest slots that are safe to show. A segment that is safe by itself is cut hour by hour,
 * each slot growing until it is safe; segments that are not are joined with the next such ones until they are, and
 * what is left over is not shown. Slots never overlap and no total over them is published besides, so no difference
 * of published numbers can reach fewer people than a slot has.
 */
export function cutIntoSlots<Id extends string, Trait extends string>(
  hourly: HourlyPieces<Trait>,
  segments: readonly HourRange[],
  releaseSlot: ReleaseSlot<Id, Trait>,
): readonly Slot<Id>[] {
  const slots: Slot<Id>[] = [];
  let pending: HourRange[] = [];
  const toSlot = (hours: readonly HourRange[]): Slot<Id> | null => {
    const pieces = piecesOf(hourly, hours);
    const numbers = releaseSlot(pieces);
    if (Object.values(numbers).includes(null)) return null;
    return { hours: joined(hours), agentIds: new Set(pieces.map(({ agentId }) => agentId)), numbers };
  };
  for (const segment of segments) {
    if (toSlot([segment]) !== null) {
      slots.push(...cutHours(segment, toSlot));
      continue;
    }
    if (piecesOf(hourly, [segment]).length === 0) continue;
    pending.push(segment);
    const slot = toSlot(pending);
    if (slot === null) continue;
    slots.push(slot);
    pending = [];
  }
  return slots.sort((a, b) => a.hours[0]!.from - b.hours[0]!.from);
}

/** The whole segment is safe: so is the last slot with what is left over. */
function cutHours<Id extends string>(
  segment: HourRange,
  toSlot: (hours: readonly HourRange[]) => Slot<Id> | null,
): readonly Slot<Id>[] {
  const slots: Slot<Id>[] = [];
  let from = segment.from;
  for (let to = from + 1; to <= segment.to; to += 1) {
    const slot = toSlot([{ from, to }]);
    if (slot === null) continue;
    slots.push(slot);
    from = to;
  }
  while (from < segment.to) {
    const before = slots.pop();
    const start = before?.hours[0]?.from ?? segment.from;
    const slot = toSlot([{ from: start, to: segment.to }]);
    if (slot !== null) return [...slots, slot];
    from = start;
  }
  return slots;
}

function piecesOf<Trait extends string>(
  hourly: HourlyPieces<Trait>,
  hours: readonly HourRange[],
): readonly Piece<Trait>[] {
  return hours.flatMap(({ from, to }) => hourly.slice(from, to).flat());
}

function joined(hours: readonly HourRange[]): readonly HourRange[] {
  const result: HourRange[] = [];
  for (const range of hours) {
    const last = result.at(-1);
    if (last !== undefined && last.to === range.from)
      result[result.length - 1] = { from: last.from, to: range.to };
    else result.push(range);
  }
  return result;
}
