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
    for (const [key, template] of Object.entries(texts.reasons))
      expect(names(template), key).toEqual(names(other.reasons[key]!));
  });
});

it('A reason is one line with rounded measures', () => {
  const cue = {
    kind: 'breath',
    reason: { key: 'louder-higher', values: { mood: 'angry', levelDb: 7, semitones: 3, seconds: 9 } },
  };
  expect(sayCue(cue, 'en').reason).toBe(
    'Caller louder by 7 dB and 3 semitones higher than at the start, for 9 s',
  );
  expect(sayCue(cue, 'zh-CN').reason).toBe('对方比开始时响 7 分贝、高 3 个半音，已持续 9 秒');
});
