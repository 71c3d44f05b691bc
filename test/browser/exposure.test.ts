import { mkdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exposureTexts } from '../../src/i18n/texts/exposure-texts.js';
import { measureTexts } from '../../src/i18n/texts/measure-texts.js';
import type { Absence, ExposureReport } from '../../src/wellbeing/exposure/exposure-routes.js';
import { keepPicture, openBrowser } from '../support/browser.js';
import { startLeadSite } from '../support/lead-site.js';
import { lacks } from '../support/requirements.js';
import type { RunningApp } from '../support/running-app.js';

const VIEWS = ['heat-map', 'trend', 'teams', 'recovery', 'effect', 'quality'] as const;

describe.skipIf(lacks('browser'))('the lead’s page in a real browser', () => {
  const faults: string[] = [];
  let running: RunningApp;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    running = await startLeadSite();
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
      await expect.poll(() => figure.locator('tbody tr').count()).toBeGreaterThan(0);
      await expect.poll(() => figure.locator('th[scope="col"]').count()).toBeGreaterThan(1);
      await figure.getByText(exposureTexts.en.table).click();
    }
    await expect.poll(() => page.locator('#heat-map rect.shade-5').count()).toBeGreaterThan(0);
    // Values have one digit, the marks of an axis are round.
    const effect = (await page.locator('#effect svg text').allTextContents()).join(' | ');
    expect(effect).toMatch(/\| 20\u00a0s \|/);
    expect(effect).toMatch(/\d\.\d\u00a0s · about [\d,]+\u00a0moments/);
  });

  it('says in its first screen, at 1280 × 800, what matters: three sentences, the heat map and what changed', async () => {
    await page.reload();
    await page.locator('#quality').waitFor();
    for (const place of ['.first-words', '#heat-map svg', '.changes table']) {
      const box = await page.locator(place).boundingBox();
      expect(box!.y).toBeGreaterThanOrEqual(0);
      expect(box!.y + box!.height, place).toBeLessThanOrEqual(800);
    }
    await expect.poll(() => page.locator('.first-words p').count()).toBe(3);
  });

  it.each(['en-GB', 'zh-CN'])(
    'fits a phone in under 3,000 px, without what it folds being lost: %s',
    async (locale) => {
      const phone = await browser.newContext({ viewport: { width: 390, height: 844 }, locale });
      const small = await phone.newPage();
      await small.goto(`${running.url}/exposure#token=${await running.token('lead', 'lea')}`);
      await small.locator('#quality').waitFor();
      const size = await small.evaluate(() => {
        const { scrollHeight, scrollWidth } = document.documentElement;
        return { scrollHeight, scrollWidth };
      });
      expect(size.scrollHeight).toBeLessThan(3_000);
      expect(size.scrollWidth).toBe(390);
      await expect.poll(() => small.locator('#recovery svg').first().isVisible()).toBe(false);
      await small.locator('#recovery .fold').click();
      await expect.poll(() => small.locator('#recovery svg').first().isVisible()).toBe(true);
      await small.screenshot({ path: join('artifacts', `exposure-phone-${locale}.png`), fullPage: true });
      await phone.close();
    },
  );

  it.each(['en-GB', 'zh-CN'])('prints a month on two pages, with every formula: %s', async (locale) => {
    const desk = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale });
    const sheet = await desk.newPage();
    await sheet.goto(`${running.url}/exposure#token=${await running.token('lead', 'lea')}`);
    await sheet.locator('.choose > summary').click();
    await sheet.locator('.filters select').nth(2).selectOption('2026-05');
    await sheet
      .locator('.print-only')
      .getByText(/^4\s–|^2026年5月4日/)
      .waitFor({ state: 'attached' });
    const pdf = await sheet.pdf({ preferCSSPageSize: true, printBackground: true });
    writeFileSync(join('artifacts', `exposure-month-${locale}.pdf`), pdf);
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(2);
    await sheet.evaluate(() => dispatchEvent(new Event('beforeprint')));
    await sheet.emulateMedia({ media: 'print' });
    const notes = await sheet
      .locator('.measure-note')
      .evaluateAll((all) => all.map((note) => note.checkVisibility()));
    expect(notes).toHaveLength(9);
    expect(new Set(notes)).toEqual(new Set([true]));
    await expect.poll(() => sheet.getByRole('button').count()).toBe(0);
    await desk.close();
  });

  it('draws what is hidden, not published and without calls apart, and says why', async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
    const gaps = await context.newPage();
    await gaps.route('**/v1/exposure/report*', async (route) => {
      const answer = await route.fetch();
      const report = (await answer.json()) as ExposureReport;
      const all = (value: Absence) =>
        Object.fromEntries(Object.keys(report.totals).map((measure) => [measure, value]));
      const trend = report.trend.map((point, index) =>
        index < 2 ? { ...point, measures: all(index === 0 ? 'pending' : 'hidden') } : point,
      );
      const first = report.heatMap.findIndex((cell) => typeof cell === 'object');
      const heatMap = report.heatMap.map((cell, hour) => (hour === first + 1 ? 'no-calls' : cell));
      await route.fulfill({ response: answer, json: { ...report, trend, heatMap } });
    });
    await gaps.goto(`${running.url}/exposure#token=${await running.token('lead', 'lea')}`);
    await gaps.locator('#trend .gap-pending').waitFor();
    await expect.poll(() => gaps.locator('#trend .gap-hidden').count()).toBe(1);
    await expect.poll(() => gaps.locator('#heat-map .gap-no-calls').count()).toBe(1);
    const looks = ['#trend .gap-pending', '#trend .gap-hidden', '#heat-map .gap-no-calls'].map((place) =>
      gaps.locator(place).evaluate((gap) => {
        const { fill, strokeDasharray } = getComputedStyle(gap);
        return `${fill} ${strokeDasharray}`;
      }),
    );
    expect(new Set(await Promise.all(looks)).size).toBe(3);
    const why = (figure: string) => gaps.locator(`${figure} .absences li`).allTextContents();
    await expect
      .poll(() => why('#trend'))
      .toEqual([
        'Hidden: fewer than 10 people worked, or the number would tell about one of them.',
        'Not published: the week is not over, or the team does not have four weeks of calls yet.',
      ]);
    await expect
      .poll(() => why('#heat-map'))
      .toContain('No calls: at least 10 people worked, and there was nothing to count.');
    await keepPicture(gaps, 'exposure-gaps');
    await gaps.locator('#trend').screenshot({ path: join('artifacts', 'exposure-gaps-trend.png') });
    await context.close();
  });

  it('says what will appear, when, and what to do where nothing is published, and to an agent whose page it is', async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
    const empty = await context.newPage();
    await empty.route('**/v1/exposure/report*', async (route) => {
      const answer = await route.fetch();
      const report = (await answer.json()) as ExposureReport;
      const coverage = { shown: 0, suppressed: 0, pending: 4 };
      await route.fulfill({ response: answer, json: { ...report, coverage } });
    });
    await empty.goto(`${running.url}/exposure#token=${await running.token('lead', 'lea')}`);
    await empty.getByText('Nothing is published for these weeks yet. A week appears a day after').waitFor();
    await empty.goto('about:blank');
    await empty.goto(`${running.url}/exposure#token=${await running.token('agent', 'ada')}`);
    await empty.getByText('Your own calls are under “My calls” in your panel.').waitFor();
    await expect.poll(() => empty.locator('main').textContent()).not.toContain('exposure.read');
    await context.close();
  });

  it('keeps formula and caveat behind an i where a measure is shown', async () => {
    const { formula, caveat } = measureTexts.en.hardShare;
    const trend = page.locator('#trend');
    await expect.poll(() => trend.getByText(caveat).isVisible()).toBe(false);
    await trend.locator('.info > summary').click();
    await expect.poll(() => trend.getByText(caveat).isVisible()).toBe(true);
    await expect.poll(() => trend.textContent()).toContain(formula);
    await expect.poll(() => trend.textContent()).toContain(caveat);
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
      const rows = page.locator('#teams tbody th');
      await expect.poll(() => rows.count()).toBe(5);
      const names = await rows.allTextContents();
      expect(names).toEqual([...names].sort());
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
    await page.getByText('2026年5月4日至5月31日').first().waitFor();
    await page.locator('.team-choice > summary').click();
    await page.getByLabel('Billing').uncheck();
    await page.getByText('5 个团队中的 4 个').waitFor();
    await keepPicture(page, 'exposure-zh');
    await page.emulateMedia({ media: 'print' });
    await expect.poll(() => page.getByRole('button', { name: 'PNG' }).count()).toBe(0);
    await page.screenshot({ path: join('artifacts', 'exposure-print.png'), fullPage: true });
    await page.emulateMedia({ media: 'screen' });
  });
});
