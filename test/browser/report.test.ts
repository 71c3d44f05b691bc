import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_CALL_PATH } from '../../src/app/package-root.js';
import { keepPicture, openBrowser } from '../support/browser.js';
import { CommandLine } from '../support/command-line.js';
import { longCallReport } from '../support/long-call-report.js';
import { lacks } from '../support/requirements.js';

describe.skipIf(lacks('browser'))('the report of a recording', () => {
  let browser: Browser;
  let folder = '';
  const file = () => join(folder, 'call.html');

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'evenkeel-report-'));
    const replay = new CommandLine(['replay', DEMO_CALL_PATH, '--report', file()], {});
    await replay.printed(/wrote (.+call\.html)/);
    browser = await openBrowser(['--autoplay-policy=no-user-gesture-required']);
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(width = 1100): Promise<Page> {
    const context = await browser.newContext({ viewport: { width, height: 800 }, locale: 'en-GB' });
    const page = await context.newPage();
    await page.goto(pathToFileURL(file()).href);
    return page;
  }

  const readout = (page: Page) => page.locator('.readout').textContent();
  const cursorShare = (page: Page) =>
    page.locator('.lanes').evaluate((lanes) => Number((lanes as HTMLElement).style.getPropertyValue('--at')));

  it('reads out the values under the pointer, and is clean for axe', async () => {
    const page = await open();
    const plot = await page.locator('.axis .plot').boundingBox();
    await page.mouse.move(plot!.x + plot!.width * 0.55, plot!.y + 60);
    await expect.poll(() => readout(page)).toMatch(/Time 0:4\d\.\d/);
    const said = await readout(page);
    expect(said).toMatch(/Caller sounds (tense|angry)/);
    expect(said).toMatch(/anger \d+\u00a0%/);
    expect(said).toMatch(/Caller: level −\d+\u00a0dBFS/);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    await keepPicture(page, 'report');
    await page.context().close();
  });

  it('zooms about the pointer: what is under it stays under it', async () => {
    const page = await open();
    const box = await page.locator('.axis .plot').boundingBox();
    const x = box!.x + box!.width * 0.7;
    await page.mouse.move(x, box!.y + 60);
    const before = await cursorShare(page);
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -300);
    await page.keyboard.up('Control');
    await expect
      .poll(() => page.locator('.lanes').evaluate((lanes) => (lanes as HTMLElement).style.cssText))
      .toMatch(/--zoom: ?[2-9]/);
    await page.mouse.move(x + 1, box!.y + 60);
    await expect.poll(async () => Math.abs((await cursorShare(page)) - before)).toBeLessThan(0.01);
    await page.context().close();
  });

  it('plays the recording that lies beside it, and the cursor goes along', async () => {
    copyFileSync(DEMO_CALL_PATH, join(folder, 'demo-call.wav'));
    const page = await open();
    await page.getByRole('button', { name: 'Play' }).click();
    await expect.poll(() => cursorShare(page)).toBeGreaterThan(0.002);
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    const plot = await page.locator('.axis .plot').boundingBox();
    await page.mouse.click(plot!.x + plot!.width / 2, plot!.y + 40);
    await expect.poll(() => cursorShare(page)).toBeGreaterThan(0.5);
    await page.context().close();
    rmSync(join(folder, 'demo-call.wav'));
  });

  it('asks for the recording where it is not there, and plays what is given', async () => {
    const page = await open();
    await page.getByText('Open demo-call.wav to hear it').waitFor();
    await expect.poll(() => page.locator('.play').isVisible()).toBe(false);
    await page.locator('.open input').setInputFiles(DEMO_CALL_PATH);
    await expect
      .poll(() => page.locator('audio').evaluate((audio) => (audio as HTMLAudioElement).duration))
      .toBeGreaterThan(70);
    await page.getByRole('button', { name: 'Play' }).waitFor();
    await page.context().close();
  });

  it('is moved through by keyboard alone, on a phone as well', async () => {
    const page = await open(360);
    await page.locator('.scroll').first().focus();
    await page.keyboard.press('End');
    await expect.poll(() => cursorShare(page)).toBe(1);
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => readout(page)).toContain('Time 0:01.0');
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(360);
    await page.context().close();
  });

  it.each([1280, 390])(
    'shows a call of forty minutes within 3,000 px, no cue on another: %i',
    async (width) => {
      const context = await browser.newContext({ viewport: { width, height: 800 }, locale: 'en-GB' });
      const page = await context.newPage();
      for (const isCompared of [false, true]) {
        await page.setContent(longCallReport('en', isCompared));
        const seen = await page.evaluate(() => ({
          height: document.documentElement.scrollHeight,
          width: document.documentElement.scrollWidth,
          flags: [...document.querySelectorAll('.flag')].map((flag) => {
            const { left, right } = flag.getBoundingClientRect();
            return { left, right };
          }),
        }));
        expect(seen.height).toBeLessThan(3_000);
        expect(seen.width).toBeLessThanOrEqual(width);
        expect(seen.flags).toHaveLength(24);
        // The stroke itself is 6 px wide, however close the next one is.
        const overlapping = seen.flags.filter(({ left, right }, at) => {
          const next = seen.flags[at + 1];
          return next !== undefined && right > Math.max(next.left + 1, left + 6);
        });
        expect(overlapping).toEqual([]);
      }
      await page.context().close();
    },
  );
});
