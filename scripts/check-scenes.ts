/**
 * `npm run check:scenes` (after `npm run build`): takes every state of every page in Chromium and looks at it in light
 * and dark, with and without forced colours, with and without reduced motion, in English and Chinese, at 320 to 1440 px,
 * and once with the Tab key alone. Fails on what axe-core finds at WCAG 2.2 AA, on what scrolls sideways, is cut off or
 * lies on other words, on words that are missing or in the other language, and on what a keyboard cannot reach.
 * Writes contact sheets under artifacts/scenes for people to look at.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { LANGUAGES } from '../src/i18n/language.js';
import { openBrowser } from '../test/support/browser.js';
import { contactSheet, type NamedPicture } from './scenes/contact-sheet.js';
import { SCENE_WIDTHS } from './scenes/scene.js';
import { SCENE_SETS } from './scenes/scene-sets.js';
import { type Cell, cellName, type SceneFault, walkScenes } from './scenes/walk.js';

const USAGE = `npm run check:scenes -- [options]

  --pages LIST      only these pages, of ${SCENE_SETS.map(({ name }) => name).join(',')}
  --languages LIST  only these languages, of ${LANGUAGES.join(',')}
  --widths LIST     only these widths, of ${SCENE_WIDTHS.join(',')}
  --out FOLDER      where the contact sheets go (artifacts/scenes)
  --json            one document on standard output
  --help            this text`;

const { values: options } = parseArgs({
  options: {
    pages: { type: 'string' },
    languages: { type: 'string' },
    widths: { type: 'string' },
    out: { type: 'string', default: 'artifacts/scenes' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (options.help) {
  console.log(USAGE);
  process.exit(0);
}

/** The members of a list that an option names, all where it is not given. */
function chosen<T extends string | number>(all: readonly T[], list: string | undefined): readonly T[] {
  const wanted = list?.split(',');
  const unknown = wanted?.filter((name) => !all.some((one) => String(one) === name)) ?? [];
  if (unknown.length > 0) {
    console.error(`There is no ${unknown.join(', ')}: choose from ${all.join(', ')}.`);
    process.exit(2);
  }
  return wanted === undefined ? all : all.filter((one) => wanted.includes(String(one)));
}
const pages = chosen(
  SCENE_SETS.map(({ name }) => name),
  options.pages,
);
const languages = chosen(LANGUAGES, options.languages);
const widths = chosen(SCENE_WIDTHS, options.widths);

/** Narrow and wide, each with a layout of its own. */
const BOTH_LAYOUTS: ReadonlySet<number> = new Set([320, 1280]);

/**
 * Every way to look. The Tab key walks once in light colours and once in forced ones. Axe-core, by far the dearest, is
 * asked wherever its answer can differ: at every width in light colours, in all others once for each layout.
 */
const cells = widths.flatMap((width) =>
  (['light', 'dark'] as const).flatMap((scheme) =>
    [false, true].flatMap((forced) =>
      [true, false].map(
        (reducedMotion): Cell => ({
          scheme,
          forced,
          reducedMotion,
          width,
          axe: reducedMotion && ((scheme === 'light' && !forced) || BOTH_LAYOUTS.has(width)),
          keyboard: scheme === 'light' && reducedMotion,
        }),
      ),
    ),
  ),
);

const startedAt = performance.now();
const browser = await openBrowser(['--autoplay-policy=no-user-gesture-required']);
const faults: SceneFault[] = [];
const sheets: string[] = [];
let looked = 0;
mkdirSync(options.out, { recursive: true });
for (const set of SCENE_SETS.filter(({ name }) => pages.includes(name))) {
  for (const language of languages) {
    const byCell = new Map<string, NamedPicture[]>();
    faults.push(
      ...(await walkScenes(browser, set, {
        language,
        cellsOf: () => cells,
        async onPicture(name, cell, jpeg) {
          const sheet = `${set.name}-${language}-${cellName(cell).replace(' ', '-')}`;
          byCell.set(sheet, [...(byCell.get(sheet) ?? []), { name, jpeg }]);
        },
        onCell() {
          looked += 1;
          if (!options.json) process.stderr.write(`\r${set.name} ${language}: ${looked} looks `);
        },
      })),
    );
    const painter = await browser.newPage();
    for (const [sheet, pictures] of byCell) {
      const path = join(options.out, `${sheet}.jpg`);
      writeFileSync(path, await contactSheet(painter, sheet, pictures));
      sheets.push(path);
    }
    await painter.close();
  }
}
await browser.close();
const seconds = Math.round((performance.now() - startedAt) / 1000);

/** One line for each thing that is wrong, with the first place and how many there are. */
function grouped(all: readonly SceneFault[]): string[] {
  const places = new Map<string, string[]>();
  for (const { where, what } of all) {
    const [page, scene] = where.split(' ');
    const key = `${page} ${scene}: ${what}`;
    places.set(key, [...(places.get(key) ?? []), where]);
  }
  return [...places].map(([what, at]) => `${what}  (${at.length}×, first ${at[0]})`);
}

if (options.json)
  console.log(JSON.stringify({ pages, languages, widths, looks: looked, seconds, faults, sheets }, null, 2));
else {
  process.stderr.write('\n');
  for (const line of grouped(faults)) console.log(line);
  console.log(
    `scenes: ${looked} looks, ${faults.length} faults, ${sheets.length} sheets in ${options.out}, ${seconds} s`,
  );
}
process.exitCode = faults.length === 0 && looked > 0 ? 0 : 1;
