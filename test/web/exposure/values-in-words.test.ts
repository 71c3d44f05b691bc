import { expect, it } from 'vitest';
import { periodInWords, shownInWords } from '../../../src/web/exposure/values-in-words.js';

const shown = (value: number) => ({ value, low: null, high: null, cells: 40 }) as const;

it('writes shares with one digit each, so that a column of them reads as one', () => {
  expect([0.43, 0.429, 0.5].map((value) => shownInWords('share', shown(value), 'en'))).toEqual([
    '43.0\u00a0%',
    '42.9\u00a0%',
    '50.0\u00a0%',
  ]);
  expect(shownInWords('share', shown(0.43), 'zh-CN')).toBe('43.0%');
  expect(shownInWords('share', 'hidden', 'en')).toBe('hidden');
});

it('writes periods as people do in each language, never over two lines', () => {
  const within = ['2026-W17', '2026-W22'];
  const across = ['2025-W50', '2026-W02'];
  expect(periodInWords(within, 'en').replaceAll('\u00a0', ' ').replace('\u2060', '')).toBe(
    '20 Apr – 31 May 2026',
  );
  expect(periodInWords(within, 'en')).not.toMatch(/[ \u2009]|–(?!\u2060)/);
  expect(periodInWords(within, 'zh-CN')).toBe('2026年4月20日至5月31日');
  expect(periodInWords(across, 'zh-CN')).toBe('2025年12月8日至2026年1月11日');
});
