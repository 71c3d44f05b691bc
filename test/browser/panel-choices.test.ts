import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { welcomed } from '../../scripts/scenes/welcomed.js';
import type { AgentMessage } from '../../src/delivery/agent-message.js';
import { openBrowser } from '../support/browser.js';
import { DesktopHost } from '../support/desktop-host.js';
import { lacks } from '../support/requirements.js';

const cue = (cueId: string): AgentMessage => ({
  type: 'cue',
  callRef: 'c1',
  cueId,
  kind: 'reassure',
  step: null,
  reason: { key: 'louder', values: { levelDb: 6.2, seconds: 8 }, mood: null },
  atMs: 42_000,
  decidedAt: Date.now(),
  expiresAt: Date.now() + 600_000,
});

describe.skipIf(lacks('browser'))('what an agent chooses once, and what is off until it is chosen', () => {
  let browser: Browser;
  let host: DesktopHost;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser(['--autoplay-policy=no-user-gesture-required']);
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    host = await new DesktopHost().start();
    context = await browser.newContext({ viewport: { width: 420, height: 420 }, locale: 'en-GB' });
    page = await context.newPage();
  });
  afterEach(async () => {
    await context.close();
    await host.stop();
  });

  const open = (query = '') => page.goto(`${host.url}/${query}#token=agent.ada.600000`);
  const heading = (name: string) => page.getByRole('heading', { name, exact: true });

  it('shows the first run once, in three screens that can be skipped', async () => {
    await open();
    await heading('One cue at a time').waitFor();
    await page.getByRole('button', { name: 'Next' }).click();
    await heading('What nobody sees').waitFor();
    await page.getByRole('button', { name: 'Skip' }).click();
    await heading('No call').waitFor();
    await page.reload();
    await heading('No call').waitFor();
    await expect.poll(() => page.locator('.welcome').count()).toBe(0);
  });

  it('plays no sound with a cue until the agent wants it', async () => {
    await welcomed(context);
    await page.addInitScript(() => {
      const heard = { notes: 0 };
      Object.assign(window, { heard });
      const start = OscillatorNode.prototype.start;
      OscillatorNode.prototype.start = function (...when) {
        heard.notes += 1;
        start.apply(this, when);
      };
    });
    const notes = () => page.evaluate(() => (window as unknown as { heard: { notes: number } }).heard.notes);
    await open();
    await heading('No call').waitFor();
    host.bus.publish(host.agent, { type: 'call', callRef: 'c1', state: 'listening' });
    host.bus.publish(host.agent, cue('q1'));
    await heading('Reassure').waitFor();
    await expect
      .poll(() => host.reports.some((event) => event.type === 'feedback' && event.verdict === 'seen'))
      .toBe(true);
    expect(await notes()).toBe(0);
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('button', { name: 'This panel' }).click();
    const sound = page.getByRole('checkbox', { name: 'A soft sound with each cue' });
    await expect.poll(() => sound.isChecked()).toBe(false);
    await sound.check();
    host.bus.publish(host.agent, cue('q2'));
    await expect.poll(notes).toBe(2);
  });

  it('leaves the keys to a host that wants them, except Escape', async () => {
    await welcomed(context);
    await open('?keys=off');
    await heading('No call').waitFor();
    await page.keyboard.press('s');
    await page.keyboard.press('?');
    await page.keyboard.press('b');
    await heading('No call').waitFor();
    await expect.poll(() => page.locator('.settings, .keys, .pacer-page').count()).toBe(0);
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.locator('.settings').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator('.settings').count()).toBe(0);
  });
});
