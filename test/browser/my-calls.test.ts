import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { FastifyInstance, FastifyPluginCallback } from 'fastify';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createHttpServer } from '../../src/http/http-server.js';
import { listen } from '../../src/http/listen.js';
import { myCallsRoutes } from '../../src/storage/own-records/my-calls-routes.js';
import { openStorage, type Storage } from '../../src/storage/storage.js';
import type { StoredRecord } from '../../src/storage/stored-record.js';
import { createLogger } from '../../src/telemetry/logger.js';
import { createMetrics } from '../../src/telemetry/metrics.js';
import { keepPicture, openBrowser } from '../support/browser.js';
import { DATABASES, SILENT_LOG, type TestDatabase, WRITER_OPTIONS } from '../support/databases.js';
import { requireRight } from '../support/http-principals.js';
import { lacks } from '../support/requirements.js';
import { cueRecord, KEY, SUMMARY } from '../support/stored-records.js';

const DAY_MS = 86_400_000;
const NOW = new Date(2026, 10, 20, 12).getTime();

/** Without a sign-in at a provider: pages live on the tokens that they are opened with. */
const nobodySignedIn: FastifyPluginCallback = (app, _options, done) => {
  app.post('/v1/session/token', { config: { openTo: 'own-session' } }, async () => ({
    token: null,
    ended: null,
    provider: false,
  }));
  done();
};

/** Six weeks of calls of one agent, and one call of another. */
function records(): StoredRecord[] {
  const calls = Array.from({ length: 18 }, (_, index): StoredRecord => {
    const strain = 20 + ((index * 37) % 60);
    return {
      type: 'call',
      key: { ...KEY, callId: `c-${index}` },
      startedAt: NOW - index * 2.3 * DAY_MS,
      summary: {
        ...SUMMARY,
        durationMs: 240_000 + index * 20_000,
        tenseMs: strain * 900,
        strain,
        hard: strain > 60,
        ownFacts: { ...SUMMARY.ownFacts, talkShare: 0.42 + (index % 5) / 50, agentOverlaps: index % 4 },
      },
    };
  });
  const at = NOW + 90_000;
  return [
    ...calls,
    {
      ...cueRecord({ callId: 'c-0' }, at, 'q-1'),
      reason: { key: 'louder', values: { levelDb: 6, seconds: 9 }, mood: null },
    } as StoredRecord,
    { type: 'feedback', key: { ...KEY, callId: 'c-0' }, cueId: 'q-1', verdict: 'helped', at: at + 5_000 },
    { type: 'reset', key: { ...KEY, callId: 'c-0' }, offerId: 'r-1', outcome: 'taken', at: at + 200_000 },
    { type: 'call', key: { ...KEY, callId: 'of-bo', agentId: 'bo' }, startedAt: NOW, summary: SUMMARY },
  ];
}

describe.skipIf(lacks('browser'))('my calls in a real browser', () => {
  let browser: Browser;
  let database: TestDatabase;
  let storage: Storage;
  let app: FastifyInstance;
  let url: string;
  let context: BrowserContext;
  let page: Page;
  const faults: string[] = [];

  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  beforeEach(async () => {
    database = await DATABASES[0].make();
    storage = await openStorage({ ...database.choice, ...WRITER_OPTIONS }, SILENT_LOG);
    await Promise.all(records().map((record) => storage.writer.write(record)));
    app = await createHttpServer({
      logger: createLogger({ logLevel: 'silent', logIdentifiers: 'remove' }),
      metrics: createMetrics(),
      metricsToken: null,
      version: '0.0.0',
      frameAncestors: [],
      trustedProxies: [],
      bodyLimitBytes: 65_536,
      tls: null,
      webFolder: resolve('dist/web'),
      isDraining: () => false,
      checkReadiness: async () => {},
      listWarnings: async () => [],
      routes: [myCallsRoutes({ ...storage, requireRight, now: () => Date.now() }), nobodySignedIn],
    });
    url = await listen(app, { host: '127.0.0.1', port: 0 });
    context = await browser.newContext({ viewport: { width: 980, height: 1000 }, locale: 'en-GB' });
    page = await context.newPage();
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
  });
  afterEach(async () => {
    await context.close();
    await app.close();
    await storage.close(1_000);
    await database.dispose();
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
    while (await older.isVisible()) await older.click();
    const folded = page.locator('.call-day:not([open]) > summary');
    while ((await folded.count()) > 0) await folded.first().click();
  }

  async function expectAccessible(): Promise<void> {
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  }

  it('shows the own calls, cues with their reasons, and trends with formulas and tables', async () => {
    await openDays();
    expect(await page.locator('.call').count()).toBe(18);
    await page.getByText('Louder than at the start').waitFor();
    await page.getByText('you said: helped').waitFor();
    await page.locator('.trend').getByText('How is this counted?').nth(1).click();
    await page.getByText('your speaking time ÷ all speaking time × 100').waitFor();
    await page.getByText('As a table').first().click();
    expect(await page.locator('.trend').first().locator('tbody tr').count()).toBeGreaterThan(4);
    await page.getByText('As a table').first().click();
    await expectAccessible();
    await keepPicture(page, 'my-calls-en');
  });

  it('groups calls by day, newest first, and finds a day', async () => {
    await open();
    expect(await page.locator('.call').count()).toBe(1);
    expect(await page.locator('.call-day').count()).toBe(10);
    await openDays();
    const days = await page.locator('.call-day > summary').allTextContents();
    expect(days[0]).toMatch(/^Friday.*20.*2026 calls: 1$/);
    expect(days).toHaveLength(18);
    const times = await page
      .locator('.call time')
      .evaluateAll((all) => all.map((one) => one.getAttribute('datetime')!));
    expect(times).toEqual([...times].sort().reverse());
    const atHalf = new Date(times[9]!);
    const date = [atHalf.getFullYear(), atHalf.getMonth() + 1, atHalf.getDate()]
      .map((part) => String(part).padStart(2, '0'))
      .join('-');
    await page.getByLabel('Find a day').fill(date);
    await expect.poll(() => page.locator('.call').count()).toBe(1);
    expect(await page.locator('.call time').getAttribute('datetime')).toBe(times[9]);
    await page.getByLabel('Find a day').fill('2026-01-01');
    await page.getByText('No calls are kept for this day.').waitFor();
    await page.getByRole('button', { name: 'All days' }).click();
    await expect.poll(() => page.locator('.call-day').count()).toBe(10);
  });

  it('opens a call to its own timeline: what is stored, and nothing else', async () => {
    await open();
    const call = page.locator('.call').first();
    await call.getByText('Open this call').click();
    expect(await call.locator('.timeline-moments li').allTextContents()).toEqual([
      '0:30 The caller sounded tense until 1:20 (angry at 0:45)',
      '1:30 Cue: One slow breath',
      '3:20 The caller sounded tense until the call ended (most tense at 3:40)',
      ' After the call: reset taken',
    ]);
    expect(await call.locator('.timeline-stretch').count()).toBe(2);
    const picture = (await call.locator('.timeline-picture').boundingBox())!;
    const cue = (await call.locator('.timeline-cue').boundingBox())!;
    const share = (cue.x + cue.width / 2 - picture.x) / picture.width;
    expect(share).toBeCloseTo(90_000 / 240_000, 1);
    expect(await call.locator('.own-side dd').allTextContents()).toEqual([
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
    expect(await page.locator('.call').count()).toBe(1);
    expect(await storage.db.selectFrom('calls').select('id').execute()).toHaveLength(19);
  });

  it('draws trends from the third week on, with round axes and units', async () => {
    await open();
    const strain = page.locator('.trend').first();
    const labels = await strain.locator('text').allTextContents();
    expect(labels.slice(0, 6)).toEqual(['of 100', '0', '50', '100', expect.any(String), expect.any(String)]);
    const calls = (await page.locator('#calls').boundingBox())!;
    const trends = (await page.locator('#trends').boundingBox())!;
    expect(trends.y).toBeGreaterThan(calls.y);
    await storage.db
      .deleteFrom('calls')
      .where('started_at', '<', NOW - 9 * DAY_MS)
      .execute();
    await page.reload();
    await page.locator('.call').first().waitFor();
    expect(await page.locator('#trends').count()).toBe(0);
  });

  it('reads well in Chinese, in the dark, on a narrow screen', async () => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 340, height: 900 });
    await open();
    await page.getByRole('button', { name: '中文' }).click();
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
    expect(await before.getByRole('listitem').allTextContents()).toEqual([expect.stringMatching(/Drained$/)]);
    await page.reload();
    await page.locator('.call').first().waitFor();
    expect(await page.getByRole('textbox', { name: 'Private note' }).first().inputValue()).toBe(
      'Sooner: name the fee first.',
    );
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
    expect(await page.locator('.call-day').count()).toBe(10);
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
      expect(await page.locator('main').textContent()).not.toContain('Caller louder');
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
    expect(await page.getByText('Saved').count()).toBe(0);
    faults.splice(0);
  });

  it('says what to do without a sign-in', async () => {
    await page.goto(`${url}/my-calls.html`);
    await page.getByText('Open this page from your panel').waitFor();
  });
});
