import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_CALL_PATH } from '../../src/app/package-root.js';
import { readRecording } from '../../src/lab/telephones/read-recording.js';
import { keepPicture, openBrowser } from '../support/browser.js';
import { lacks } from '../support/requirements.js';
import { callWith, type RunningApp, startApp } from '../support/running-app.js';

/** Fast enough for a test, slow enough for a cue to be seen and answered before it fades. */
const SPEED = 6;

describe.skipIf(lacks('browser'))('the agent’s page during a streamed call', () => {
  let app: RunningApp;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    app = await startApp();
    browser = await openBrowser();
    page = await browser.newPage({ viewport: { width: 420, height: 560 }, deviceScaleFactor: 2 });
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  it('shows the cue because of the caller’s voice, and nothing after a dismissal', async () => {
    await page.goto(`${app.url}/#token=${await app.token('agent', 'ruth')}`);
    const recording = await readRecording({ kind: 'stereo', file: DEMO_CALL_PATH, swapped: false }, 8000);
    const call = callWith(app, recording, { callId: 'seen', agentId: 'ruth', speed: SPEED });
    const title = page.getByText('One slow breath', { exact: true });
    await title.waitFor();
    await page.locator('.cue .why', { hasText: /ouder.* than at the start/ }).waitFor();
    await keepPicture(page, 'agent-page');
    await page.getByRole('button', { name: 'Not now' }).click();
    await title.waitFor({ state: 'detached' });
    await call;
    await page.getByText(/reset/i).first().waitFor();
    await keepPicture(page, 'agent-page-reset');
    await expect.poll(() => title.count()).toBe(0);
  });
});
