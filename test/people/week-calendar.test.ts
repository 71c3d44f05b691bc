import { describe, expect, it } from 'vitest';
import {
  blockOf,
  hourOfWeek,
  monthOf,
  nextWeek,
  weekOf,
  weekSpan,
  weeksOfBlock,
} from '../../src/people/week-calendar.js';

const HOUR_MS = 3_600_000;

describe('weeks across the changes of the clocks', () => {
  it.each([
    ['spring', '2026-W13', 'Europe/Berlin', 167],
    ['autumn', '2026-W43', 'Europe/Berlin', 169],
    ['spring', '2026-W10', 'America/New_York', 167],
    ['autumn', '2026-W44', 'America/New_York', 169],
    ['autumn, half an hour', '2026-W14', 'Australia/Lord_Howe', 168.5],
    ['never', '2026-W13', 'Asia/Shanghai', 168],
  ])('%s: %s in %s has %d hours', (_name, week, zone, hours) => {
    const { from, to } = weekSpan(week, zone);
    expect((to - from) / HOUR_MS).toBe(hours);
    expect(weekOf(from, zone)).toBe(week);
    expect(weekOf(to - 1, zone)).toBe(week);
    expect(weekOf(to, zone)).toBe(nextWeek(week));
  });

  it('has no hour that the clocks skip, and one for both that they repeat', () => {
    // 29 March 2026, Berlin: 01:59:59 is followed by 03:00.
    const skipped = Date.UTC(2026, 2, 29, 1);
    expect(hourOfWeek(skipped - 1, 'Europe/Berlin')).toBe(6 * 24 + 1);
    expect(hourOfWeek(skipped, 'Europe/Berlin')).toBe(6 * 24 + 3);
    // 25 October 2026, Berlin: 02:00 to 03:00 comes twice.
    const first = Date.UTC(2026, 9, 25, 0, 30);
    expect(
      [first, first + HOUR_MS, first + 2 * HOUR_MS].map((at) => hourOfWeek(at, 'Europe/Berlin')),
    ).toEqual([6 * 24 + 2, 6 * 24 + 2, 6 * 24 + 3]);
  });

  it('keeps 09:00 at 09:00 on both sides of a change', () => {
    const before = Date.UTC(2026, 2, 27, 8); // Friday, UTC+1
    const after = Date.UTC(2026, 2, 30, 7); // Monday, UTC+2
    expect(hourOfWeek(before, 'Europe/Berlin') % 24).toBe(9);
    expect(hourOfWeek(after, 'Europe/Berlin') % 24).toBe(9);
  });
});

describe('blocks and months', () => {
  it('puts weeks in fours, the 53rd with the last', () => {
    expect(blockOf('2026-W04')).toBe('2026-B01');
    expect(blockOf('2026-W05')).toBe('2026-B02');
    expect(blockOf('2026-W53')).toBe('2026-B13');
    expect(weeksOfBlock('2026-B13')).toEqual(['2026-W49', '2026-W50', '2026-W51', '2026-W52', '2026-W53']);
    expect(weeksOfBlock('2025-B13')).toHaveLength(4);
  });

  it('counts a week in the month of its Thursday', () => {
    expect(monthOf('2026-W01')).toBe('2026-01');
    expect(monthOf('2026-W14')).toBe('2026-04');
    expect(monthOf('2026-W18')).toBe('2026-04');
  });
});
