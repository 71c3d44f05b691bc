import { readFile } from 'node:fs/promises';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_CALL_PATH, MODEL_PATH } from '../../src/app/package-root.js';
import { OnnxClassifier } from '../../src/core/classifier/onnx-classifier.js';
import { CallCoach } from '../../src/core/cues/call-coach.js';
import type { CoachEvent } from '../../src/core/cues/coach-event.js';
import { replayCall } from '../../src/lab/evaluation/replay-call.js';
import { readRecording } from '../../src/lab/recordings/recording.js';
import { readRecording as readTelephoneRecording } from '../../src/lab/telephones/read-recording.js';
import { defaultCoachOptions } from '../../src/live/coaching-settings.js';
import { callWith, openDesktop, type RunningApp, startApp } from '../support/running-app.js';

async function replayDemo(): Promise<CoachEvent[]> {
  const recording = await readRecording({ kind: 'stereo', path: DEMO_CALL_PATH, left: 'customer' });
  const classifier = await OnnxClassifier.load({ modelPath: MODEL_PATH });
  const coach = new CallCoach(defaultCoachOptions(['customer', 'agent'], true));
  const events: CoachEvent[] = [];
  for await (const event of replayCall(recording, coach, classifier)) events.push(event);
  await classifier.close();
  return events;
}

const cuesOf = (events: readonly CoachEvent[]) =>
  events.flatMap((event) =>
    event.type === 'cue' ? [{ kind: event.cue.kind, atMs: event.atMs, reason: event.cue.reason }] : [],
  );

describe('the demo call, end to end', () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.stop());

  it('gives the same cues replayed twice and streamed through the server', async () => {
    const replayed = cuesOf(await replayDemo());
    expect(replayed.map(({ kind }) => kind)).toContain('breath');
    expect(replayed.map(({ kind }) => kind)).toContain('reset');
    expect(cuesOf(await replayDemo())).toEqual(replayed);

    const desktop = await openDesktop(app, 'ruth');
    const recording = await readTelephoneRecording(
      { kind: 'stereo', file: DEMO_CALL_PATH, swapped: false },
      8000,
    );
    const report = await callWith(app, recording, { callId: 'demo', agentId: 'ruth', speed: 16 });
    expect(report.completed).toBe(true);
    await expect
      .poll(() => desktop.messages.some(({ type }) => type === 'reset'), { timeout: 5000 })
      .toBe(true);
    const streamed = desktop.messages.flatMap((message) =>
      message.type === 'cue' || message.type === 'reset'
        ? [
            {
              kind: message.type === 'reset' ? 'reset' : message.kind,
              atMs: message.atMs,
              reason: message.reason,
            },
          ]
        : [],
    );
    expect(streamed).toEqual(JSON.parse(JSON.stringify(replayed)));
    desktop.close();
  });

  it('keeps the summary and the cues of the call, and nothing of its audio', async () => {
    await expect
      .poll(() => {
        const database = new Database(app.sqliteFile, { readonly: true });
        const calls = database.prepare('select * from calls').all();
        database.close();
        return calls.length;
      })
      .toBe(1);
    const kept = await readFile(app.sqliteFile);
    const audio = await readFile(DEMO_CALL_PATH);
    // Any 64 bytes of speech, as µ-law: they must not be found in the database.
    for (let at = 100_000; at < audio.length - 64; at += 100_000)
      expect(kept.includes(audio.subarray(at, at + 64))).toBe(false);
  });
});

/** Call audio that the process has received from the caller, seconds. */
async function secondsHeard({ url }: RunningApp): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return Number(/^evenkeel_audio_seconds_total\{role="customer"\} (.+)$/m.exec(metrics)?.[1] ?? 0);
}

describe('a process that is asked to stop during a call', () => {
  it.each<[string, (app: RunningApp) => Promise<unknown>]>([
    ['drains', (app) => app.app.stop(100)],
    [
      'asked a second time, waits no longer',
      (app) => {
        const stopped = app.app.stop(3_600_000);
        app.app.cutShort();
        return stopped;
      },
    ],
  ])('%s, and leaves the summary of what it heard', async (_, stop) => {
    const app = await startApp();
    const recording = await readTelephoneRecording(
      { kind: 'stereo', file: DEMO_CALL_PATH, swapped: false },
      8000,
    );
    const call = callWith(app, recording, { callId: 'cut-short', agentId: 'ruth', speed: 8 });
    await expect.poll(() => secondsHeard(app)).toBeGreaterThan(10);
    const ready = await fetch(`${app.url}/readyz`);
    expect(ready.status).toBe(200);
    await stop(app);
    const database = new Database(app.sqliteFile, { readonly: true });
    const [row] = database.prepare('select * from calls').all() as { started_at: number; ended_at: number }[];
    database.close();
    expect(row!.ended_at - row!.started_at).toBeGreaterThan(8_000);
    await call;
  });
});
