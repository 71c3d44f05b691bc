import Fastify, { type FastifyInstance } from 'fastify';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorHandler } from '../../../src/http/error-handler.js';
import { measureTexts } from '../../../src/i18n/texts/measure-texts.js';
import { openStorage, type Storage } from '../../../src/storage/storage.js';
import { DISCLOSURE } from '../../../src/wellbeing/exposure/disclosure.js';
import {
  type ExposureChoices,
  type ExposureReport,
  exposureRoutes,
} from '../../../src/wellbeing/exposure/exposure-routes.js';
import { valueIfShown } from '../../../src/wellbeing/exposure/measure-value.js';
import { MEASURE_IDS } from '../../../src/wellbeing/exposure/measures.js';
import { publishDue } from '../../../src/wellbeing/exposure/publisher.js';
import { writeMadeUpCentre } from '../../../src/wellbeing/made-up-centre/made-up-centre.js';
import { DATABASES, SILENT_LOG, type TestDatabase, WRITER_OPTIONS } from '../../support/databases.js';
import { bearer, requireRight } from '../../support/http-principals.js';

const END_MS = Date.UTC(2026, 5, 1);
const WEEK_MS = 7 * 86_400_000;

describe.each(DATABASES.filter(({ skip }) => !skip))('exposure on $name', ({ make }) => {
  let database: TestDatabase;
  let storage: Storage;
  let app: FastifyInstance;
  const lead = bearer('lead', 'acme', 'lea');

  beforeAll(async () => {
    database = await make();
    storage = await openStorage({ ...database.choice, ...WRITER_OPTIONS }, SILENT_LOG);
    const plan = { tenant: 'acme', agents: 40, teams: 2, days: 35, calls: 8, endMs: END_MS, seed: 5 };
    await writeMadeUpCentre(storage.db, plan);
    const options = { rule: DISCLOSURE, delayMs: 86_400_000, minimumHistoryWeeks: 4 };
    await publishDue(storage.db, 'acme', options, END_MS + 2 * 86_400_000);
    app = Fastify();
    app.setErrorHandler(errorHandler(pino({ level: 'silent' }) as never));
    await app.register(
      exposureRoutes({ db: storage.db, requireRight, now: () => END_MS + WEEK_MS, rule: DISCLOSURE }),
    );
  }, 120_000);

  afterAll(async () => {
    await app.close();
    await storage.close(1_000);
    await database.dispose();
  });

  async function report(query = '', headers = lead): Promise<ExposureReport> {
    return (
      await app.inject({ url: `/v1/exposure/report?from=2026-W18&to=2026-W22${query}`, headers })
    ).json();
  }

  it('gives published weeks, teams by name and every measure', async () => {
    const choices: ExposureChoices = (
      await app.inject({ url: '/v1/exposure/options', headers: lead })
    ).json();
    expect(choices.teams.map(({ name }) => name)).toEqual(['Billing', 'Cards']);
    expect(choices.weeks).toContain('2026-W20');
    expect(choices.measures.map(({ id }) => id)).toEqual(MEASURE_IDS);
  });

  it('gives totals that are the sums of the raw rows, within the rounding of each cell', async () => {
    const { totals, coverage, k } = await report();
    expect(k).toBe(10);
    expect(coverage.shown).toBeGreaterThan(0);
    const hard = await storage.db
      .selectFrom('calls')
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .where('tenant', '=', 'acme')
      .where('hard', '=', 1)
      .where('started_at', '>=', Date.UTC(2026, 3, 27))
      .where('started_at', '<', END_MS)
      .executeTakeFirstOrThrow();
    const shown = valueIfShown(totals.hardCalls);
    expect(Math.abs(shown!.value - Number(hard.n))).toBeLessThanOrEqual(
      shown!.cells * (DISCLOSURE.roundTo / 2),
    );
  });

  it('says the same of weeks whose sums are not stored, or damaged', async () => {
    const before = await report();
    expect(before.heatMap.some((cell) => typeof cell === 'object')).toBe(true);
    const sums = storage.db.selectFrom('published_cells').selectAll().where('grain', '=', 'sums');
    const [damaged, ...stored] = await sums.execute();
    expect(stored.length).toBeGreaterThan(3);
    await storage.db.deleteFrom('published_cells').where('grain', '=', 'sums').execute();
    expect(await report()).toEqual(before);
    await storage.db
      .insertInto('published_cells')
      .values([{ ...damaged!, numbers: '{"measures":{}}' }, ...stored])
      .execute();
    expect(await report()).toEqual(before);
  });

  it('forgets a week that retention has taken away, though it has told of it before', async () => {
    const week = '2026-W21';
    const before = await report();
    const cells = await storage.db
      .selectFrom('published_cells')
      .selectAll()
      .where('week', '=', week)
      .execute();
    await storage.db.deleteFrom('published_cells').where('week', '=', week).execute();
    const after = await report();
    expect(after.trend.find((one) => one.week === week)?.measures.hardCalls).toBe('hidden');
    expect(valueIfShown(after.totals.hardCalls)!.cells).toBeLessThan(
      valueIfShown(before.totals.hardCalls)!.cells,
    );
    await storage.db.insertInto('published_cells').values(cells).execute();
  });

  it('limits a lead to their teams, and refuses a team that is not theirs', async () => {
    const limited = bearer('lead', 'acme', 'leo', 'team-01');
    expect((await report('', limited)).teams.map(({ name }) => name)).toEqual(['Cards']);
    const answer = await app.inject({ url: '/v1/exposure/report?teams=team-00', headers: limited });
    expect(answer.json().code).toBe('exposure.team-unknown');
    expect((await report('', bearer('lead', 'other', 'x'))).teams).toEqual([]);
  });

  it.each(['agent', 'admin', 'source', 'binder'] as const)('refuses a %s', async (role) => {
    const answer = await app.inject({ url: '/v1/exposure/report', headers: bearer(role, 'acme', 'x') });
    expect(answer.statusCode).toBe(403);
  });

  it('refuses a range that is none', async () => {
    const answer = await app.inject({ url: '/v1/exposure/report?from=2026-W20&to=2026-W10', headers: lead });
    expect(answer.json().code).toBe('exposure.range-invalid');
  });

  it('names no agent anywhere, and has no number of the agent’s channel', async () => {
    const csv = await app.inject({ url: '/v1/exposure/report?format=csv', headers: lead });
    const text = `${JSON.stringify(await report())}${csv.body}`;
    expect(text).not.toMatch(/agent-\d/);
    expect(text).not.toMatch(/talk|overlap|latency|articulation|rate_ratio/i);
    expect(csv.body.split('\r\n')[0]).toBe('view,of,measure,value,low_95,high_95,agents_at_least');
    expect(csv.body).toMatch(/^effect,.*,cueWrongShare,/m);
    expect(csv.body).toMatch(/^quality,\d{4}-W\d\d,withoutNotice,[\w-]+,,,10\r$/m);
  });
});

it('has a text with formula and caveat for every measure, in every language', () => {
  for (const texts of Object.values(measureTexts))
    expect(Object.keys(texts).sort()).toEqual([...MEASURE_IDS].sort());
});
