import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../../src/storage/database.js';
import { leadSource } from '../../../src/storage/lead-source.js';
import { migrate } from '../../../src/storage/migrator.js';
import { DISCLOSURE } from '../../../src/wellbeing/exposure/disclosure.js';
import { publishDue } from '../../../src/wellbeing/exposure/publisher.js';
import { type ReadCell, readCells } from '../../../src/wellbeing/exposure/read-cells.js';
import { SILENT_LOG } from '../../support/databases.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const BERLIN = 'Europe/Berlin';
const NEW_YORK = 'America/New_York';

const formatIn = (timeZone: string) =>
  new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'short', hour: 'numeric', hourCycle: 'h23' });
const FORMATS = { [BERLIN]: formatIn(BERLIN), [NEW_YORK]: formatIn(NEW_YORK) };

/** Local time by `Intl`, apart from the calendar that is under test. Monday = 0. */
function local(at: number, zone: keyof typeof FORMATS): { readonly day: number; readonly hour: number } {
  const [weekday = '', hour] = FORMATS[zone]!.format(at).split(/[ ,]+/);
  return { day: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(weekday), hour: Number(hour) };
}

type Home = 'night' | 'day';

const isNight = (at: number) => {
  const { hour } = local(at, BERLIN);
  return hour >= 22 || hour < 6;
};
const isDay = (at: number) => {
  const { hour } = local(at, NEW_YORK);
  return hour >= 9 && hour < 17;
};

/** The local week that begins within a day of the given Monday. */
function localWeek(mondayMs: number, zone: keyof typeof FORMATS) {
  const from = (start: number) => Array.from({ length: 50 }, (_, hours) => start + hours * HOUR_MS);
  const begin = from(mondayMs).find((at) => local(at, zone).day === 0 && local(at, zone).hour === 0)!;
  return { begin, end: from(begin + 6 * DAY_MS).find((at) => local(at, zone).day === 0)! };
}

/**
 * Twelve people on nights in Berlin, twelve on days in New York, two who work both, each with a call every twenty
 * minutes of the week's real time in which their shift is on.
 */
async function published(mondayMs: number, week: string) {
  const db = openDatabase({ kind: 'sqlite', file: ':memory:' }, SILENT_LOG, 0);
  await migrate(db, 'latest');
  const tenant = 'acme';
  const team = (team_id: string, time_zone: string) => ({
    tenant,
    team_id,
    name: team_id,
    time_zone,
    updated_at: 0,
  });
  await db
    .insertInto('teams')
    .values([team('night', BERLIN), team('day', NEW_YORK)])
    .execute();
  const shift = (team_id: string, start: number, end: number) => ({
    ...{ tenant, team_id, shift_id: 's', name: 's', weekdays: '1234567' },
    ...{ start_minute: start * 60, end_minute: end * 60 },
  });
  await db
    .insertInto('shifts')
    .values([shift('night', 22, 6), shift('day', 9, 17)])
    .execute();
  const people = Array.from({ length: 26 }, (_, n) => ({
    agentId: `a${n}`,
    teams: (n < 12 ? ['night'] : n < 24 ? ['day'] : n === 24 ? ['night', 'day'] : ['day', 'night']) as Home[],
  }));
  for (const { agentId, teams } of people)
    for (const [order, team_id] of teams.entries())
      await db
        .insertInto('memberships')
        .values({ tenant, team_id, agent_id: agentId, from_at: order, to_at: null })
        .execute();
  const expected = { night: 0, day: 0 };
  const nightsAlone = new Set(people.slice(0, 12).map(({ agentId }) => agentId));
  let callsOfNightsAlone = 0;
  const homes = new Map<string, Home>();
  const minutes = new Map<string, number>();
  const rows = people.flatMap(({ agentId, teams }, n) => {
    const own = [];
    // A day more on either side: what belongs to the week is for the calendar to say.
    for (let at = mondayMs - DAY_MS + n * 1000; at < mondayMs + 8 * DAY_MS; at += 20 * 60_000) {
      // Where both shifts are on, the team that they have been in longest: the first.
      const home = teams.find((name) => (name === 'night' ? isNight(at) : isDay(at)));
      if (home === undefined) continue;
      homes.set(`${agentId}-${at}`, home);
      own.push({
        ...{ id: `${agentId}-${at}`, tenant, platform: 'p', call_id: `${agentId}-${at}`, agent_id: agentId },
        ...{ started_at: at, ended_at: at + 600_000, customer_speech_ms: 300_000, tense_ms: 60_000 },
        ...{ angry_ms: 0, anxious_ms: 0, strain: 1, hard: n % 3 === 0 && at % 7 === 0 ? 1 : 0, hold_ms: 0 },
        ...{ dead_air_ms: 60_000, coverage: 'complete' },
      });
    }
    return own;
  });
  for (let from = 0; from < rows.length; from += 500)
    await db
      .insertInto('calls')
      .values(rows.slice(from, from + 500))
      .execute();
  const zoneOf = { night: BERLIN, day: NEW_YORK } as const;
  const weeks = { night: localWeek(mondayMs, BERLIN), day: localWeek(mondayMs, NEW_YORK) };
  for (const { id, agent_id, started_at } of rows) {
    const home = homes.get(id)!;
    const { begin, end } = weeks[home];
    if (started_at < begin || started_at >= end) continue;
    expected[home] += 1;
    if (nightsAlone.has(agent_id)) callsOfNightsAlone += 1;
    const { day, hour } = local(started_at, zoneOf[home]);
    const key = `${home} ${day * 24 + hour}`;
    minutes.set(key, (minutes.get(key) ?? 0) + 5);
  }
  const options = { rule: DISCLOSURE, delayMs: DAY_MS, minimumHistoryWeeks: 1 };
  await publishDue(db, tenant, options, mondayMs + 30 * DAY_MS);
  const range = { tenant, teamIds: ['night', 'day'], fromWeek: week, toWeek: week };
  const cells = await readCells(leadSource(db), range);
  await db.destroy();
  return { cells, expected, minutes, callsOfNightsAlone };
}

const callsOf = (cells: readonly ReadCell[], teamId: string) =>
  cells.find((cell) => cell.teamId === teamId && cell.grain === 'week')?.numbers.heardCalls;

describe.each([
  { change: 'spring in Berlin', monday: Date.UTC(2026, 2, 22, 23), week: '2026-W13', hoursAtNight: 55 },
  { change: 'autumn in Berlin', monday: Date.UTC(2026, 9, 18, 22), week: '2026-W43', hoursAtNight: 57 },
  { change: 'spring in New York', monday: Date.UTC(2026, 2, 1, 23), week: '2026-W10', hoursAtNight: 56 },
  { change: 'autumn in New York', monday: Date.UTC(2026, 9, 25, 23), week: '2026-W44', hoursAtNight: 56 },
])('$change', ({ monday, week, hoursAtNight }) => {
  it('counts every call of a night shift once, in its local hour and in one team', async () => {
    const { cells, expected, minutes, callsOfNightsAlone } = await published(monday, week);
    expect(callsOf(cells, 'night')).toBe(Math.round(expected.night / 5) * 5);
    expect(callsOf(cells, 'day')).toBe(Math.round(expected.day / 5) * 5);
    // Three calls an hour in every hour that the clocks really gave: one less in spring, one more in autumn.
    expect(callsOfNightsAlone).toBe(12 * 3 * hoursAtNight);

    for (const { teamId, grain, hours, numbers } of cells) {
      if (grain !== 'slot') continue;
      let spoken = 0;
      for (const { from, to } of hours)
        for (let hour = from; hour < to; hour += 1) spoken += minutes.get(`${teamId} ${hour}`) ?? 0;
      expect(Math.abs((numbers.speechMinutes ?? 0) - spoken)).toBeLessThanOrEqual(2.5);
    }
    const slots = cells.filter(({ grain, teamId }) => grain === 'slot' && teamId === 'night');
    const covered = slots.flatMap(({ hours }) => hours).reduce((sum, { from, to }) => sum + to - from, 0);
    expect(slots.length).toBeGreaterThan(40);
    expect(covered).toBeGreaterThanOrEqual(55);
  }, 120_000);
});
