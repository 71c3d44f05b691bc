import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { welcomed } from '../../scripts/scenes/welcomed.js';
import type { CueKind, CueReason } from '../../src/core/cues/cue.js';
import type { AgentMessage, CoachingUnavailable } from '../../src/delivery/agent-message.js';
import { panelTexts } from '../../src/i18n/texts/panel-texts.js';
import { keepPicture, openBrowser } from '../support/browser.js';
import { DesktopHost } from '../support/desktop-host.js';
import { lacks } from '../support/requirements.js';
import { atRest, framesDrawn } from './at-rest.js';

const REASON: CueReason = {
  key: 'louder-higher',
  values: { levelDb: 6.2, semitones: 3.1, seconds: 8 },
  mood: null,
};
const LISTENING: AgentMessage = { type: 'call', callRef: 'c1', state: 'listening' };

/** On a busy machine a cue's usual seconds are over before the test has looked at it. */
const LONG_MS = 600_000;

function cue(cueId: string, kind: CueKind = 'breath', forMs = LONG_MS): AgentMessage {
  return {
    type: 'cue',
    callRef: 'c1',
    cueId,
    kind,
    step: 'soothe',
    reason: REASON,
    atMs: 42_000,
    decidedAt: Date.now(),
    expiresAt: Date.now() + forMs,
  };
}

function reset(offerId: string): AgentMessage {
  return {
    type: 'reset',
    callRef: 'c1',
    offerId,
    seconds: [30, 60],
    strain: 62,
    reason: { key: 'strain', values: { seconds: 48, strain: 62 }, mood: null },
    atMs: 180_000,
    expiresAt: Date.now() + LONG_MS,
  };
}

describe.skipIf(lacks('browser'))('the panel in a real browser', () => {
  let browser: Browser;
  let host: DesktopHost;
  let context: BrowserContext;
  let page: Page;
  const faults: string[] = [];

  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  beforeEach(async () => {
    host = await new DesktopHost({ selfCoachingOffered: true }).start();
    context = await welcomed(
      await browser.newContext({ viewport: { width: 420, height: 420 }, locale: 'en-GB' }),
    );
    page = await context.newPage();
    watch(page);
  });
  afterEach(async () => {
    await context.close();
    await host.stop();
    expect(faults.splice(0)).toEqual([]);
  });

  /** A page that breaks its content security policy says so on the console. */
  function watch(target: Page): void {
    target.on('pageerror', (error) => faults.push(error.message));
    target.on('console', (message) => {
      const isOurs = message.type() === 'error' && !message.text().includes('WebSocket connection');
      if (isOurs) faults.push(message.text());
    });
  }

  async function open(token = 'agent.ada.600000', target = page): Promise<void> {
    await target.goto(`${host.url}/#token=${token}`);
    await target.locator('main').waitFor();
  }

  async function inCall(target = page): Promise<void> {
    await open(undefined, target);
    await target.getByRole('heading', { name: 'No call' }).waitFor();
    host.bus.publish(host.agent, LISTENING);
    await target.getByRole('heading', { name: 'Listening' }).waitFor();
  }

  async function expectAccessible(target = page): Promise<void> {
    const { violations } = await new AxeBuilder({ page: target })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  }

  const heading = (name: string) => page.getByRole('heading', { name, exact: true });

  describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
    it.each(['en', 'zh-CN'] as const)(
      'shows every state, clean for axe: %s',
      async (language) => {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.addInitScript(
          (value) => localStorage.setItem('evenkeel.look', value),
          JSON.stringify({ language }),
        );
        const texts = panelTexts[language].states;
        await open();
        await heading(texts['no-call'].title).waitFor();
        await expectAccessible();
        await keepPicture(page, `panel-no-call-${language}-${colorScheme}`);
        const standings = ['listening', 'held', 'paused'] as const;
        for (const state of standings) {
          host.bus.publish(host.agent, { type: 'call', callRef: 'c1', state });
          await page.locator(`[data-state="${state}"]`).waitFor();
          await expect.poll(() => page.locator('main p').first().textContent()).toBe(texts[state].line);
        }
        const absences: CoachingUnavailable[] = [
          'no-notice',
          'objection',
          'mixed-channel',
          'no-customer-channel',
          'classifier-unavailable',
          'stream-lost',
        ];
        for (const why of absences) {
          host.bus.publish(host.agent, { type: 'unavailable', callRef: 'c1', why });
          await page.locator(`[data-state="${why}"]`).waitFor();
          await expect.poll(() => page.getByRole('heading').textContent()).toBe(texts[why].title);
        }
        await expectAccessible();
        await keepPicture(page, `panel-stream-lost-${language}-${colorScheme}`);
        host.bus.publish(host.agent, LISTENING);
        host.bus.publish(host.agent, cue('q1', 'acknowledge'));
        await page.locator('.cue').waitFor();
        await atRest(page);
        await expectAccessible();
        await keepPicture(page, `panel-cue-${language}-${colorScheme}`);
      },
      180_000,
    );
  });

  it('shows a cue with its reason, says it politely, and reports that it was seen', async () => {
    await inCall();
    host.bus.publish(host.agent, cue('q1', 'acknowledge'));
    await heading('Acknowledge first').waitFor();
    await expect
      .poll(() => page.locator('.cue .why').textContent())
      .toContain('Louder and higher than at the start');
    await expect.poll(() => page.getByRole('status').textContent()).toContain('Acknowledge first');
    await expect
      .poll(() => host.reports)
      .toContainEqual({
        type: 'feedback',
        cueId: 'q1',
        verdict: 'seen',
      });
  });

  it.each([
    ['Helped', 'helped'],
    ['Not now', 'not-now'],
    ['Wrong', 'wrong'],
  ] as const)('takes the answer %s and clears the cue', async (label, verdict) => {
    await inCall();
    host.bus.publish(host.agent, cue('q1', 'reassure'));
    await page.getByRole('button', { name: label, exact: true }).click();
    await heading('Listening').waitFor();
    await expect.poll(() => host.reports).toContainEqual({ type: 'feedback', cueId: 'q1', verdict });
    host.bus.publish(host.agent, cue('q1', 'reassure'));
    // The panel takes what it is told in order: by then it has been told of the cue again.
    host.bus.publish(host.agent, { type: 'level', callRef: 'c1', level: 0.25 });
    await expect.poll(() => page.locator('.bar-level > span').getAttribute('style')).toContain('28%');
    await expect.poll(() => page.locator('.cue').count()).toBe(0);
  });

  it('takes a cue away by itself when it has become stale', async () => {
    await inCall();
    host.bus.publish(host.agent, cue('q1', 'reassure', 5_000));
    await heading('Reassure').waitFor();
    await heading('Listening').waitFor();
  });

  it('paces one breath with a count, which can be paused', async () => {
    await inCall();
    host.bus.publish(host.agent, cue('q1'));
    const ring = page.locator('.pacer-near');
    await page.getByText('Breathe out').waitFor();
    const before = Number(await ring.getAttribute('r'));
    await expect.poll(async () => Number(await ring.getAttribute('r'))).toBeLessThan(before - 0.5);
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('button', { name: 'Continue' }).waitFor();
    // A frame that was asked for before the click may still be drawn.
    await framesDrawn(page, 2);
    const paused = await ring.getAttribute('r');
    await framesDrawn(page, 20);
    await expect.poll(() => ring.getAttribute('r')).toBe(paused);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('Breathe in').waitFor();
  });

  it('keeps the ring still under reduced motion, and counts in words', async () => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await inCall();
    host.bus.publish(host.agent, cue('q1'));
    await page.getByText('Out for 6, in for 4').waitFor();
    const before = await page.locator('.pacer-near').evaluate((ring) => getComputedStyle(ring).r);
    const count = await page.locator('.pacer-count').textContent();
    await expect.poll(() => page.locator('.pacer-count').textContent()).not.toBe(count);
    await expect
      .poll(() => page.locator('.pacer-near').evaluate((ring) => getComputedStyle(ring).r))
      .toBe(before);
    await keepPicture(page, 'panel-breath-reduced-motion');
  });

  it('offers a reset after the call: taken, or skipped at once', async () => {
    await inCall();
    host.bus.publish(host.agent, { type: 'call', callRef: 'c1', state: 'ended' });
    host.bus.publish(host.agent, reset('r1'));
    await heading('Time for a reset?').waitFor();
    await atRest(page);
    await expectAccessible();
    await keepPicture(page, 'panel-reset');
    await page.getByRole('button', { name: '30 seconds' }).click();
    await page.getByText('Breathe out').waitFor();
    await page.locator('.bar-status', { hasText: 'Breathing' }).waitFor();
    await expect.poll(() => host.reports).toContainEqual({ type: 'reset', offerId: 'r1', outcome: 'taken' });
    await keepPicture(page, 'panel-reset-pacer');
    await page.getByRole('button', { name: 'End' }).click();
    await heading('Let it go').waitFor();
    host.bus.publish(host.agent, reset('r2'));
    await page.getByRole('button', { name: 'Skip' }).click();
    await heading('No call').waitFor();
    await expect
      .poll(() => host.reports)
      .toContainEqual({ type: 'reset', offerId: 'r2', outcome: 'skipped' });
  });

  it('mutes this call from the bar, hides the cue at once, and unmutes', async () => {
    await inCall();
    host.bus.publish(host.agent, cue('q1', 'reassure'));
    await page.getByRole('button', { name: 'Mute', exact: true }).click();
    await page.getByRole('button', { name: 'This call' }).click();
    await heading('Cues are off').waitFor();
    await expect.poll(() => host.reports).toContainEqual({ type: 'mute', scope: 'call', forMs: null });
    await expectAccessible();
    await keepPicture(page, 'panel-muted');
    await page.getByRole('main').getByRole('button', { name: 'Turn cues on' }).click();
    await heading('Reassure').waitFor();
    await expect
      .poll(() => host.reports.filter((event) => event.type === 'mute').at(-1))
      .toEqual({ type: 'mute', scope: 'off', forMs: null });
  });

  it('puts the caller on hold and takes them back: from the bar, by a key, and from the state', async () => {
    await open();
    const { hold } = panelTexts.en;
    await expect.poll(() => page.getByRole('button', { name: hold.short }).count()).toBe(0);
    host.bus.publish(host.agent, LISTENING);
    const button = page.getByRole('button', { name: hold.short });
    await expect.poll(() => button.getAttribute('aria-pressed')).toBe('false');
    await button.click();
    const told = () => host.reports.filter((event) => event.type === 'hold');
    await expect.poll(told).toEqual([{ type: 'hold', callRef: 'c1', on: true }]);
    // The panel shows what the server says, and nothing sooner.
    await expect.poll(() => button.getAttribute('aria-pressed')).toBe('false');
    host.bus.publish(host.agent, { type: 'call', callRef: 'c1', state: 'held' });
    await page.locator('[data-state="held"]').waitFor();
    await expect.poll(() => button.getAttribute('aria-pressed')).toBe('true');
    await keepPicture(page, 'panel-held');
    await page.getByRole('button', { name: hold.back }).click();
    await expect.poll(told).toHaveLength(2);
    await page.keyboard.press('h');
    await expect
      .poll(() => told().slice(1))
      .toEqual([
        { type: 'hold', callRef: 'c1', on: false },
        { type: 'hold', callRef: 'c1', on: false },
      ]);
    host.bus.publish(host.agent, { type: 'unavailable', callRef: 'c1', why: 'mixed-channel' });
    await page.locator('[data-state="mixed-channel"]').waitFor();
    await expect.poll(() => button.getAttribute('aria-pressed')).toBe('true');
  });

  it('keeps the choices over a reload, and sends them with the next session', async () => {
    await inCall();
    await page.getByRole('button', { name: 'Settings' }).click();
    await expectAccessible();
    await page.getByRole('radio', { name: 'One an hour' }).check();
    await page.getByRole('checkbox', { name: 'Reassure' }).uncheck();
    await page.getByRole('button', { name: 'This panel' }).click();
    await expectAccessible();
    await page.getByRole('radio', { name: '130 %' }).check();
    await page.getByRole('checkbox', { name: 'Self-coaching' }).check();
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByText('呼吸节奏').first().waitFor();
    await keepPicture(page, 'panel-settings-zh-CN');
    await page.getByRole('button', { name: '关闭提示' }).click();
    await page.getByRole('button', { name: '一小时' }).click();
    host.reports.splice(0);
    await page.reload();
    await page.getByRole('heading', { name: '提示已关闭' }).waitFor();
    await expect.poll(() => page.locator('html').getAttribute('lang')).toBe('zh-CN');
    await expect.poll(() => page.locator('html').getAttribute('data-text-size')).toBe('130');
    await expect
      .poll(() => host.reports)
      .toContainEqual({
        type: 'settings',
        quiet: true,
        fewerCues: false,
        kindsOff: ['reassure'],
        language: 'zh-CN',
      });
    await expect
      .poll(() => host.reports.find((event) => event.type === 'mute'))
      .toMatchObject({
        scope: 'hour',
      });
    await expect
      .poll(() => host.reports.find((event) => event.type === 'self-coaching'))
      .toMatchObject({
        on: true,
      });
  });

  it('shows an own-eyes breath to the session that asked for it alone', async () => {
    await inCall();
    const other = await context.newPage();
    watch(other);
    await open('agent.ada.600000', other);
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('button', { name: 'This panel' }).click();
    await page.getByRole('checkbox', { name: 'Self-coaching' }).check();
    await page.getByRole('button', { name: 'Close' }).click();
    // The page was the first to join; the other tab follows its switch, with a session of its own.
    const first = host.reports.find((event) => event.type === 'joined');
    if (first?.type !== 'joined') throw new Error('no session joined');
    const { sessionId } = first;
    const isOn = () =>
      host.reports.some(
        (event) => event.type === 'self-coaching' && event.on && event.sessionId === sessionId,
      );
    await expect.poll(isOn).toBe(true);
    await page.bringToFront();
    host.bus.publish(host.agent, {
      type: 'own-breath',
      sessionId,
      breathId: 'b1',
      decidedAt: Date.now(),
      expiresAt: Date.now() + LONG_MS,
    });
    await page.getByText('Only you see this').first().waitFor();
    const shownIn = [await page.locator('.cue').count(), await other.locator('.cue').count()];
    expect(shownIn).toEqual([1, 0]);
  });

  it('has a key for each action, a list of them, and an off switch for the agent and the host', async () => {
    await inCall();
    const muted = () => host.reports.filter((event) => event.type === 'mute' && event.scope !== 'off');
    await page.keyboard.press('?');
    await heading('Keys').waitFor();
    await expectAccessible();
    await page.keyboard.press('Escape');
    await page.keyboard.press('b');
    await page.getByText('Breathe out').waitFor();
    await page.keyboard.press('Escape');
    await heading('Listening').waitFor();
    await page.keyboard.press('m');
    await page.getByText('Turn cues off for').first().waitFor();
    expect(muted()).toEqual([]);
    await page.keyboard.press('Escape');
    host.bus.publish(host.agent, cue('q1', 'reassure'));
    await heading('Reassure').waitFor();
    await page.keyboard.press('w');
    await page.getByText('6.2\u00a0dB').waitFor();
    await page.keyboard.press('2');
    await expect
      .poll(() => host.reports)
      .toContainEqual({ type: 'feedback', cueId: 'q1', verdict: 'not-now' });
    await page.keyboard.press('?');
    await page.getByRole('checkbox', { name: 'Use these keys' }).uncheck();
    await page.keyboard.press('Escape');
    await page.keyboard.press('s');
    await heading('Listening').waitFor();
    await expect.poll(() => page.locator('.settings').count()).toBe(0);
  });

  it('says in the bar what it shows, and with a moving level that audio arrives', async () => {
    await inCall();
    const level = page.locator('.bar-level > span');
    host.bus.publish(host.agent, { type: 'level', callRef: 'c1', level: 0.25 });
    await expect.poll(() => level.getAttribute('style')).toContain('28%');
    host.bus.publish(host.agent, { type: 'level', callRef: 'c1', level: 0.75 });
    await expect.poll(() => level.getAttribute('style')).toContain('76%');
    host.bus.publish(host.agent, cue('q1', 'reassure'));
    await page.locator('.bar-status', { hasText: 'A cue for you' }).waitFor();
  });

  it('works by keyboard alone, with targets of at least 24 px', async () => {
    await inCall();
    host.bus.publish(host.agent, cue('q1', 'reassure'));
    await heading('Reassure').waitFor();
    for (const button of await page.getByRole('button').all()) {
      const box = await button.boundingBox();
      expect(Math.min(box!.width, box!.height)).toBeGreaterThanOrEqual(24);
    }
    for (let presses = 0; presses < 12; presses++) {
      await page.keyboard.press('Tab');
      const focused = await page.evaluate(() => document.activeElement?.textContent);
      if (focused === 'Not now') break;
    }
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle);
    expect(outline).toBe('solid');
    await page.keyboard.press('Enter');
    await heading('Listening').waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('MAIN');
  });

  it('fits into 320 × 200 without scrolling sideways, every answer in sight', async () => {
    await page.setViewportSize({ width: 320, height: 200 });
    await inCall();
    for (const [kind, name] of [
      ['breath', 'panel-320x200-breath'],
      ['let-finish', 'panel-320x200-cue'],
    ] as const) {
      host.bus.publish(host.agent, cue(`q-${kind}`, kind));
      await page.locator(`[data-kind="${kind}"]`).waitFor();
      await atRest(page);
      await keepPicture(page, name);
      const fits = await page.evaluate(() => ({
        wide: document.documentElement.scrollWidth <= 320,
        high: [...document.querySelectorAll('.cue-answers button')].every(
          (button) => button.getBoundingClientRect().bottom <= 200,
        ),
      }));
      expect(fits).toEqual({ wide: true, high: true });
    }
  });

  it('is legible in forced colours and at the largest text', async () => {
    await page.emulateMedia({ forcedColors: 'active' });
    await page.addInitScript(() => localStorage.setItem('evenkeel.look', '{"textSize":"150"}'));
    await inCall();
    host.bus.publish(host.agent, cue('q1', 'acknowledge'));
    await heading('Acknowledge first').waitFor();
    await atRest(page);
    await keepPicture(page, 'panel-forced-colours');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(420);
  });

  it('paints without a layout shift', async () => {
    await page.addInitScript(() => {
      const shifts: number[] = [];
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
      }).observe({ type: 'layout-shift' as never, buffered: true });
    });
    await inCall();
    host.bus.publish(host.agent, cue('q1'));
    await page.locator('.cue').waitFor();
    await atRest(page);
    await framesDrawn(page, 12);
    const shifts = await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts);
    expect(shifts.reduce((sum, value) => sum + value, 0)).toBeLessThan(0.02);
  });

  it('keeps the token out of the address bar', async () => {
    await open();
    await expect.poll(() => page.url()).not.toContain('token');
  });
});
