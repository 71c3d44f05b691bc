import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { wellbeingSection } from '../../../src/config/sections/wellbeing-section.js';
import { type Database, openDatabase } from '../../../src/storage/database.js';
import { migrate } from '../../../src/storage/migrator.js';
import { startWellbeingJobs } from '../../../src/wellbeing/wellbeing-jobs.js';
import { NOTHING_WAITS, SILENT_LOG } from '../../support/databases.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A Wednesday; the shifts of the day are 08:00 to 12:00 and 12:00 to 16:00, in a team of fourteen. */
const TODAY = Date.UTC(2026, 4, 13);
const tenant = 'acme';

describe('alerts for teams', () => {
  let db: Database;
  let receiver: Server;
  let url: string;
  let answers: number[];
  const received: string[] = [];

  beforeEach(async () => {
    received.length = 0;
    answers = [];
    receiver = createServer((request, response) => {
      let body = '';
      request.on('data', (part) => {
        body += part;
      });
      request.on('end', () => {
        received.push(body);
        response.writeHead(answers.shift() ?? 204).end();
      });
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/alerts`;
    db = openDatabase({ kind: 'sqlite', file: ':memory:' }, SILENT_LOG, 0);
    await migrate(db, 'latest');
    const team = { tenant, team_id: 'billing', name: 'Billing', time_zone: 'UTC', updated_at: 0 };
    await db.insertInto('teams').values(team).execute();
    for (const [shift_id, name, start] of [
      ['early', 'Early', 8],
      ['late', 'Late', 12],
    ] as const)
      await db
        .insertInto('shifts')
        .values({
          ...{ tenant, team_id: 'billing', shift_id, name, weekdays: '1234567' },
          ...{ start_minute: start * 60, end_minute: (start + 4) * 60 },
        })
        .execute();
    for (let n = 0; n < 14; n += 1)
      await db
        .insertInto('memberships')
        .values({ tenant, team_id: 'billing', agent_id: `agent-${n}`, from_at: 0, to_at: null })
        .execute();
  });

  afterEach(async () => {
    await db.destroy();
    receiver.closeAllConnections();
    await new Promise((resolve) => receiver.close(resolve));
  });

  /** Six weeks of usual days, a tenth of the speech tense; today as given, by agent. */
  async function work(tenseToday: (agent: number) => number): Promise<void> {
    const calls = [];
    for (let day = -42; day <= 0; day += 1)
      for (let agent = 0; agent < 14; agent += 1)
        for (let hour = 8; hour < 16; hour += 1) {
          const started_at = TODAY + day * DAY_MS + hour * HOUR_MS + agent * 60_000;
          const call_id = `${day}-${agent}-${hour}`;
          const share = day === 0 ? tenseToday(agent) : 0.1;
          calls.push({
            ...{ id: call_id, tenant, platform: 'p', call_id, agent_id: `agent-${agent}`, started_at },
            ...{ ended_at: started_at + 1_500_000, customer_speech_ms: 600_000, tense_ms: 600_000 * share },
            ...{ angry_ms: 0, anxious_ms: 0, strain: 0, hard: 0, hold_ms: 0, dead_air_ms: 0 },
            coverage: 'complete',
          });
        }
    for (let from = 0; from < calls.length; from += 500)
      await db
        .insertInto('calls')
        .values(calls.slice(from, from + 500))
        .execute();
  }

  /** One run of the jobs at a time of today. */
  async function runAt(hour: number): Promise<void> {
    const config = { ...wellbeingSection.parse(undefined), alertWebhookUrl: url };
    const logger = pino({ level: 'silent' }) as never;
    await startWellbeingJobs({
      db,
      writer: NOTHING_WAITS,
      onFault: (cause) => expect.unreachable(String(cause)),
      config,
      logger,
      now: () => TODAY + hour * HOUR_MS,
    })();
  }

  it('posts one that a receiver gets whole, with an e-mail in every language and nobody in it', async () => {
    await work(() => 0.5);
    await runAt(12.25);
    expect(received).toEqual([]);
    await runAt(12.75);
    expect(received).toHaveLength(1);
    const alert = JSON.parse(received[0]!);
    expect(alert).toMatchObject({
      ...{ type: 'team-load-high', tenant, teamId: 'billing', teamName: 'Billing' },
      ...{ shiftName: 'Early', date: '2026-05-13', factor: 2 },
    });
    expect(alert.email.en.subject).toBe('Hard shift: Billing, Early of 2026-05-13');
    expect(Object.keys(alert.email).sort()).toEqual(['en', 'zh-CN']);
    expect(received[0]).not.toMatch(/agent-\d|\{\w+\}/);
  });

  it('posts at most one for a team and day, however often the jobs run', async () => {
    await work(() => 0.5);
    for (const hour of [12.75, 13, 16.75, 17]) await runAt(hour);
    expect(received).toHaveLength(1);
    const outcomes = await db
      .selectFrom('alerts')
      .select(['shift_id', 'outcome'])
      .orderBy('shift_id')
      .execute();
    expect(outcomes).toEqual([
      { shift_id: 'early', outcome: 'sent' },
      { shift_id: 'late', outcome: 'limited' },
    ]);
  });

  it('tries again when the receiver is away for a moment, and not when it refuses', async () => {
    await work(() => 0.5);
    answers = [503];
    await runAt(12.75);
    expect(received).toHaveLength(2);
    expect(received[0]).toBe(received[1]);
    await db.deleteFrom('alerts').execute();
    answers = [400];
    await runAt(12.75);
    expect(received).toHaveLength(3);
  });

  it('says nothing on a usual day, nor when the load is one person’s', async () => {
    await work((agent) => (agent === 0 ? 1 : 0.12));
    await runAt(12.75);
    expect(received).toEqual([]);
    // With everybody the share is 0.18; two such people would make it twice the usual.
    await db.deleteFrom('alerts').execute();
    await db.updateTable('calls').set({ tense_ms: 72_000 }).where('started_at', '>=', TODAY).execute();
    await db
      .updateTable('calls')
      .set({ tense_ms: 600_000 })
      .where('started_at', '>=', TODAY)
      .where('agent_id', 'in', ['agent-0', 'agent-1'])
      .execute();
    await runAt(12.75);
    expect(received).toEqual([]);
  });
});
