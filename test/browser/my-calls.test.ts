import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Storage } from '../../src/storage/storage.js';
import { keepPicture, openBrowser } from '../support/browser.js';
import { type MyCallsSite, NEWEST_CALL_AT, startMyCallsSite } from '../support/my-calls-site.js';
import { lacks } from '../support/requirements.js';

describe.skipIf(lacks('browser'))('my calls in a real browser', () => {
  let browser: Browser;
  let site: MyCallsSite;
  let storage: Storage;
  let url: string;
  let context: BrowserContext;
  let page: Page;
  const faults: string[] = [];

  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  beforeEach(async () => {
    site = await startMyCallsSite();
    ({ url, storage } = site);
    context = await browser.newContext({ viewport: { width: 980, height: 1000 }, locale: 'en-GB' });
    page = await context.newPage();
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
  });
  afterEach(async () => {
    await context.close();
    await site.stop();
    expect(faults.splice(0)).toEqual([]);
  });

  async function open(): Promise<void> {
    await page.goto(`${url}/my-calls.html#token=agent:acme:ana`);
    await page.getByRole('heading', { name: 'My calls', level: 1 }).waitFor();
    await page.locator('.call').first().waitFor();
  }

  /** Every day of calls, opened. */
  async function openDays(): Promise<void> {
    await open();
    const older = page.getByRole('button', { name: 'Older calls' });
    const folded = page.locator('.call-day:not([open]) > summary');
    // Pressed where they are at that moment: the button for older calls goes when there are none.
    const press = (these: Locator) =>
      these.evaluateAll((all) => {
        for (const one of all) (one as HTMLElement).click();
      });
    const after = async (pressed: Locator, counted: string) => {
      await press(pressed);
      return page.locator(counted).count();
    };
    await expect.poll(() => after(older, '.call-day')).toBe(18);
    await expect.poll(() => after(folded, '.call')).toBe(18);
  }

  async function expectAccessible(): Promise<void> {
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  }

  it('shows the own calls, cues with their reasons, and trends with formulas and tables', async () => {
    await openDays();
    await page.getByText('Louder than at the start').waitFor();
    await page.getByText('you said: helped').waitFor();
    await page.locator('.trend').getByText('How is this counted?').nth(1).click();
    await page.getByText('your speaking time ÷ all speaking time × 100').waitFor();
    await page.getByText('As a table').first().click();
    await expect.poll(() => page.locator('.trend').first().locator('tbody tr').count()).toBeGreaterThan(4);
    await page.getByText('As a table').first().click();
    await expectAccessible();
    await keepPicture(page, 'my-calls-en');
  });

  it('groups calls by day, newest first, and finds a day', async () => {
    await open();
    await expect.poll(() => page.locator('.call').count()).toBe(1);
    await expect.poll(() => page.locator('.call-day').count()).toBe(10);
    await openDays();
    const days = await page.locator('.call-day > summary').allTextContents();
    expect(days[0]).toBe('Friday, 20 November 2026 1\u00a0call');
    expect(days).toHaveLength(18);
    const times = await page
      .locator('.call time')
      .evaluateAll((all) => all.map((one) => one.getAttribute('datetime')!));
    expect(times).toEqual([...times].sort().reverse());
    const atHalf = new Date(times[9]!);
    const choice = page.getByLabel('Find a day');
    await choice.selectOption(String(atHalf.setHours(0, 0, 0, 0)));
    await expect.poll(() => page.locator('.call').count()).toBe(1);
    await expect.poll(() => page.locator('.call time').getAttribute('datetime')).toBe(times[9]);
    // The list speaks the page's language, whatever the browser's: a date field would not.
    await page.getByRole('button', { name: '中文' }).click();
    await expect
      .poll(() => page.getByLabel('查找某一天').locator('option').nth(1).textContent())
      .toMatch(/^11月20日/);
    await page.getByRole('button', { name: 'English' }).click();
    await choice.selectOption('');
    await expect.poll(() => page.locator('.call-day').count()).toBe(10);
  });

  it('opens a call to its own timeline: what is stored, and nothing else', async () => {
    await open();
    const call = page.locator('.call').first();
    await call.getByText('How this call went').click();
    await expect
      .poll(() => call.locator('.timeline-moments li').allTextContents())
      .toEqual([
        '0:30 The caller sounded tense until 1:20 (angry at 0:45)',
        '1:30 Cue: One slow breath',
        '3:20 The caller sounded tense until the call ended (most tense at 3:40)',
        ' After the call: reset taken',
      ]);
    await expect.poll(() => call.locator('.timeline-stretch').count()).toBe(2);
    const picture = (await call.locator('.timeline-picture').boundingBox())!;
    const cue = (await call.locator('.timeline-cue').boundingBox())!;
    const share = (cue.x + cue.width / 2 - picture.x) / picture.width;
    expect(share).toBeCloseTo(90_000 / 240_000, 1);
    await expect
      .poll(() => call.locator('.own-side dd').allTextContents())
      .toEqual([
        '42\u00a0%',
        '0',
        '0.3\u00a0s',
        '1.1\u00a0× your start',
        '+2\u00a0dB from your start',
        'not measured',
        'not measured',
      ]);
    await call.getByText('How is this counted?').click();
    await call.getByText('Your pace = average of your syllables per second').waitFor();
    await expectAccessible();
    await keepPicture(page, 'my-calls-timeline');
  });

  it('asks before a call is deleted: nothing has gone until the answer', async () => {
    await open();
    const first = page.locator('.call').first();
    await first.getByRole('button', { name: 'Delete this call' }).click();
    await first.getByText('This cannot be undone.').waitFor();
    expect(await storage.db.selectFrom('calls').select('id').execute()).toHaveLength(19);
    await first.getByRole('button', { name: 'Keep' }).click();
    await expect.poll(() => page.locator('.call').count()).toBe(1);
    expect(await storage.db.selectFrom('calls').select('id').execute()).toHaveLength(19);
  });

  it('draws trends from the third week on, with round axes and units', async () => {
    await open();
    const strain = page.locator('.trend').first();
    const labels = async () => (await strain.locator('text').allTextContents()).slice(0, 6);
    await expect.poll(labels).toEqual(['of 100', '0', '50', '100', expect.any(String), expect.any(String)]);
    const calls = (await page.locator('#calls').boundingBox())!;
    const trends = (await page.locator('#trends').boundingBox())!;
    expect(trends.y).toBeGreaterThan(calls.y);
    await storage.db
      .deleteFrom('calls')
      .where('started_at', '<', NEWEST_CALL_AT - 9 * 86_400_000)
      .execute();
    await page.reload();
    await page.locator('.call').first().waitFor();
    await expect.poll(() => page.locator('#trends').count()).toBe(0);
  });

  it('reads well in Chinese, in the dark, on a narrow screen', async () => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 340, height: 900 });
    await open();
    await page.getByRole('button', { name: '中文' }).click();
    // The per cent sign stands close to its number.
    await expect
      .poll(() => page.locator('.trend-now').allTextContents())
      .toContainEqual(expect.stringMatching(/^\d+%$/));
    await page.getByRole('heading', { name: '我的通话' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(340);
    await expectAccessible();
    await keepPicture(page, 'my-calls-zh-CN-dark');
  });

  it('keeps a private note and a check-in', async () => {
    await open();
    const note = page.getByRole('textbox', { name: 'Private note' }).first();
    await note.fill('Sooner: name the fee first.');
    await note.blur();
    await page.getByText('Saved').waitFor();
    await page.getByRole('button', { name: 'Drained' }).click();
    await page.getByText('Noted.').waitFor();
    const before = page.getByRole('list', { name: 'What you answered before' });
    await expect
      .poll(() => before.getByRole('listitem').allTextContents())
      .toEqual([expect.stringMatching(/Drained$/)]);
    await page.reload();
    await page.locator('.call').first().waitFor();
    await expect
      .poll(() => page.getByRole('textbox', { name: 'Private note' }).first().inputValue())
      .toBe('Sooner: name the fee first.');
    const checkIns = await storage.db.selectFrom('check_ins').selectAll().execute();
    expect(checkIns.map(({ feeling }) => feeling)).toEqual(['drained']);
  });

  it('exports everything, deletes one call, then everything, and nobody else’s', async () => {
    await open();
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export JSON' }).click();
    const file = readFileSync(await (await saving).path(), 'utf8');
    expect((JSON.parse(file) as { calls: unknown[] }).calls).toHaveLength(18);
    const savingTable = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export CSV' }).click();
    const table = readFileSync(await (await savingTable).path(), 'utf8');
    expect(table.trim().split('\n')).toHaveLength(1 + 18);
    expect(table).not.toContain('of-bo');
    await page.getByRole('button', { name: 'Delete this call' }).first().click();
    await page.getByRole('button', { name: 'Yes, delete' }).click();
    await expect
      .poll(async () => (await storage.db.selectFrom('calls').select('id').execute()).length)
      .toBe(18);
    await page.getByRole('button', { name: 'Delete everything' }).click();
    await page.getByRole('button', { name: 'Keep' }).click();
    await expect.poll(() => page.locator('.call-day').count()).toBe(10);
    await page.getByRole('button', { name: 'Delete everything' }).click();
    await page.getByRole('button', { name: 'Yes, delete' }).click();
    await page.getByText('No calls are kept').waitFor();
    const left = await storage.db.selectFrom('calls').select('agent_id').execute();
    expect(left).toEqual([{ agent_id: 'bo' }]);
  });

  it.each(['lead:acme:lea', 'admin:acme:ann', 'agent:other:ana', 'agent:acme:bo', 'nonsense'])(
    'shows nothing of hers to %s',
    async (token) => {
      await page.goto(`${url}/my-calls.html#token=${token}`);
      await page.getByRole('heading', { name: 'My calls', level: 1 }).waitFor();
      await page.locator('.quiet').first().waitFor();
      const theirs = token === 'agent:acme:bo' ? 1 : 0;
      await expect.poll(() => page.locator('.call').count()).toBe(theirs);
      await expect.poll(() => page.locator('main').textContent()).not.toContain('Caller louder');
      // The refusals are on the console: that is where they belong.
      faults.splice(0);
    },
  );

  it('does not say that a note is saved when it is not', async () => {
    await open();
    await page.route('**/note', (route) => route.abort());
    const note = page.getByRole('textbox', { name: 'Private note' }).first();
    await note.fill('Lost');
    await note.blur();
    await page.getByText('That did not work').waitFor();
    await expect.poll(() => page.getByText('Saved').count()).toBe(0);
    faults.splice(0);
  });

  it('says what to do without a sign-in', async () => {
    await page.goto(`${url}/my-calls.html`);
    await page.getByText('Open this page from your panel').waitFor();
  });
});
