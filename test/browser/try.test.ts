import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_CALL_PATH } from '../../src/app/package-root.js';
import { readWav, writeWav } from '../../src/core/audio/wav.js';
import { keepPicture, openBrowser } from '../support/browser.js';
import { lacks } from '../support/requirements.js';
import { type RunningApp, startApp } from '../support/running-app.js';

describe.skipIf(lacks('browser'))('the live view', () => {
  let browser: Browser;
  let app: RunningApp;

  beforeAll(async () => {
    app = await startApp({ desktop: { tryPage: true } });
    browser = await openBrowser([
      '--autoplay-policy=no-user-gesture-required',
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-audio-capture=${resolve(DEMO_CALL_PATH)}`,
    ]);
  });
  afterAll(async () => {
    await browser.close();
    await app.stop();
  });

  async function newPage(): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 760, height: 560 }, locale: 'en-GB' });
    return context.newPage();
  }

  async function open(): Promise<Page> {
    const page = await newPage();
    await page.goto(`${app.url}/try.html#token=${await app.token('source', 'line-test')}`);
    await page.getByRole('heading', { name: 'Try it' }).waitFor();
    return page;
  }

  const gauges = (page: Page) => page.locator('.gauge-value').allTextContents();
  const drawn = (page: Page, line: string) => page.locator(`path.${line}`).first().getAttribute('d');

  it('plays the demo call: the picture moves, by role, clean for axe; Stop clears it', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Play the demo call' }).click();
    await expect.poll(async () => (await drawn(page, 'live-line'))?.length ?? 0).toBeGreaterThan(40);
    await expect.poll(() => page.locator('rect.live-agent').count()).toBeGreaterThan(0);
    await expect.poll(async () => (await gauges(page)).includes('–'), { timeout: 60_000 }).toBe(false);
    await expect.poll(async () => (await drawn(page, 'live-evidence'))?.length ?? 0).toBeGreaterThan(0);
    await expect.poll(() => page.locator('progress').getAttribute('value')).not.toBe('0');
    const times = await page.locator('.live-times span').allTextContents();
    expect(times).toEqual(['0:00', '0:15', '0:30', '0:45', '1:00']);
    // Each unit stands whole on one line, under its number.
    const lines = await page
      .locator('.gauge-value small')
      .evaluateAll((units) =>
        units.map((unit) =>
          Math.round(unit.getBoundingClientRect().height / parseFloat(getComputedStyle(unit).lineHeight)),
        ),
      );
    expect(lines).toEqual([1, 1, 1]);
    await keepPicture(page, 'try-live');
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    await page.getByRole('button', { name: 'Stop and clear' }).click();
    await expect.poll(() => drawn(page, 'live-line')).toBe('');
    await expect.poll(async () => new Set(await gauges(page))).toEqual(new Set(['–']));
    await expect.poll(() => page.locator('progress').count()).toBe(0);
    await page.context().close();
  }, 120_000);

  it('draws its first moving line before ten seconds of the call have been heard', async () => {
    const page = await newPage();
    await page.addInitScript(() => {
      const first = { drawn: '' };
      Object.assign(window, { first });
      // A path that is joined moves; where its last point lies is the time of the call, ten units a second.
      const look = () => {
        for (const path of document.querySelectorAll('path.live-line')) {
          const d = path.getAttribute('d') ?? '';
          if (first.drawn === '' && d.includes('L')) first.drawn = d;
        }
      };
      new MutationObserver(look).observe(document, {
        attributeFilter: ['d'],
        attributes: true,
        subtree: true,
      });
    });
    await page.goto(`${app.url}/try.html#token=${await app.token('source', 'line-test')}`);
    await page.getByRole('button', { name: 'Play the demo call' }).click();
    const drawn = () => page.evaluate(() => (window as unknown as { first: { drawn: string } }).first.drawn);
    await expect.poll(drawn).not.toBe('');
    const last = Number(/([\d.]+) [\d.]+$/.exec(await drawn())?.[1]);
    expect(last / 10).toBeLessThan(10);
    await page.context().close();
  });

  it('asks whose voice is on a single channel, and judges no mix', async () => {
    const page = await open();
    await page.locator('input[type=file]').setInputFiles({
      name: 'both.wav',
      mimeType: 'audio/wav',
      buffer: monoOf(readFileSync(DEMO_CALL_PATH)),
    });
    await page.getByText('both.wav has one channel. Whose voice is on it?').waitFor();
    expect(await drawn(page, 'live-line')).toBe('');
    await page.getByLabel('both, mixed').check();
    await page.getByText('nothing is claimed about the caller').waitFor();
    await expect.poll(async () => (await drawn(page, 'live-line'))?.length ?? 0).toBeGreaterThan(100);
    expect(await drawn(page, 'live-anger')).toBe('');
    await page.context().close();
  }, 90_000);

  it('hears the microphone', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Use the microphone' }).click();
    await expect.poll(async () => (await gauges(page))[0], { timeout: 60_000 }).not.toBe('–');
    await page.context().close();
  }, 90_000);

  it('hears a WAV file that is dropped on the page', async () => {
    const page = await open();
    const wav = readFileSync(DEMO_CALL_PATH).toString('base64');
    const dropped = await page.evaluateHandle((base64) => {
      const data = new DataTransfer();
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      data.items.add(new File([bytes], 'call.wav', { type: 'audio/wav' }));
      return data;
    }, wav);
    await page.dispatchEvent('main', 'drop', { dataTransfer: dropped });
    await page.getByText('Who is where in call.wav?').waitFor();
    await expect.poll(async () => (await gauges(page))[1], { timeout: 60_000 }).not.toBe('–');
    await page.context().close();
  }, 90_000);

  it.skipIf(lacks('ffmpeg')).each(['mp3', 'ogg', 'm4a'])(
    'hears a .%s recording, which the browser decodes',
    async (kind) => {
      const folder = mkdtempSync(join(tmpdir(), 'evenkeel-try-'));
      const file = join(folder, `call.${kind}`);
      execFileSync('ffmpeg', ['-loglevel', 'error', '-t', '8', '-i', DEMO_CALL_PATH, '-ar', '16000', file]);
      const page = await open();
      await page.locator('input[type=file]').setInputFiles(file);
      await page.getByText(`Who is where in call.${kind}?`).waitFor();
      await expect.poll(async () => (await drawn(page, 'live-line'))?.length ?? 0).toBeGreaterThan(40);
      await page.context().close();
      rmSync(folder, { recursive: true });
    },
    90_000,
  );

  it('says when a file is not audio', async () => {
    const page = await open();
    await page.locator('input[type=file]').setInputFiles('package.json');
    await page.getByText('This file cannot be read as audio.').waitFor();
    await page.context().close();
  });

  it('says why an agent’s token does not open it', async () => {
    const page = await newPage();
    await page.goto(`${app.url}/try.html#token=${await app.token('agent', 'ada')}`);
    await page.getByText('your sign-in is for another page').waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'Play the demo call' }).count()).toBe(0);
    await expect.poll(() => page.locator('.live, .gauges').count()).toBe(0);
    await page.context().close();
  });

  it('is not there unless it is switched on', async () => {
    const off = await startApp();
    for (const path of ['/try', '/try.html', '/demo-call.wav'])
      expect((await fetch(`${off.url}${path}`)).status).toBe(404);
    await off.stop();
  });
});

/** A stereo recording with both sides added up on one channel. */
function monoOf(wav: Buffer): Buffer {
  const { sampleRateHz, channels } = readWav(wav);
  const [left, right] = channels;
  return Buffer.from(writeWav(sampleRateHz, [left!.map((sample, at) => (sample + right![at]!) / 2)]));
}
