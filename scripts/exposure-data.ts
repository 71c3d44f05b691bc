/**
 * Realistic calls of an organisation, for benchmarks, screenshots and trying the page: busy mornings and Monday
 * peaks, evenings with fewer people, teams with harder matters, a small effect of shown cues.
 *
 *   npx tsx scripts/exposure-data.ts [--agents 60 --teams 4 --days 90 --calls 40 --tenant demo --config FILE]
 *
 * writes into the configured database and publishes every week that is due.
 */
import { parseArgs } from 'node:util';
import type { Insertable } from 'kysely';
import { loadConfig } from '../src/config/load-config.js';
import type { Database } from '../src/storage/database.js';
import { migrate } from '../src/storage/migrator.js';
import { openDatabaseOf } from '../src/storage/storage.js';
import type { Tables } from '../src/storage/tables.js';
import { DISCLOSURE } from '../src/wellbeing/exposure/disclosure.js';
import { publishDue } from '../src/wellbeing/exposure/publisher.js';

export type ExposureDataPlan = {
  readonly tenant: string;
  readonly agents: number;
  readonly teams: number;
  readonly days: number;
  /** A day and agent. */
  readonly calls: number;
  /** Data ends before this moment. */
  readonly endMs: number;
  readonly seed: number;
  /** Nobody has a free day: the most calls that there can be. */
  readonly everyDay?: boolean;
};

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const TEAM_NAMES = [
  'Billing',
  'Cards',
  'Claims',
  'Deliveries',
  'Faults',
  'Loans',
  'Meters',
  'Moves',
  'Outages',
  'Tariffs',
];
/** Start hour of the shifts, UTC, and how many of the people work them. */
const SHIFTS = [
  { id: 'early', name: 'Early', startHour: 7, share: 0.5 },
  { id: 'late', name: 'Late', startHour: 12, share: 0.5 },
] as const;

type Rows = { [T in keyof Tables]?: Insertable<Tables[T]>[] };

/** Writes people and calls; rows go in agent by agent and day by day. Returns the number of calls. */
export async function writeExposureData(db: Database, plan: ExposureDataPlan): Promise<number> {
  const random = seeded(plan.seed);
  const startMs = Math.floor((plan.endMs - plan.days * DAY_MS) / DAY_MS) * DAY_MS;
  await writePeople(db, plan, startMs);
  let calls = 0;
  for (let day = 0; day < plan.days; day += 1) {
    const date = startMs + day * DAY_MS;
    const rows: Rows = {};
    for (let agent = 0; agent < plan.agents; agent += 1) {
      // Two free days of seven, spread over the week.
      const weekday = (new Date(date).getUTCDay() + 6) % 7;
      const isFree =
        plan.everyDay !== true &&
        (weekday === 6 ? agent % 5 !== 0 : weekday === 5 ? agent % 3 !== 0 : (agent + weekday) % 12 === 0);
      if (!isFree) calls += dayOfAgent(rows, plan, agent, date, weekday, random);
    }
    await writeRows(db, rows);
  }
  return calls;
}

function dayOfAgent(
  rows: Rows,
  plan: ExposureDataPlan,
  agent: number,
  date: number,
  weekday: number,
  random: () => number,
): number {
  const team = agent % plan.teams;
  const shift = SHIFTS[Math.floor(agent / plan.teams) % 2]!;
  const slot = (8 * HOUR_MS) / plan.calls;
  const { tenant } = plan;
  // Some teams have harder matters than others, in no order; weeks go up and down, and one week in nine is a bad one.
  const weight = 0.75 + 0.5 * (((team * 5 + 2) % 7) / 6);
  const week = Math.floor(date / (7 * DAY_MS));
  const season = week % 9 === 4 ? 1.5 : 1 + 0.14 * Math.sin(week * 1.7 + team);
  let wasHard = false;
  for (let n = 0; n < plan.calls; n += 1) {
    const startedAt = Math.round(date + shift.startHour * HOUR_MS + n * slot + random() * slot * 0.02);
    const hour = new Date(startedAt).getUTCHours();
    const duration = Math.round(slot * (0.2 + random() * 0.78));
    const peak = Math.exp(-((hour - 10.5) ** 2) / 6) + 0.7 * Math.exp(-((hour - 17) ** 2) / 5);
    const pressure: number =
      (0.03 + 0.06 * peak + (weekday === 0 ? 0.03 : 0) + (wasHard ? 0.02 : 0)) * weight * season;
    const heard = random() > 0.03;
    const hard: boolean = heard && random() < pressure;
    const speech = Math.round(duration * (0.3 + random() * 0.25));
    const id = `${tenant}-${agent}-${startedAt.toString(36)}`;
    const key = { tenant, platform: 'generated', call_id: id, agent_id: agentName(agent) };
    add(rows, 'calls', {
      id,
      ...key,
      started_at: startedAt,
      ended_at: startedAt + duration,
      customer_speech_ms: speech,
      tense_ms: heard ? Math.round(speech * (hard ? 0.25 + random() * 0.4 : random() * 0.03)) : 0,
      angry_ms: 0,
      anxious_ms: 0,
      strain: hard ? 60 + random() * 30 : random() * 30,
      hard: hard ? 1 : 0,
      hold_ms: Math.round(duration * random() * 0.08),
      dead_air_ms: Math.round(duration * random() * 0.12),
      coverage: heard ? 'complete' : random() < 0.7 ? 'no-notice' : 'gaps',
    });
    if (hard) hardCall(rows, { key, id, startedAt, duration, random });
    wasHard = hard;
  }
  return plan.calls;
}

function hardCall(
  rows: Rows,
  call: {
    readonly key: { tenant: string; platform: string; call_id: string; agent_id: string };
    readonly id: string;
    readonly startedAt: number;
    readonly duration: number;
    readonly random: () => number;
  },
): void {
  const { key, id, startedAt, duration, random } = call;
  const onset = Math.round(duration * random() * 0.4);
  const isShown = random() < 0.85;
  const calmAfter = (isShown ? 48 : 57) * 1000 * (0.4 + random() * 1.2);
  const end = Math.round(onset + 8_000 + calmAfter);
  const recovered = end < duration && random() < 0.85;
  add(rows, 'episodes', {
    call_row: id,
    onset_ms: onset,
    peak_ms: onset + 4_000,
    peak: random() < 0.6 ? 'angry' : 'tense',
    end_ms: recovered ? end : null,
    recovery_ms: recovered ? end - onset - 4_000 : null,
  });
  const decided = startedAt + onset + 8_000;
  if (onset + 8_000 < duration) {
    const outcome = isShown ? 'shown' : 'hold-out';
    add(rows, 'cue_log', {
      ...key,
      cue_id: 'c1',
      kind: 'breath',
      reason: '{}',
      decided_at: decided,
      outcome,
    });
    if (isShown && random() < 0.06)
      add(rows, 'feedback', { ...key, cue_id: 'c1', verdict: 'wrong', at: decided + 3_000 });
  }
  if (random() < 0.7) {
    const at = startedAt + duration;
    add(rows, 'resets', { ...key, offer_id: 'r1', outcome: 'offered', at });
    const answer = random();
    if (answer < 0.85)
      add(rows, 'resets', {
        ...key,
        offer_id: 'r1',
        outcome: answer < 0.4 ? 'taken' : 'skipped',
        at: at + 2_000,
      });
  }
}

async function writePeople(db: Database, plan: ExposureDataPlan, startMs: number): Promise<void> {
  const { tenant } = plan;
  const rows: Rows = {};
  for (let team = 0; team < plan.teams; team += 1) {
    const name = `${TEAM_NAMES[team % TEAM_NAMES.length]}${team < TEAM_NAMES.length ? '' : ` ${Math.floor(team / TEAM_NAMES.length) + 1}`}`;
    const team_id = `team-${String(team).padStart(2, '0')}`;
    add(rows, 'teams', { tenant, team_id, name, time_zone: 'UTC', updated_at: startMs });
    for (const { id, name: shiftName, startHour } of SHIFTS)
      add(rows, 'shifts', {
        tenant,
        team_id,
        shift_id: id,
        name: shiftName,
        weekdays: '1234567',
        start_minute: startHour * 60,
        end_minute: (startHour + 8) * 60,
      });
  }
  for (let agent = 0; agent < plan.agents; agent += 1) {
    const agent_id = agentName(agent);
    add(rows, 'agents', { tenant, agent_id, external_id: null, active: 1, updated_at: startMs });
    const team_id = `team-${String(agent % plan.teams).padStart(2, '0')}`;
    add(rows, 'memberships', { tenant, team_id, agent_id, from_at: startMs - DAY_MS, to_at: null });
  }
  await writeRows(db, rows);
}

function add<T extends keyof Tables>(rows: Rows, table: T, row: Insertable<Tables[T]>): void {
  const list = (rows[table] ?? []) as Insertable<Tables[T]>[];
  list.push(row);
  rows[table] = list as never;
}

const ROWS_PER_STATEMENT = 1_000;

async function writeRows(db: Database, rows: Rows): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    for (const [table, list] of Object.entries(rows))
      for (let from = 0; from < list.length; from += ROWS_PER_STATEMENT)
        await transaction
          .insertInto(table as keyof Tables)
          .values(list.slice(from, from + ROWS_PER_STATEMENT) as never)
          .onConflict((conflict) => conflict.doNothing())
          .execute();
  });
}

function agentName(agent: number): string {
  return `agent-${String(agent).padStart(3, '0')}`;
}

function seeded(seed: number): () => number {
  let state = seed % 2147483647 || 1;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

if (process.argv[1]?.endsWith('exposure-data.ts')) {
  const { values } = parseArgs({
    options: {
      tenant: { type: 'string', default: 'demo' },
      agents: { type: 'string', default: '60' },
      teams: { type: 'string', default: '4' },
      days: { type: 'string', default: '90' },
      calls: { type: 'string', default: '40' },
      config: { type: 'string' },
    },
  });
  const { storage } = loadConfig({ file: values.config, env: process.env });
  const db = openDatabaseOf(storage, { warn() {}, info() {} }, 10_000);
  await migrate(db, 'latest');
  const calls = await writeExposureData(db, {
    tenant: values.tenant,
    agents: Number(values.agents),
    teams: Number(values.teams),
    days: Number(values.days),
    calls: Number(values.calls),
    endMs: Date.now(),
    seed: 1,
  });
  const options = { rule: DISCLOSURE, delayMs: DAY_MS, minimumHistoryWeeks: 4 };
  const report = await publishDue(db, values.tenant, options, Date.now());
  console.log(
    `${calls} calls written; ${report.published} periods published, ${report.suppressed} suppressed.`,
  );
  await db.destroy();
}
