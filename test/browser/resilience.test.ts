import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { welcomed } from '../../scripts/scenes/welcomed.js';
import { CUE_KINDS, type CueKind } from '../../src/core/cues/cue.js';
import type { CueMessage } from '../../src/delivery/agent-message.js';
import { LocalCueBus } from '../../src/delivery/local-cue-bus.js';
import { openBrowser } from '../support/browser.js';
import { DesktopHost } from '../support/desktop-host.js';
import { lacks } from '../support/requirements.js';
import { SwitchedPort } from '../support/switched-port.js';

/** No fault of our own is expected. */
const onFault = (cause: unknown) => {
  throw cause;
};

const LISTENING = { type: 'call', callRef: 'c1', state: 'listening' } as const;
const HOUR_MS = 3_600_000;

function cue(cueId: string, kind: CueKind = 'reassure', forMs = 600_000): CueMessage {
  const now = Date.now();
  return {
    type: 'cue',
    callRef: 'c1',
    cueId,
    kind,
    step: null,
    reason: { key: 'louder', values: { levelDb: 6, seconds: 8 }, mood: null },
    atMs: 0,
    decidedAt: now,
    expiresAt: now + forMs,
  };
}

/** What these pages are instrumented with before they run. */
type Instrumented = {
  clockAheadMs: number;
  cuesShown: string[];
  cuesFading: string[];
  notified: { title: string; body: string; tag: string; silent: boolean; closed: boolean }[];
};

describe.skipIf(lacks('browser'))('the panel when things go wrong', () => {
  let browser: Browser;
  let host: DesktopHost;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    host = await new DesktopHost().start();
    context = await welcomed(
      await browser.newContext({ viewport: { width: 360, height: 260 }, locale: 'en-GB' }),
    );
    await context.addInitScript(() => {
      const own = Object.assign(window, {
        clockAheadMs: 0,
        cuesShown: [] as string[],
        cuesFading: [] as string[],
        notified: [],
      });
      const now = Date.now.bind(Date);
      Date.now = () => now() + own.clockAheadMs;
      new MutationObserver((changes) => {
        for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes])) {
          if (node instanceof HTMLElement && node.matches('.cue'))
            own.cuesShown.push(node.dataset.kind ?? '');
        }
        for (const { type, target } of changes) {
          if (type === 'attributes' && target instanceof HTMLElement && target.dataset.leaving !== undefined)
            own.cuesFading.push(target.dataset.kind ?? '');
        }
      }).observe(document, { childList: true, subtree: true, attributeFilter: ['data-leaving'] });
    });
    page = await context.newPage();
  });
  afterEach(async () => {
    await context.close();
    await host.stop();
  });

  const heading = (name: string, target = page) => target.getByRole('heading', { name, exact: true });
  const count = (type: string) => host.reports.filter((event) => event.type === type).length;

  async function inCall(url = host.url, target = page): Promise<void> {
    await target.goto(`${url}/#token=agent.ada.3600000`);
    await heading('No call', target).waitFor();
    host.bus.publish(host.agent, LISTENING);
    await heading('Listening', target).waitFor();
  }

  function turnClock(byMs: number): Promise<void> {
    return page.evaluate((ms) => {
      (window as unknown as Instrumented).clockAheadMs += ms;
    }, byMs);
  }

  it('moves from a draining node to another without a lost or a doubled cue', async () => {
    const bus = new LocalCueBus(onFault);
    const [old, next] = [await new DesktopHost({ bus }).start(), await new DesktopHost({ bus }).start()];
    const front = await new SwitchedPort(old.port).start();
    try {
      await page.goto(`${front.url}/#token=agent.ada.3600000`);
      await heading('No call').waitFor();
      bus.publish(old.agent, LISTENING);
      await heading('Listening').waitFor();
      const kinds = CUE_KINDS.filter((kind) => kind !== 'reset').slice(0, 12);
      const seen = () => old.reports.flatMap((event) => (event.type === 'feedback' ? [event.cueId] : []));
      for (const [index, kind] of kinds.entries()) {
        if (index === 4) {
          front.target = next.port;
          old.drain();
        }
        bus.publish(old.agent, cue(`q${index}`, kind));
        await page.locator(`[data-kind="${kind}"]`).waitFor();
        // What the next cue replaces before it was painted was not seen.
        await expect.poll(seen).toContain(`q${index}`);
      }
      await expect.poll(() => old.reports.filter(({ type }) => type === 'joined').length).toBe(2);
      await expect.poll(() => old.reports.filter(({ type }) => type === 'left').length).toBe(1);
      const shown = await page.evaluate(() => (window as unknown as Instrumented).cuesShown);
      expect(shown).toEqual(kinds);
      expect(seen()).toEqual(kinds.map((_, index) => `q${index}`));
    } finally {
      await front.stop();
      await old.stop();
      await next.stop();
    }
  });

  it('says that the server is stopping, and still shows its cues while there is no other', async () => {
    await inCall();
    host.drain();
    await page.getByText('This server is stopping').waitFor();
    host.bus.publish(host.agent, cue('q1'));
    await heading('Reassure').waitFor();
  });

  it('after a sleep shows nothing stale, and asks the server at once how things stand', async () => {
    await inCall();
    host.bus.publish(host.agent, cue('q1'));
    await heading('Reassure').waitFor();
    // While it slept the server's time went on, the page's running clock did not.
    host.clockAheadMs = HOUR_MS / 2;
    await turnClock(HOUR_MS / 2);
    await page.locator('.cue').waitFor({ state: 'detached' });
    await expect.poll(() => count('joined')).toBe(2);
    host.bus.publish(host.agent, LISTENING);
    await heading('Listening').waitFor();
  });

  it('lets a cue go in time although the clock was set back', async () => {
    await inCall();
    host.bus.publish(host.agent, cue('q1', 'reassure', 5_000));
    await heading('Reassure').waitFor();
    await turnClock(-HOUR_MS);
    await page.locator('.cue').waitFor({ state: 'detached' });
  });

  it('shows cues for as long as the server means, on a computer whose clock is a day wrong', async () => {
    await inCall();
    await turnClock(24 * HOUR_MS);
    await expect.poll(() => count('joined')).toBe(2);
    host.bus.publish(host.agent, cue('q1', 'reassure', 5_000));
    await heading('Reassure').waitFor();
    await page.locator('.cue').waitFor({ state: 'detached' });
  });

  it('lets a cue fade in its last moment', async () => {
    await inCall();
    host.bus.publish(host.agent, cue('q1', 'reassure', 5_000));
    await heading('Reassure').waitFor();
    await page.locator('.cue').waitFor({ state: 'detached' });
    expect(await page.evaluate(() => (window as unknown as Instrumented).cuesFading)).toEqual(['reassure']);
  });

  it('keeps working where the browser refuses all storage', async () => {
    await context.addInitScript(() => {
      for (const name of ['localStorage', 'sessionStorage'])
        Object.defineProperty(window, name, {
          get() {
            throw new DOMException('refused', 'SecurityError');
          },
        });
    });
    await inCall();
    host.bus.publish(host.agent, cue('q1'));
    await heading('Reassure').waitFor();
    await page.getByRole('button', { name: 'Mute', exact: true }).click();
    await page.getByRole('button', { name: 'This call' }).click();
    await heading('Cues are off').waitFor();
  });

  describe('notifications', () => {
    beforeEach(async () => {
      await context.grantPermissions(['notifications'], { origin: host.url });
      await context.addInitScript(() => {
        const { notified } = window as unknown as Instrumented;
        const Real = window.Notification;
        class Watched extends Real {
          readonly #entry: Instrumented['notified'][number];
          constructor(title: string, options: NotificationOptions) {
            super(title, options);
            const { body = '', tag = '', silent } = options;
            this.#entry = { title, body, tag, silent: silent === true, closed: false };
            notified.push(this.#entry);
          }
          override close(): void {
            this.#entry.closed = true;
            super.close();
          }
        }
        Object.assign(window, { Notification: Watched });
      });
    });

    const notified = (target = page) => target.evaluate(() => (window as unknown as Instrumented).notified);

    function hide(target: Page): Promise<void> {
      return target.evaluate(() => {
        Object.defineProperty(document, 'hidden', { configurable: true, get: () => true });
      });
    }

    async function switchOn(): Promise<void> {
      await page.getByRole('button', { name: 'Settings' }).click();
      await page.getByRole('button', { name: 'This panel' }).click();
      await page.getByRole('checkbox', { name: 'Notify me when this window is hidden' }).check();
      await page.getByRole('button', { name: 'Close' }).click();
    }

    it('come only when switched on, only for a hidden page, silent, and go with the cue', async () => {
      await inCall();
      await switchOn();
      host.bus.publish(host.agent, cue('q1'));
      await heading('Reassure').waitFor();
      expect(await notified()).toEqual([]);
      await hide(page);
      host.bus.publish(host.agent, cue('q2', 'acknowledge'));
      const shown = {
        title: 'Acknowledge first',
        body: 'Name what happened and how it must feel, before any procedure.',
        tag: 'q2',
        silent: true,
      };
      await expect.poll(() => notified()).toEqual([{ ...shown, closed: false }]);
      host.bus.publish(host.agent, { type: 'cue-ended', callRef: 'c1', cueId: 'q2' });
      await expect.poll(() => notified()).toEqual([{ ...shown, closed: true }]);
    });

    it('do not come unless the agent switched them on', async () => {
      await inCall();
      await hide(page);
      host.bus.publish(host.agent, cue('q1'));
      await heading('Reassure').waitFor();
      expect(await notified()).toEqual([]);
    });

    it('are one in two tabs: both carry the cue’s tag', async () => {
      await inCall();
      await switchOn();
      const other = await context.newPage();
      await inCall(host.url, other);
      for (const tab of [page, other]) await hide(tab);
      host.bus.publish(host.agent, cue('q1'));
      for (const tab of [page, other]) {
        await expect.poll(async () => (await notified(tab)).map(({ tag }) => tag)).toEqual(['q1']);
      }
    });
  });
});
