import { describe, expect, it } from 'vitest';
import { CUE_KINDS } from '../../src/core/cues/cue.js';
import { LANGUAGES } from '../../src/i18n/language.js';
import { sayCue } from '../../src/i18n/say-cue.js';
import { cueTexts } from '../../src/i18n/texts/cue-texts.js';

/** A 320 px panel holds this much. */
const LIMITS = { en: { title: 24, advice: 70 }, 'zh-CN': { title: 10, advice: 28 } } as const;

describe.each(LANGUAGES)('Cue texts in %s', (language) => {
  const texts = cueTexts[language];

  it.each(CUE_KINDS)('%s fits the panel', (kind) => {
    const { title, advice } = texts.kinds[kind]!;
    expect(title.length).toBeGreaterThan(0);
    expect(title.length).toBeLessThanOrEqual(LIMITS[language].title);
    expect(advice.length).toBeGreaterThan(0);
    expect(advice.length).toBeLessThanOrEqual(LIMITS[language].advice);
  });

  it('speak about the call, never of the worker as tense or stressed', () => {
    const said = Object.values(texts.kinds).flatMap(({ title, advice }) => [title, advice]);
    expect(
      said.filter((text) =>
        /you (sound|seem|are (tense|stressed|angry|anxious|upset))|your (voice|tone|stress)|您(很|太|显得)/i.test(
          text,
        ),
      ),
    ).toEqual([]);
  });

  it('say every reason of the other language with the same measures', () => {
    const other = cueTexts[language === 'en' ? 'zh-CN' : 'en'];
    const names = (template: string) => [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
    for (const [key, { said, strongly, numbers }] of Object.entries(texts.reasons)) {
      const there = other.reasons[key]!;
      expect(names(numbers), key).toEqual(names(there.numbers));
      expect(names(said), key).toEqual(names(there.said));
      expect(strongly === undefined, key).toBe(there.strongly === undefined);
    }
  });

  it('say why in words, and keep the numbers for whoever asks', () => {
    const worded = Object.values(texts.reasons).flatMap(({ said, strongly = '' }) => [said, strongly]);
    expect(worded.filter((text) => /\d|dB|semitone|分贝|半音|[%％]/.test(text))).toEqual([]);
  });
});

it('A reason is in words; its rounded measures are never parted from their units', () => {
  const cue = {
    kind: 'breath',
    reason: { key: 'louder-higher', values: { mood: 'angry', levelDb: 7, semitones: 3, seconds: 9 } },
  };
  expect(sayCue(cue, 'en')).toMatchObject({
    reason: 'Louder and higher than at the start',
    numbers: '7\u00a0dB louder, 3\u00a0semitones higher, for 9\u00a0s',
  });
  expect(sayCue(cue, 'zh-CN')).toMatchObject({
    reason: '客户的声音比开始时更响、更高',
    numbers: '响 7\u00a0分贝，高 3\u00a0个半音，已持续 9\u00a0秒',
  });
  const loud = { ...cue, reason: { ...cue.reason, values: { ...cue.reason.values, levelDb: 11 } } };
  expect(sayCue(loud, 'en').reason).toBe('Much louder and higher than at the start');
});
