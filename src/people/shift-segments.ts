import { HOURS_A_WEEK } from './week-calendar.js';

/** A recurring shift in local wall time; an end at or before the start is on the next day. */
export type Shift = {
  readonly shiftId: string;
  readonly name: string;
  /** ISO weekdays on which it starts, 1 = Monday. */
  readonly weekdays: readonly number[];
  readonly startMinute: number;
  readonly endMinute: number;
};

/** A run of hours of the week, start included, end not. */
export type HourRange = { readonly from: number; readonly to: number };

/** Hours of the week that one occurrence of a shift covers; a shift over Sunday midnight comes back on Monday. */
export function occurrenceHours(shift: Shift, weekday: number): readonly HourRange[] {
  const from = (weekday - 1) * 24 + Math.floor(shift.startMinute / 60);
  const lengthMinutes =
    shift.endMinute > shift.startMinute
      ? shift.endMinute - shift.startMinute
      : shift.endMinute + 1440 - shift.startMinute;
  const to = from + Math.max(1, Math.ceil(lengthMinutes / 60));
  if (to <= HOURS_A_WEEK) return [{ from, to }];
  return [
    { from: 0, to: to - HOURS_A_WEEK },
    { from, to: HOURS_A_WEEK },
  ];
}

export function coversHour(shift: Shift, hour: number): boolean {
  return shift.weekdays.some((weekday) =>
    occurrenceHours(shift, weekday).some(({ from, to }) => hour >= from && hour < to),
  );
}

/**
 * The week cut wherever a day or a shift begins or ends: the fixed pieces from which slots are made. They depend on
 * the rota alone, never on what was measured.
 */
export function shiftSegments(shifts: readonly Shift[]): readonly HourRange[] {
  const cuts = new Set(Array.from({ length: 8 }, (_, day) => day * 24));
  for (const shift of shifts)
    for (const weekday of shift.weekdays)
      for (const { from, to } of occurrenceHours(shift, weekday)) cuts.add(from).add(to);
  const sorted = [...cuts].sort((a, b) => a - b);
  return sorted.slice(0, -1).map((from, index) => ({ from, to: sorted[index + 1]! }));
}
