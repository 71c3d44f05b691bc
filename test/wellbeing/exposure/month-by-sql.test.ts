import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { weekSpan } from '../../../src/people/week-calendar.js';
import { leadSource } from '../../../src/storage/lead-source.js';
import { openStorage, type Storage } from '../../../src/storage/storage.js';
import { DISCLOSURE } from '../../../src/wellbeing/exposure/disclosure.js';
import { exposureReport } from '../../../src/wellbeing/exposure/exposure-report.js';
import { valueIfShown } from '../../../src/wellbeing/exposure/measure-value.js';
import type { MeasureId } from '../../../src/wellbeing/exposure/measures.js';
import { publishDue } from '../../../src/wellbeing/exposure/publisher.js';
import { readPeriods } from '../../../src/wellbeing/exposure/read-periods.js';
import { writeMadeUpCentre } from '../../../src/wellbeing/made-up-centre/made-up-centre.js';
import { DATABASES, SILENT_LOG, type TestDatabase, WRITER_OPTIONS } from '../../support/databases.js';

const END_MS = Date.UTC(2026, 5, 1);
/** May 2026 in whole weeks: those whose Thursday is in May. */
const MAY = ['2026-W19', '2026-W20', '2026-W21', '2026-W22'] as const;
const TEAMS = ['team-00', 'team-01'] as const;

type Raw = Readonly<Record<string, number>>;

describe.each(DATABASES.filter(({ skip }) => !skip))('the month’s report on $name', ({ make }) => {
  let database: TestDatabase;
  let storage: Storage;

  beforeAll(async () => {
    database = await make();
    storage = await openStorage({ ...database.choice, ...WRITER_OPTIONS }, SILENT_LOG);
    const plan = { tenant: 'acme', agents: 44, teams: 2, days: 35, calls: 12, endMs: END_MS, seed: 11 };
    await writeMadeUpCentre(storage.db, plan);
    const options = { rule: DISCLOSURE, delayMs: 86_400_000, minimumHistoryWeeks: 4 };
    await publishDue(storage.db, 'acme', options, END_MS + 2 * 86_400_000);
  }, 300_000);

  afterAll(async () => {
    await storage.close(1_000);
    await database.dispose();
  });

  async function reportOf(team: string, fromWeek: string, toWeek: string) {
    const range = { fromWeek, toWeek, teams: [{ teamId: team, name: team }] };
    const periods = await readPeriods(leadSource(storage.db), { ...range, tenant: 'acme', teamIds: [team] });
    return exposureReport(range, periods, DISCLOSURE);
  }

  /** The measures' printed formulas as plain SQL over the raw rows: no code of the product takes part. */
  async function rawNumbers(team: string, week: string): Promise<Raw> {
    const { from, to } = weekSpan(week, 'utc');
    const members = sql`select agent_id from memberships where tenant = 'acme' and team_id = ${team}`;
    const calls = await sql<Raw>`
      with own as (
        select calls.*, lag(hard) over day as before_hard, lead(started_at) over day as next_at from calls
        where tenant = 'acme' and agent_id in (${members}) and started_at >= ${from} and started_at < ${to}
        window day as (partition by agent_id, started_at / 86400000 order by started_at)
      ), heard as (select * from own where coverage in ('complete', 'gaps'))
      select count(*) as heard, sum(hard) as hard,
        sum(case when hard = 1 and (next_at is null or next_at - ended_at >= 180000) then 1 else 0 end) as with_break,
        sum(case when hard = 1 and before_hard = 1 then 1 else 0 end) as after_hard,
        sum(ended_at - started_at) / 60000.0 as call_minutes,
        sum(dead_air_ms) / 60000.0 as quiet_minutes,
        sum(tense_ms) / 60000.0 as tense_minutes,
        sum(customer_speech_ms) / 60000.0 as speech_minutes
      from heard`.execute(storage.db);
    const stretches = await sql<Raw>`
      select count(*) as stretches, count(recovery_ms) as recovered, sum(recovery_ms) / 60000.0 as recovery_minutes
      from episodes join calls on calls.id = episodes.call_row
      where tenant = 'acme' and agent_id in (${members}) and started_at >= ${from} and started_at < ${to}
        and coverage in ('complete', 'gaps')`.execute(storage.db);
    const resets = await sql<Raw>`
      select count(distinct call_id) as offered, sum(case when outcome = 'taken' then 1 else 0 end) as taken,
        sum(case when outcome = 'skipped' then 1 else 0 end) as skipped
      from resets where tenant = 'acme' and agent_id in (${members}) and at >= ${from} and at < ${to}`.execute(
      storage.db,
    );
    const all = { ...calls.rows[0], ...stretches.rows[0], ...resets.rows[0] };
    return Object.fromEntries(Object.entries(all).map(([name, value]) => [name, Number(value)]));
  }

  const five = (value: number) => Math.round(value / 5) * 5;
  const FORMULAS: Partial<Record<MeasureId, (raw: Raw) => number>> = {
    hardCalls: (raw) => five(raw.hard!),
    hardShare: (raw) => five(raw.hard!) / five(raw.heard!),
    breakShare: (raw) => five(raw.with_break!) / five(raw.hard!),
    hardAfterHardShare: (raw) => five(raw.after_hard!) / five(raw.hard!),
    timeBetweenHard: (raw) => five(raw.call_minutes!) / five(raw.hard!),
    handleTime: (raw) => five(raw.call_minutes!) / five(raw.heard!),
    quietShare: (raw) => five(raw.quiet_minutes!) / five(raw.call_minutes!),
    recoveredShare: (raw) => five(raw.recovered!) / five(raw.stretches!),
    recoveryTime: (raw) => five(raw.recovery_minutes!) / five(raw.recovered!),
    resetsOffered: (raw) => five(raw.offered!),
    resetsTakenShare: (raw) => five(raw.taken!) / five(raw.offered!),
    resetsSkippedShare: (raw) => five(raw.skipped!) / five(raw.offered!),
  };

  it('says of every team and week what SQL over the raw rows says', async () => {
    let compared = 0;
    for (const team of TEAMS)
      for (const week of MAY) {
        const { totals } = await reportOf(team, week, week);
        const raw = await rawNumbers(team, week);
        for (const [id, formula] of Object.entries(FORMULAS)) {
          const shown = valueIfShown(totals[id as MeasureId]);
          if (shown === null) continue;
          expect(shown.value, `${team} ${week} ${id}`).toBeCloseTo(formula(raw), 10);
          compared += 1;
        }
      }
    expect(compared).toBeGreaterThan(60);
  });

  it('adds the weeks up to the month, and the hours to the minutes that were spoken', async () => {
    for (const team of TEAMS) {
      const { totals, trend, heatMap } = await reportOf(team, MAY[0], MAY[3]);
      const weeks = await Promise.all(MAY.map((week) => rawNumbers(team, week)));
      const sum = (pick: (raw: Raw) => number) => weeks.reduce((all, raw) => all + pick(raw), 0);
      expect(valueIfShown(totals.hardCalls)?.value).toBe(sum((raw) => five(raw.hard!)));
      expect(valueIfShown(totals.hardShare)?.value).toBeCloseTo(
        sum((raw) => five(raw.hard!)) / sum((raw) => five(raw.heard!)),
        10,
      );
      expect(trend.map(({ week }) => week)).toEqual(MAY);
      // Each hour's slot is rounded to five minutes by itself.
      const tenseMinutes = valueIfShown(totals.tenseMinutes)!;
      const tenseShare = valueIfShown(totals.tenseShare)!.value;
      expect(Math.abs(tenseMinutes.value - sum((raw) => raw.tense_minutes!))).toBeLessThanOrEqual(
        tenseMinutes.cells * 2.5,
      );
      const share = sum((raw) => raw.tense_minutes!) / sum((raw) => raw.speech_minutes!);
      expect(tenseShare / share).toBeGreaterThan(0.93);
      expect(tenseShare / share).toBeLessThan(1.07);
      expect(heatMap.filter((cell) => typeof cell === 'object').length).toBeGreaterThan(24);
    }
  });
});
