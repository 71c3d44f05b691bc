import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { dirname, join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { DEMO_CALL_PATH } from '../../src/app/package-root.js';
import { storageMetrics } from '../../src/app/storage-metrics.js';
import { callKeyText } from '../../src/binding/agent-binding.js';
import { encodeG711 } from '../../src/core/audio/encode-g711.js';
import type { Classifier, EmotionProbabilities } from '../../src/core/classifier/classifier.js';
import { DESKTOP_PROTOCOL } from '../../src/delivery/agent-message.js';
import { systemClock } from '../../src/ingest/ingest-clock.js';
import { readRecording } from '../../src/lab/telephones/read-recording.js';
import { deploymentSecret } from '../../src/storage/audit/deployment-secret.js';
import { openStorage } from '../../src/storage/storage.js';
import { BatchedRecordWriter } from '../../src/storage/writer/batched-record-writer.js';
import { SummaryJournal } from '../../src/storage/writer/summary-journal.js';
import { METRIC_TABLE } from '../../src/telemetry/metric-table.js';
import { createMetrics } from '../../src/telemetry/metrics.js';
import { buzzingVoice } from '../support/buzzing-voice.js';
import { makeCertificate } from '../support/certificates.js';
import { SILENT_LOG, WRITER_OPTIONS } from '../support/databases.js';
import { lacks } from '../support/requirements.js';
import { callWith, openDesktop, type RunningApp, startApp } from '../support/running-app.js';
import { callRecord } from '../support/stored-records.js';

const HAS_REDIS = !lacks('redis');
const REDIS_URL = process.env.EVENKEEL_REDIS_URL ?? '';
/** What a single node without Redis cannot show. */
const ELSEWHERE: readonly string[] = HAS_REDIS
  ? []
  : (['busMessagesRefused', 'busMessagesLate', 'nodesSeen', 'callsElsewhere'] as const).map(
      (key) => METRIC_TABLE[key].name,
    );
const SECOND_BYTES = 8_000;
const BUZZ = encodeG711(
  'mulaw',
  buzzingVoice({ durationMs: 30_000, startMs: 0, onMs: 900, offMs: 300, f0Hz: 160 }),
);

const NEVER = new Int32Array(new SharedArrayBuffer(4));

/** A caller who is angry in every window; or a model that fails, hangs, or holds up the whole process. */
class Moody implements Classifier {
  mode: 'angry' | 'fails' | 'hangs' | 'stalls' = 'angry';
  #release: () => void = () => {};

  async classify(windows: readonly unknown[]): Promise<readonly EmotionProbabilities[]> {
    if (this.mode === 'fails') throw new Error('no model');
    if (this.mode === 'hangs' && windows.length > 0)
      await new Promise<void>((resolve) => {
        this.#release = resolve;
      });
    if (this.mode === 'stalls' && windows.length > 0) Atomics.wait(NEVER, 0, 0, 600);
    return windows.map(() => ({ anger: 0.9, anxiety: 0.05, other: 0.05 }));
  }
  release(): void {
    this.mode = 'angry';
    this.#release();
  }
  async close(): Promise<void> {}
}

const classifier = new Moody();
let isClockBroken = false;
const clock = {
  ...systemClock,
  wallMs: () => {
    if (isClockBroken) throw new Error('no clock');
    return Date.now();
  },
};
const AWAY = Object.assign(new Error('away'), { code: 'ECONNREFUSED' });
const moved = new Set<string>();
let app: RunningApp;

beforeAll(async () => {
  app = await startApp(
    {
      desktop: {
        maxBufferedBytes: 4_096,
        maxMessagesPer10s: 1_000_000,
        ...(HAS_REDIS ? { redisUrl: REDIS_URL } : {}),
      },
      calls: { rejoinMs: 0, lostPeerMs: 0 },
    },
    { classifier, clock },
  );
});
afterAll(() => app.stop());

/** Notes every metric of which a sample is not 0. */
function note(text: string): string {
  for (const [, name, value] of text.matchAll(
    /^(evenkeel_[a-z0-9_]+?)(?:_bucket|_count|_sum)?(?:\{.*\})? (\S+)$/gm,
  ))
    if (Number(value) !== 0) moved.add(name!);
  return text;
}

async function scrape(): Promise<string> {
  return note(await (await fetch(`${app.url}/metrics`)).text());
}

/** Waits until these have moved. */
async function seen(...metrics: (keyof typeof METRIC_TABLE)[]): Promise<void> {
  const wanted = metrics.map((metric) => METRIC_TABLE[metric].name);
  await expect
    .poll(
      async () => {
        await scrape();
        return wanted.filter((name) => !moved.has(name));
      },
      { timeout: 60_000 },
    )
    .toEqual([]);
}

/** Streams are taken again once rounds are in time. */
async function roundsInTime(): Promise<void> {
  await expect.poll(scrape, { timeout: 60_000 }).toMatch(/^evenkeel_overload_step 0$/m);
}

/** A stream of the caller's voice alone. */
async function stream(callId: string, more: object = { notice: { given: true } }) {
  const socket = new WebSocket(`${app.url.replace('http', 'ws')}/streams/native`, {
    headers: { authorization: `Bearer ${await app.token('source', 'pbx')}` },
  });
  await once(socket, 'open');
  const say = (message: object) => socket.send(JSON.stringify(message));
  say({ type: 'start', callId, roles: ['customer'], codec: 'pcmu', sampleRateHz: 8000, ...more });
  await once(socket, 'message');
  return {
    say,
    closed: once(socket, 'close'),
    hear: (bytes: Uint8Array) => socket.send(bytes),
    async end() {
      say({ type: 'end' });
      await once(socket, 'close');
    },
  };
}

async function examinedMs(callId: string): Promise<number> {
  const headers = { authorization: `Bearer ${await app.token('admin', 'root')}` };
  const answer = await fetch(`${app.url}/v1/calls/native/${callId}/line`, { headers });
  return ((await answer.json()) as { customerExaminedMs: number }).customerExaminedMs;
}

it('a call with faults moves every metric that is declared', { timeout: 170_000 }, async () => {
  const recording = await readRecording({ kind: 'stereo', file: DEMO_CALL_PATH, swapped: false }, 8000);
  const caller = encodeG711('mulaw', recording.voices.customer);

  // A good call with an agent, then what may go wrong with one.
  const desktop = await openDesktop(app, 'ruth');
  await callWith(app, recording, { callId: 'good', agentId: 'ruth', speed: 16 });
  await seen('cuesShown', 'cueDelay', 'cuesWithheld', 'callsEnded', 'storageWritten', 'inferenceBatch');

  // When the audio was due is between nodes alone.
  expect(desktop.messages.filter((message) => 'heardAt' in message)).toEqual([]);

  const unbound = await stream('unbound');
  for (let at = 0; at + 10 * SECOND_BYTES <= caller.length; at += 10 * SECOND_BYTES)
    unbound.hear(caller.subarray(at, at + 10 * SECOND_BYTES));
  await seen('cuesUnbound', 'streamsOpen', 'callsActive');
  unbound.say({ type: 'gap', durationMs: 400, reason: 'lost' });
  unbound.say({ type: 'objection' });
  await seen('audioGapSeconds', 'callObjections');
  await unbound.end();

  const unasked = await stream('unasked', {});
  unasked.hear(BUZZ.subarray(0, SECOND_BYTES));
  await unasked.end();
  await seen('callsWithoutNotice', 'streamWarnings', 'streamsClosed');

  // More than can be examined, and a model that hangs meanwhile, then fails.
  classifier.mode = 'hangs';
  const flooded = await stream('flooded');
  // However quickly it is examined: more and more, until some of it is dropped.
  for (let parts = 5; !moved.has(METRIC_TABLE.audioDroppedSeconds.name) && parts <= 20; parts += 5) {
    for (let part = 0; part < parts; part++) flooded.hear(BUZZ);
    await examinedMs('flooded');
    await scrape();
  }
  await seen('audioDroppedSeconds');
  for (let part = 0; part < 4; part++) {
    const before = await examinedMs('flooded');
    flooded.hear(BUZZ);
    await expect.poll(() => examinedMs('flooded'), { timeout: 30_000 }).toBeGreaterThan(before + 20_000);
  }
  classifier.release();
  await seen('windowsDropped');
  classifier.mode = 'fails';
  flooded.hear(BUZZ.subarray(0, 10 * SECOND_BYTES));
  await seen('inferenceFailures');
  classifier.mode = 'angry';
  await flooded.end();
  await roundsInTime();
  const slow = await stream('slow');
  classifier.mode = 'stalls';
  // One piece after the other, until rounds have been late for long enough.
  const steps = METRIC_TABLE.overloadSteps.name;
  for (let part = 0; part < 20 && !moved.has(steps); part++) {
    const before = await examinedMs('slow');
    slow.hear(BUZZ);
    await expect.poll(() => examinedMs('slow'), { timeout: 30_000 }).toBeGreaterThan(before + 20_000);
    await scrape();
  }
  await seen('overloadStep', 'overloadSteps', 'inferenceSlow');
  classifier.mode = 'angry';
  await roundsInTime();
  await slow.end();

  // Strangers, a desktop that does not read, and faults of our own.
  const stranger = new WebSocket(`${app.url.replace('http', 'ws')}/streams/nowhere`);
  await once(stranger, 'error');
  await seen('streamsRefused');
  const deaf = new WebSocket(`${app.url.replace('http', 'ws')}/desktop`, DESKTOP_PROTOCOL);
  await once(deaf, 'open');
  deaf.send(JSON.stringify({ type: 'token', token: await app.token('agent', 'ann') }));
  await once(deaf, 'message');
  deaf.pause();
  const unanswerable = JSON.stringify({ type: 'bind', platform: 'native', callId: 'c' });
  const dropped = METRIC_TABLE.desktopMessagesDropped.name;
  for (let sent = 0; !moved.has(dropped) && sent < 500_000; sent += 5_000) {
    for (let i = 0; i < 5_000; i++) deaf.send(unanswerable);
    await scrape();
  }
  deaf.terminate();
  await roundsInTime();
  const ongoing = await stream('ongoing', { agentId: 'ruth', notice: { given: true } });
  isClockBroken = true;
  await seen('faults');
  isClockBroken = false;
  app.app.reload();
  await seen('configReloads', 'desktopsOpen', 'desktopMessagesDropped', 'httpDuration');
  if (HAS_REDIS) {
    const redis = new Redis(REDIS_URL);
    const channels = (await redis.pubsub('CHANNELS', '*ruth*')) as string[];
    for (const channel of channels) await redis.publish(channel, '{"from":"x"}');
    await seen('busMessagesRefused');
    await meetAnotherNode(redis, channels[0]!);
    redis.disconnect();
  }

  // A stop while a call goes on.
  const stopped = app.app.stop(60_000);
  await seen('draining');
  await ongoing.end();
  await stopped;
  desktop.close();

  await moveCertificate();
  await moveStorage();
  const names = Object.values(METRIC_TABLE).map(({ name }) => name);
  expect(names.filter((name) => !moved.has(name) && !ELSEWHERE.includes(name))).toEqual([]);
});

it.each(['deploy/prometheus/evenkeel-rules.yaml', 'deploy/grafana/evenkeel.json'])(
  '%s asks for nothing that cannot move',
  (file) => {
    const asked = [...readFileSync(file, 'utf8').matchAll(/\bevenkeel_[a-z0-9_]+/g)].map(([name]) =>
      name.replace(/_(bucket|count|sum)$/, ''),
    );
    expect(asked.length).toBeGreaterThan(10);
    expect([...new Set(asked)].filter((name) => !moved.has(name))).toEqual([]);
  },
);

/** A node that has a call already, and whose cues come late. */
async function meetAnotherNode(redis: Redis, channel: string): Promise<void> {
  const file = { sqliteFile: app.sqliteFile, postgresUrl: null, postgresConnections: 1 };
  const storage = await openStorage({ ...file, ...WRITER_OPTIONS }, SILENT_LOG);
  const secret = await deploymentSecret(storage)();
  await storage.close(1_000);
  const call = createHmac('sha256', secret)
    .update(callKeyText({ tenant: 'acme', platform: 'native', callId: 'tapped-twice' }))
    .digest('base64url');
  await redis.set(`evenkeel:call:${call}`, '99999999999999 another-node open', 'PX', 60_000);
  const second = await stream('tapped-twice');
  const times = { atMs: 0, decidedAt: 0, expiresAt: 1e15 };
  const cue = { callRef: 'c', cueId: 'c.1', kind: 'breath', step: null, ...times };
  for (const agoMs of [0, 60_000])
    await redis.publish(
      channel,
      JSON.stringify({
        from: 'another-node',
        at: { monotonicMs: performance.now() - agoMs, wallMs: 0 },
        message: { type: 'cue', reason: { key: 'tense', values: {}, mood: null }, ...cue },
      }),
    );
  await seen('busMessagesLate', 'nodesSeen', 'callsElsewhere');
  const [closeCode] = (await second.closed) as [number];
  expect(closeCode).toBe(1013);
  await redis.del(`evenkeel:call:${call}`);
}

/** An instance that speaks TLS itself. */
async function moveCertificate(): Promise<void> {
  const secure = await startApp({ server: makeCertificate() });
  const text = await new Promise<string>((resolve, reject) => {
    const asked = request(`${secure.url}/metrics`, { rejectUnauthorized: false }, (answer) => {
      let body = '';
      answer.on('data', (part) => {
        body += String(part);
      });
      answer.on('end', () => resolve(body));
    });
    asked.on('error', reject);
    asked.end();
  });
  note(text);
  await secure.stop();
}

/** A store that is away, with a journal on a disk that is full in the end. */
async function moveStorage(): Promise<void> {
  const metrics = createMetrics();
  const folder = join(dirname(app.sqliteFile), 'waiting');
  const writer = new BatchedRecordWriter({
    write: () => Promise.reject(AWAY),
    options: { ...WRITER_OPTIONS, queueRecords: 1 },
    log: SILENT_LOG,
    observer: storageMetrics(metrics),
    journal: new SummaryJournal(folder, SILENT_LOG),
  });
  void writer.write(callRecord({ callId: 'first' }));
  const of = async (name: string) => note(await metrics.registry.metrics()) && moved.has(name);
  await expect.poll(() => of(METRIC_TABLE.storageJournalled.name)).toBe(true);
  await expect.poll(() => of(METRIC_TABLE.storageQueue.name)).toBe(true);
  await expect.poll(() => of(METRIC_TABLE.storageFailures.name)).toBe(true);
  const full = new BatchedRecordWriter({
    write: () => Promise.reject(AWAY),
    options: { ...WRITER_OPTIONS, queueRecords: 1 },
    log: SILENT_LOG,
    observer: storageMetrics(metrics),
    journal: new SummaryJournal('/dev/null/no-folder', SILENT_LOG),
  });
  for (const callId of ['one', 'two', 'three']) void full.write(callRecord({ callId }));
  await expect.poll(() => of(METRIC_TABLE.storageJournalFailures.name)).toBe(true);
  await expect.poll(() => of(METRIC_TABLE.storageDropped.name)).toBe(true);
  await writer.close(0);
  await full.close(0);
}
