import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_CALL_PATH } from '../../src/app/package-root.js';
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

  it('shows level, pitch and rate of a file, clean for axe', async () => {
    const page = await open();
    await page.locator('input[type=file]').setInputFiles(DEMO_CALL_PATH);
    await expect.poll(async () => (await gauges(page)).includes('–'), { timeout: 60_000 }).toBe(false);
    await keepPicture(page, 'try-live');
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    await page.getByRole('button', { name: 'Stop' }).click();
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
    await expect.poll(async () => (await gauges(page))[1], { timeout: 60_000 }).not.toBe('–');
    await page.context().close();
  }, 90_000);

  it('says when a file is not audio', async () => {
    const page = await open();
    await page.locator('input[type=file]').setInputFiles('package.json');
    await page.getByText('This file cannot be read as audio.').waitFor();
    await page.context().close();
  });

  it('says why an agent’s token does not open it', async () => {
    const page = await newPage();
    await page.goto(`${app.url}/try.html#token=${await app.token('agent', 'ada')}`);
    await page.locator('input[type=file]').setInputFiles(DEMO_CALL_PATH);
    await page.getByText('The server closed the line').waitFor();
    await page.context().close();
  });

  it('is not there unless it is switched on', async () => {
    const off = await startApp();
    for (const path of ['/try', '/try.html']) expect((await fetch(`${off.url}${path}`)).status).toBe(404);
    await off.stop();
  });
});
