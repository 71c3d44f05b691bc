import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leadSource } from '../../../src/storage/lead-source.js';
import { openStorage, type Storage } from '../../../src/storage/storage.js';
import { firstWords } from '../../../src/web/exposure/first-words.js';
import { DISCLOSURE } from '../../../src/wellbeing/exposure/disclosure.js';
import { type ExposureReport, exposureReport } from '../../../src/wellbeing/exposure/exposure-report.js';
import { publishDue } from '../../../src/wellbeing/exposure/publisher.js';
import { readPeriods } from '../../../src/wellbeing/exposure/read-periods.js';
import { writeMadeUpCentre } from '../../../src/wellbeing/made-up-centre/made-up-centre.js';
import { DATABASES, SILENT_LOG, type TestDatabase, WRITER_OPTIONS } from '../../support/databases.js';

const DAY_MS = 86_400_000;
const END_MS = Date.UTC(2026, 5, 1);
/** Monday of 2026-W11: twelve weeks. */
const FROM_MS = Date.UTC(2026, 2, 9);
/** The effect is published for blocks of four weeks; the last one that is over ends with 2026-W20. */
const BLOCKS_END_MS = Date.UTC(2026, 4, 18);
const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
/** The same in Chinese. */
const IN_CHINESE: Readonly<Record<string, string>> = {
  Mondays: '周一',
  Tuesdays: '周二',
  Wednesdays: '周三',
  Thursdays: '周四',
  Fridays: '周五',
  Saturdays: '周六',
  Sundays: '周日',
  mornings: '上午',
  noon: '中午',
  afternoons: '下午',
  evenings: '晚上',
  nights: '夜间',
};
const PARTS = { nights: [0, 6], mornings: [6, 11], noon: [11, 13], afternoons: [13, 18], evenings: [18, 24] };

type Raw = Readonly<Record<string, number>>;

describe('The lead’s three sentences, worked out again from the raw rows', () => {
  const sqlite = DATABASES.find(({ name }) => /sqlite/i.test(name))!;
  let database: TestDatabase;
  let storage: Storage;
  let report: ExposureReport;

  beforeAll(async () => {
    database = await sqlite.make();
    storage = await openStorage({ ...database.choice, ...WRITER_OPTIONS }, SILENT_LOG);
    const plan = { tenant: 'acme', agents: 60, teams: 4, days: 91, calls: 14, endMs: END_MS, seed: 1 };
    await writeMadeUpCentre(storage.db, plan);
    const options = { rule: DISCLOSURE, delayMs: DAY_MS, minimumHistoryWeeks: 4 };
    await publishDue(storage.db, 'acme', options, END_MS + 2 * DAY_MS);
    const source = leadSource(storage.db);
    const teams = await source.selectFrom('teams').select(['team_id as teamId', 'name']).execute();
    const range = { fromWeek: '2026-W11', toWeek: '2026-W22', teams };
    const teamIds = teams.map(({ teamId }) => teamId);
    report = await exposureReport(
      range,
      await readPeriods(source, { ...range, tenant: 'acme', teamIds }),
      DISCLOSURE,
    );
  }, 300_000);

  afterAll(async () => {
    await storage.close(1_000);
    await database.dispose();
  });

  const dayShare = (hour: number) => {
    const cell = report.heatMap[hour];
    return typeof cell === 'object' ? cell.dayTenseShare : null;
  };

  async function rows(query: ReturnType<typeof sql<Raw>>): Promise<readonly Raw[]> {
    return (await query.execute(storage.db)).rows;
  }

  it('names the same hardest day and part of a day', async () => {
    const everyHour = await rows(sql<Raw>`
      select ((started_at - ${FROM_MS}) / ${DAY_MS}) % 7 as day, (started_at / 3600000) % 24 as hour,
        sum(tense_ms) * 1.0 / sum(customer_speech_ms) as share
      from calls where started_at >= ${FROM_MS} and started_at < ${END_MS} and coverage in ('complete', 'gaps')
      group by 1, 2`);
    const isTold = ({ day, hour }: Raw) => dayShare(day! * 24 + hour!) != null;
    const hourly = everyHour.filter(isTold);
    expect(hourly.length).toBeGreaterThan(50);
    const mean = (of: readonly Raw[]) => of.reduce((sum, { share }) => sum + share!, 0) / of.length;
    const overall = mean(hourly);
    const byDay = DAYS.flatMap((name, day) => {
      const own = hourly.filter((row) => row.day === day);
      return own.length === 0 ? [] : [{ name: `${name}s`, share: mean(own), day }];
    });
    const hardest = byDay.reduce((best, day) => (day.share > best.share ? day : best));
    const parts = DAYS.flatMap((name, day) =>
      Object.entries(PARTS).flatMap(([part, [from, to]]) => {
        const own = hourly.filter((row) => row.day === day && row.hour! >= from! && row.hour! < to!);
        // Neighbouring hours that share one published value cannot be told apart.
        const told = (hour: number) => dayShare(day * 24 + hour);
        const isBlurred = told(from! - 1) === told(from!) || told(to! - 1) === told(to!);
        return own.length === 0 || isBlurred || day === hardest.day
          ? []
          : [{ name: `${name} ${part}`, share: mean(own) }];
      }),
    );
    const part = parts.reduce((best, one) => (one.share > best.share ? one : best), { name: '', share: 0 });
    expect(hardest.share / overall).toBeGreaterThan(1.2);
    const alsoPart = part.share / overall >= 1.2 ? ` and ${part.name}` : '';
    expect(firstWords(report, 'en')[0]).toBe(`Hardest: ${hardest.name}${alsoPart}.`);
    const [day, partOfDay] = part.name.split(' ');
    const alsoInChinese = alsoPart === '' ? '' : `和${IN_CHINESE[`${day}s`]}${IN_CHINESE[partOfDay!]}`;
    expect(firstWords(report, 'zh-CN')[0]).toBe(
      `最棘手的时候：${IN_CHINESE[hardest.name]}${alsoInChinese}。`,
    );
  });

  it('counts the same pauses after hard calls', async () => {
    const [counted] = await rows(sql<Raw>`
      with own as (
        select hard, ended_at, coverage, started_at,
          lead(started_at) over (partition by agent_id, started_at / 86400000 order by started_at) as next_at
        from calls
      )
      select sum(case when next_at is null or next_at - ended_at >= 180000 then 1 else 0 end) * 10.0 / count(*) as tenths
      from own where hard = 1 and coverage in ('complete', 'gaps')
        and started_at >= ${FROM_MS} and started_at < ${END_MS}`);
    const n = Math.round(counted!.tenths!);
    expect(firstWords(report, 'en')[1]).toBe(`${n} in 10 hard calls were followed by three quiet minutes.`);
    expect(firstWords(report, 'zh-CN')[1]).toBe(`每 10 通棘手通话中，有 ${n} 通之后有三分钟空档。`);
  });

  it('finds the same effect of cues', async () => {
    const arms = await rows(sql<Raw>`
      select outcome = 'shown' as shown, count(*) as n, avg(s) as mean,
        (sum(s * s) - count(*) * avg(s) * avg(s)) / (count(*) - 1) as variance
      from (
        select outcome,
          case when end_ms is null then 180.0
               else min(180.0, max(0.0, (started_at + end_ms - decided_at) / 1000.0)) end as s
        from cue_log join calls on calls.id = cue_log.call_id join episodes on call_row = calls.id
        where decided_at < ${BLOCKS_END_MS}
      ) group by 1 order by 1`);
    const [held, shown] = arms;
    const sooner = held!.mean! - shown!.mean!;
    const error = 1.96 * Math.sqrt(held!.variance! / held!.n! + shown!.variance! / shown!.n!);
    const [by, low, high] = [sooner, sooner - error, sooner + error].map(Math.round);
    expect(firstWords(report, 'en')[2]).toBe(
      `With cues, callers were calm ${by}\u00a0s sooner (between ${low} and ${high}\u00a0s).`,
    );
    expect(firstWords(report, 'zh-CN')[2]).toBe(
      `有提示时，客户早 ${by} 秒平静下来（${low} 到 ${high} 秒）。`,
    );
  });

  it('says so where the numbers are hidden or tell nothing', () => {
    const hidden = {
      ...report,
      heatMap: report.heatMap.map(() => 'hidden' as const),
      totals: { ...report.totals, breakShare: 'hidden' as const },
      effect: { ...report.effect, holdOut: null },
    };
    expect(firstWords(hidden, 'en')).toEqual([
      'The hours are hidden: too few people worked in each.',
      'How many hard calls were followed by three quiet minutes is hidden for these weeks.',
      'It is too early to say whether cues help.',
    ]);
    const flat = {
      ...report,
      heatMap: report.heatMap.map(() => ({ tenseShare: 0.04, dayTenseShare: 0.04, agentsAtLeast: 10 })),
    };
    expect(firstWords(flat, 'en')[0]).toBe('No day or hour stands out.');
  });
});
