import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { DEMO_CALL_PATH } from '../../src/app/package-root.js';
import { readRecording } from '../../src/lab/telephones/read-recording.js';
import { createLogger } from '../../src/telemetry/logger.js';
import { callWith, openDesktop, type RunningApp, startApp } from '../support/running-app.js';

const LEGAL_BASIS = 'Works agreement 12 of 2026-03-01, section 4: own eyes only';
const EMOTION = /ang(er|ry)|anxi|tense|mood|own-breath|self.?coaching/i;

/** The demo call with the sides exchanged: now the shouting voice is on the agent's channel. */
async function playAngryAgent(app: RunningApp): Promise<void> {
  const recording = await readRecording({ kind: 'stereo', file: DEMO_CALL_PATH, swapped: true }, 8000);
  const report = await callWith(app, recording, { callId: 'angry-agent', agentId: 'ruth', speed: 8 });
  expect(report.completed).toBe(true);
}

async function appWithLog(legalBasis: string | null) {
  const lines: string[] = [];
  const logger = createLogger(
    { logLevel: 'trace', logIdentifiers: 'hash' },
    { write: (line) => lines.push(line) },
  );
  const overrides = legalBasis === null ? {} : { desktop: { selfCoachingLegalBasis: legalBasis } };
  return { app: await startApp(overrides, { logger }), lines };
}

/** Every table of the database, as text. */
function everythingKept(app: RunningApp): Record<string, unknown[]> {
  const database = new Database(app.sqliteFile, { readonly: true });
  const tables = database
    .prepare("select name from sqlite_master where type = 'table'")
    .pluck()
    .all() as string[];
  const kept = Object.fromEntries(
    tables.map((name) => [name, database.prepare(`select * from "${name}"`).all()]),
  );
  database.close();
  return kept;
}

async function expectNoTrace(app: RunningApp, lines: readonly string[]): Promise<void> {
  await expect.poll(() => everythingKept(app).calls?.length).toBe(1);
  const { calls, episodes, cue_log, resets, feedback } = everythingKept(app);
  expect(calls?.[0]).toMatchObject({ tense_ms: 0, angry_ms: 0, anxious_ms: 0, strain: 0 });
  expect([episodes, cue_log, resets, feedback]).toEqual([[], [], [], []]);
  expect(lines.filter((line) => EMOTION.test(line))).toEqual([]);
  const metrics = await (await fetch(`${app.url}/metrics`)).text();
  const counted = metrics.split('\n').filter((line) => !line.startsWith('#') && EMOTION.test(line));
  expect(counted).toEqual([]);
}

describe('an angry voice on the agent’s channel', () => {
  it('leaves no emotion anywhere: not on the desktop, not in the store, a log or a metric', async () => {
    const { app, lines } = await appWithLog(null);
    const desktop = await openDesktop(app, 'ruth');
    desktop.send({ type: 'self-coaching', on: true });
    await playAngryAgent(app);
    await expectNoTrace(app, lines);
    const told = desktop.messages.map(({ type }) => type);
    expect(told).toContain('call');
    for (const type of ['cue', 'reset', 'own-breath'] as const) expect(told).not.toContain(type);
    desktop.close();
    await app.stop();
  });

  it('with self-coaching recorded and switched on, is seen by that session alone', async () => {
    const { app, lines } = await appWithLog(LEGAL_BASIS);
    const own = await openDesktop(app, 'ruth');
    const other = await openDesktop(app, 'ruth');
    const colleague = await openDesktop(app, 'omar');
    own.send({ type: 'self-coaching', on: true });
    await playAngryAgent(app);
    await expectNoTrace(app, lines);
    const breaths = ({ messages }: typeof own) => messages.filter(({ type }) => type === 'own-breath').length;
    expect(breaths(own)).toBeGreaterThan(0);
    expect(breaths(other)).toBe(0);
    expect(breaths(colleague)).toBe(0);
    for (const desktop of [own, other, colleague]) desktop.close();
    await app.stop();
  });
});
