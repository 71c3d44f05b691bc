import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCENE_WIDTHS } from '../../scripts/scenes/scene.js';
import { SCENE_SETS } from '../../scripts/scenes/scene-sets.js';
import { SIGN_IN_SET } from '../../scripts/scenes/sign-in-set.js';
import { type Cell, walkScenes } from '../../scripts/scenes/walk.js';
import { LANGUAGES } from '../../src/i18n/language.js';
import { openBrowser } from '../support/browser.js';
import { lacks } from '../support/requirements.js';

/** One way to look for each scene, another one for the next: `npm run check:scenes` looks in every way. */
const cellOf = (place: number): Cell => ({
  scheme: place % 2 === 0 ? 'light' : 'dark',
  forced: place % 3 === 2,
  reducedMotion: true,
  width: SCENE_WIDTHS[place % SCENE_WIDTHS.length]!,
  axe: true,
  keyboard: true,
});

describe.skipIf(lacks('browser'))('the pages, one look at each scene', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser(['--autoplay-policy=no-user-gesture-required']);
  });
  afterAll(() => browser.close());

  // The panel's scenes are held against their kept sheets.
  const sets = SCENE_SETS.filter(({ name }) => name !== 'panel');
  it.each(sets.map((set, place) => [set.name, LANGUAGES[place % 2]!, set] as const))(
    '%s in %s',
    async (_, language, set) => {
      mkdirSync('artifacts', { recursive: true });
      const faults = await walkScenes(browser, set, {
        language,
        cellsOf: (place) => [cellOf(place)],
        onPicture: async (scene, _cell, jpeg) =>
          writeFileSync(join('artifacts', `scene-${set.name}-${scene}.jpg`), jpeg),
      });
      expect(faults).toEqual([]);
    },
    300_000,
  );

  it.each([
    [
      'words that are cut off',
      '.sign-in h1 { width: 1rem; overflow: hidden; white-space: nowrap }',
      'cut off',
    ],
    ['words on other words', '.sign-in > p { margin-top: -2.5rem }', 'on one another'],
    ['a page that scrolls sideways', '.sign-in .row { width: 120vw }', 'scrolls sideways'],
    ['pale words', '.sign-in .soft { color: #ccc8be }', 'color-contrast'],
    ['words that are not there', '.sign-in h1 { display: none }', 'missing'],
    ['a focus without an outline', ':focus-visible { outline: none !important }', 'no outline'],
    ['what moves', '@keyframes a { to { opacity: 0.9 } } h1 { animation: a 1s infinite }', 'moves'],
  ])(
    'finds %s',
    async (_, css, fault) => {
      const cell = { ...cellOf(0), width: 420 } as const;
      const { scenes, stop } = await SIGN_IN_SET.open();
      const first = { ...SIGN_IN_SET, open: async () => ({ scenes: scenes.slice(0, 1), stop }) };
      const faults = await walkScenes(browser, first, { language: 'en', cellsOf: () => [cell], css });
      expect(faults.map(({ what }) => what)).toContainEqual(expect.stringContaining(fault));
    },
    120_000,
  );
});
