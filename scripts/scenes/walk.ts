import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Language } from '../../src/i18n/language.js';
import { axeFaults } from './axe-faults.js';
import { foreignWords } from './foreign-words.js';
import { keyboardFaults } from './keyboard-faults.js';
import { pageFaults } from './page-faults.js';
import type { Scene, SceneSet, SceneWidth } from './scene.js';
import { welcomed } from './welcomed.js';

/** How a scene is looked at. */
export type Cell = {
  readonly scheme: 'light' | 'dark';
  readonly forced: boolean;
  readonly reducedMotion: boolean;
  readonly width: SceneWidth;
  /** Also asks axe-core. */
  readonly axe: boolean;
  /** Also walks through it with the Tab key. */
  readonly keyboard: boolean;
};

export type SceneFault = { readonly where: string; readonly what: string };

export type WalkPlan = {
  readonly language: Language;
  readonly cellsOf: (place: number) => readonly Cell[];
  /** Style that every page gets on top of its own. */
  readonly css?: string;
  /** Is given what is seen. */
  readonly onPicture?: (scene: string, cell: Cell, jpeg: Buffer) => Promise<void>;
  readonly onCell?: () => void;
};

/** Takes every scene of a set once and looks at it in every way that the plan asks for. */
export async function walkScenes(browser: Browser, set: SceneSet, plan: WalkPlan): Promise<SceneFault[]> {
  const { scenes, stop } = await set.open();
  const faults: SceneFault[] = [];
  let context: BrowserContext | null = null;
  let page: Page | null = null;
  try {
    for (const [place, scene] of scenes.entries()) {
      if (page === null || scene.fresh) {
        await context?.close();
        context = await openContext(browser, set, plan);
        page = await context.newPage();
        page.setDefaultTimeout(60_000);
        const at = page;
        at.on('pageerror', ({ message }) =>
          faults.push({ where: `${set.name} ${scene.name}`, what: message }),
        );
      }
      await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', reducedMotion: 'reduce' });
      await page.setViewportSize({ width: 420, height: set.heights[420] });
      await scene.enter({ page, language: plan.language });
      for (const cell of plan.cellsOf(place)) {
        const where = [set.name, scene.name, plan.language, cellName(cell)].join(' ');
        const found = await look(page, { set, scene, plan, cell });
        faults.push(...found.map((what) => ({ where, what })));
        plan.onCell?.();
      }
    }
  } finally {
    await context?.close();
    await stop();
  }
  return faults;
}

export function cellName({ scheme, forced, reducedMotion, width }: Cell): string {
  return `${scheme}${forced ? '-forced' : ''}${reducedMotion ? '' : '-moving'} ${width}`;
}

async function openContext(browser: Browser, set: SceneSet, plan: WalkPlan): Promise<BrowserContext> {
  const viewport = { width: 420, height: set.heights[420] };
  const locale = plan.language === 'en' ? 'en-GB' : plan.language;
  const context = await welcomed(await browser.newContext({ viewport, locale }));
  // The compiler of scripts marks functions by name, in what is handed to the page as well.
  await context.addInitScript('globalThis.__name = (named) => named');
  await context.addInitScript((style) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    document.adoptedStyleSheets.push(sheet);
  }, plan.css ?? '');
  return context;
}

type Look = {
  readonly set: SceneSet;
  readonly scene: Scene;
  readonly plan: WalkPlan;
  readonly cell: Cell;
};

async function look(page: Page, { set, scene, plan, cell }: Look): Promise<string[]> {
  const { language } = plan;
  await page.emulateMedia({
    colorScheme: cell.scheme,
    forcedColors: cell.forced ? 'active' : 'none',
    reducedMotion: cell.reducedMotion ? 'reduce' : 'no-preference',
  });
  await page.setViewportSize({ width: cell.width, height: set.heights[cell.width] });
  // Two frames: what listens to the size has drawn again.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const found = await pageFaults(page, scene.words?.(language) ?? []);
  found.push(...(await foreignWords(page, language)).map((word) => `in another language: ${word}`));
  // What axe and people look at does not move.
  if (cell.axe) found.push(...(await axeFaults(page)));
  if (cell.reducedMotion)
    await plan.onPicture?.(
      scene.name,
      cell,
      await page.screenshot({ fullPage: set.scrolls, type: 'jpeg', quality: 80 }),
    );
  if (cell.keyboard) found.push(...(await keyboardFaults(page)));
  return found;
}
