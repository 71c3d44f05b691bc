import { describe, expect, it } from 'vitest';
import { occurrenceHours, shiftSegments } from '../../../src/people/shift-segments.js';
import { DISCLOSURE, type Piece, release } from '../../../src/wellbeing/exposure/disclosure.js';
import { SLOT_NUMBERS, type SlotTrait } from '../../../src/wellbeing/exposure/numbers.js';
import { cutIntoSlots } from '../../../src/wellbeing/exposure/slots.js';

const EARLY = { shiftId: 'e', name: 'early', weekdays: [1], startMinute: 6 * 60, endMinute: 14 * 60 };
const NIGHT = { shiftId: 'n', name: 'night', weekdays: [7], startMinute: 22 * 60, endMinute: 6 * 60 };

/** In each given hour, so many people each with six minutes of speech, two of them tense. */
function hourly(people: Readonly<Record<number, number>>): Piece<SlotTrait>[][] {
  return Array.from({ length: 168 }, (_, hour) =>
    Array.from({ length: people[hour] ?? 0 }, (_person, n) => [
      { agentId: `a${n}`, amount: 4, traits: [] },
      { agentId: `a${n}`, amount: 2, traits: ['tense' as const] },
    ]).flat(),
  );
}

const cut = (people: Readonly<Record<number, number>>, segments = shiftSegments([EARLY])) =>
  cutIntoSlots(hourly(people), segments, (pieces) => release(pieces, SLOT_NUMBERS, DISCLOSURE));

describe('shift segments', () => {
  it('cut the week at midnight and where shifts begin and end', () => {
    expect(shiftSegments([EARLY]).slice(0, 4)).toEqual([
      { from: 0, to: 6 },
      { from: 6, to: 14 },
      { from: 14, to: 24 },
      { from: 24, to: 48 },
    ]);
  });

  it('bring a shift over the end of the week back to its beginning', () => {
    expect(occurrenceHours(NIGHT, 7)).toEqual([
      { from: 0, to: 6 },
      { from: 166, to: 168 },
    ]);
  });
});

describe('slots', () => {
  it('are single hours where enough people work', () => {
    const slots = cut({ 6: 12, 7: 12 });
    expect(slots.map(({ hours }) => hours)).toEqual([[{ from: 6, to: 7 }], [{ from: 7, to: 14 }]]);
    expect(slots[0]?.numbers).toEqual({ speechMinutes: 70, tenseMinutes: 25 });
  });

  it('grow until they are safe, and give what is left to the last', () => {
    const people = { 8: 12, 9: 5, 10: 12, 11: 4 };
    expect(cut(people).map(({ hours }) => hours)).toEqual([[{ from: 6, to: 9 }], [{ from: 9, to: 14 }]]);
  });

  it('never cross into a segment that is safe by itself', () => {
    const slots = cut({ 2: 5, 6: 12, 20: 5, 30: 12 });
    expect(slots.map(({ hours }) => hours)).toEqual([[{ from: 6, to: 14 }], [{ from: 24, to: 48 }]]);
  });

  it('join quiet segments of several days until they are safe', () => {
    // Five different people each night; three nights make fifteen.
    const nights = hourly({});
    for (const [night, from] of [24, 48, 72].entries())
      for (let n = 0; n < 5; n += 1)
        nights[from]!.push(
          { agentId: `n${night}-${n}`, amount: 4, traits: [] },
          { agentId: `n${night}-${n}`, amount: 2, traits: ['tense'] },
        );
    const slots = cutIntoSlots(nights, shiftSegments([]), (pieces) =>
      release(pieces, SLOT_NUMBERS, DISCLOSURE),
    );
    expect(slots).toHaveLength(1);
    expect(slots[0]?.hours).toEqual([{ from: 24, to: 72 }]);
    expect(slots[0]?.agentIds.size).toBe(10);
  });
});
