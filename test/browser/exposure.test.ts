import { mkdirSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exposureTexts } from '../../src/i18n/texts/exposure-texts.js';
import { measureTexts } from '../../src/i18n/texts/measure-texts.js';
import { migrate } from '../../src/storage/migrator.js';
import { openDatabaseOf } from '../../src/storage/storage.js';
import { DISCLOSURE } from '../../src/wellbeing/exposure/disclosure.js';
import { publishDue } from '../../src/wellbeing/exposure/publisher.js';
import { writeMadeUpCentre } from '../../src/wellbeing/made-up-centre/made-up-centre.js';
import { keepPicture, openBrowser } from '../support/browser.js';
import { SILENT_LOG } from '../support/databases.js';
import { lacks } from '../support/requirements.js';
import { type RunningApp, startApp } from '../support/running-app.js';

const VIEWS = ['heat-map', 'trend', 'teams', 'recovery', 'effect', 'quality'] as const;
const END_MS = Date.UTC(2026, 5, 1);

describe.skipIf(lacks('browser'))('the lead’s page in a real browser', () => {
  const sqliteFile = join(tmpdir(), `evenkeel-exposure-${process.pid}.sqlite`);
  const faults: string[] = [];
  let running: RunningApp;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    const choice = { sqliteFile, postgresUrl: null, postgresConnections: 1 };
    const db = openDatabaseOf(choice, SILENT_LOG, 0);
    await migrate(db, 'latest');
    const plan = { tenant: 'acme', agents: 100, teams: 5, days: 56, calls: 14, endMs: END_MS, seed: 3 };
    await writeMadeUpCentre(db, plan);
    const options = { rule: DISCLOSURE, delayMs: 86_400_000, minimumHistoryWeeks: 4 };
    await publishDue(db, 'acme', options, END_MS + 5 * 86_400_000);
    await db.destroy();
    running = await startApp({ storage: { sqliteFile } });
    browser = await openBrowser();
    context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      locale: 'en-GB',
      acceptDownloads: true,
    });
    page = await context.newPage();
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    page.on('pageerror', (fault) => faults.push(fault.message));
    await page.goto(`${running.url}/exposure#token=${await running.token('lead', 'lea')}`);
    await page.getByRole('heading', { name: exposureTexts.en.heatMap }).waitFor();
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    await running?.stop();
    for (const end of ['', '-wal', '-shm']) await rm(`${sqliteFile}${end}`, { force: true });
    expect(faults).toEqual([]);
  });

  it('shows every view as a picture, with a real table behind it', async () => {
    mkdirSync('artifacts', { recursive: true });
    await keepPicture(page, 'exposure-page');
    for (const view of VIEWS) {
      const figure = page.locator(`#${view}`);
      await expect.poll(() => figure.locator('svg').count()).toBeGreaterThan(0);
      await figure.screenshot({ path: join('artifacts', `exposure-${view}.png`) });
      await figure.getByText(exposureTexts.en.table).click();
      expect(await figure.locator('tbody tr').count()).toBeGreaterThan(0);
      expect(await figure.locator('th[scope="col"]').count()).toBeGreaterThan(1);
      await figure.getByText(exposureTexts.en.table).click();
    }
    expect(await page.locator('#heat-map rect.shade-5').count()).toBeGreaterThan(0);
  });

  it('says in its first screen, at 1280 × 800, what matters: three sentences and the heat map', async () => {
    await page.evaluate(() => scrollTo(0, 0));
    for (const place of ['.first-words', '#heat-map svg']) {
      const box = await page.locator(place).boundingBox();
      expect(box!.y).toBeGreaterThanOrEqual(0);
      expect(box!.y + box!.height, place).toBeLessThanOrEqual(800);
    }
    expect(await page.locator('.first-words p').count()).toBe(3);
  });

  it('keeps formula and caveat behind an i where a measure is shown', async () => {
    const { formula, caveat } = measureTexts.en.hardShare;
    const trend = page.locator('#trend');
    expect(await trend.getByText(caveat).isVisible()).toBe(false);
    await trend.locator('.info > summary').click();
    expect(await trend.getByText(caveat).isVisible()).toBe(true);
    expect(await trend.textContent()).toContain(formula);
    expect(await trend.textContent()).toContain(caveat);
  });

  it('is clean by axe in light and dark', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
      if (colorScheme === 'dark') await keepPicture(page, 'exposure-dark');
    }
    await page.emulateMedia({ colorScheme: 'light' });
  });

  it('compares teams in order of name whatever the measure', async () => {
    for (const measure of ['hardShare', 'quietShare']) {
      await page.getByLabel(exposureTexts.en.drives).selectOption(measure);
      await page.locator('#teams').getByText(exposureTexts.en.table).click();
      const names = await page.locator('#teams tbody th').allTextContents();
      expect(names).toEqual([...names].sort());
      expect(names).toHaveLength(5);
      await page.locator('#teams').getByText(exposureTexts.en.table).click();
    }
  });

  it('saves a picture as PNG and its table as CSV', async () => {
    const save = async (kind: 'PNG' | 'CSV') => {
      const download = page.waitForEvent('download');
      await page.locator('#heat-map').getByRole('button', { name: kind }).click();
      return readFile(await (await download).path());
    };
    const png = await save('PNG');
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(png.length).toBeGreaterThan(8_000);
    const csv = (await save('CSV')).toString('utf8');
    expect(csv).toContain('08:00');
    expect(csv.split('\r\n')).toHaveLength(15);
  });

  it('speaks Chinese, narrows to a month and to teams, and prints', async () => {
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByRole('heading', { name: exposureTexts['zh-CN'].title }).waitFor();
    await page.getByText(exposureTexts['zh-CN'].choose).click();
    await page.getByLabel(exposureTexts['zh-CN'].month).selectOption('2026-05');
    await page.getByText('2026/5/4 – 2026/5/31').first().waitFor();
    await page.locator('.team-choice > summary').click();
    await page.getByLabel('Billing').uncheck();
    await page.getByText('5 个团队中的 4 个').waitFor();
    await keepPicture(page, 'exposure-zh');
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('button', { name: 'PNG' }).count()).toBe(0);
    await page.screenshot({ path: join('artifacts', 'exposure-print.png'), fullPage: true });
    await page.emulateMedia({ media: 'screen' });
  });
});
