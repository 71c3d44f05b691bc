import { describe, expect, it } from 'vitest';
import type { Classifier } from '../../src/core/classifier/classifier.js';
import type { StreamOpen } from '../../src/ingest/media-adapter.js';
import { AudioTally } from '../../src/live/audio-tally.js';
import { LocalCoachHost } from '../../src/live/coaching/local-coach-host.js';
import { defaultCoachOptions } from '../../src/live/coaching-settings.js';
import type { LiveCall } from '../../src/live/live-call.js';
import { LiveCalls } from '../../src/live/live-calls.js';
import { createMetrics } from '../../src/telemetry/metrics.js';
import { buzzingVoice } from '../support/buzzing-voice.js';
import { SpreadClassifier } from '../support/spread-classifier.js';

const REJOIN_MS = { normal: 2000, lost: 30_000 };
const VOICE = buzzingVoice({ durationMs: 10_000, startMs: 0, onMs: 3000, offMs: 500, f0Hz: 150 });

/** A node on which the test turns the clock. */
function node(classifier: Classifier = new SpreadClassifier()) {
  let nowMs = 0;
  const seen = { started: [] as LiveCall[], ended: [] as LiveCall[], failures: [] as unknown[] };
  const log: string[] = [];
  const tally = new AudioTally();
  const calls = new LiveCalls({
    host: new LocalCoachHost(classifier, (cause) => void seen.failures.push(cause)),
    coachOptions: ({ roles }) => defaultCoachOptions(roles, false),
    output: ({ key }) => ({
      events: (events) => log.push(...events.map(({ type }) => `${key.callId}: ${type}`)),
      media: (change) => void log.push(`${key.callId}: ${change}`),
      end: async (events) => void log.push(...events.map(({ type }) => `${key.callId}: ${type}`)),
      fault: (cause) => expect.unreachable(String(cause)),
    }),
    onAgent: (call, agentId) => void log.push(`${call.key.callId}: agent ${agentId}`),
    onHold: (call, on) => call.hold(on),
    onObjection: (call) => call.object(),
    tally,
    objectionsKnown: () => true,
    onFault: (cause) => expect.unreachable(String(cause)),
    monotonicMs: () => nowMs,
    rejoinMs: REJOIN_MS,
    onStart: (call) => void seen.started.push(call),
    onEnd: (call) => void seen.ended.push(call),
  });
  return {
    calls,
    tally,
    log,
    seen,
    pass: (ms: number) => {
      nowMs += ms;
    },
    open: (callId: string, more: Partial<StreamOpen> = {}) =>
      calls.stream({
        streamId: `${callId}-${seen.started.length}`,
        tenant: 'acme',
        connector: 'pbx',
        platform: 'native',
        callId,
        platformSessionId: null,
        roles: ['customer', 'agent'],
        notice: { given: true, wordingVersion: null },
        agentId: null,
        language: null,
        openedAtMs: nowMs,
        openedAtWallMs: 1_700_000_000_000 + nowMs,
        ...more,
      }),
  };
}

type Stream = ReturnType<ReturnType<typeof node>['open']>;

function speak(stream: Stream, fromMs = 0, role: 'customer' | 'agent' = 'customer', forMs = 10_000): void {
  for (let atMs = 0; atMs < forMs; atMs += 100)
    stream.handle({
      type: 'audio',
      chunk: {
        role,
        streamTimeMs: fromMs + atMs,
        sampleRateHz: 8000,
        samples: VOICE.subarray(atMs * 8, atMs * 8 + 800),
      },
    });
}

const summariesOf = (log: readonly string[]) => log.filter((line) => line.endsWith(': summary'));

describe('Live calls', () => {
  it('join the streams of one call, and keep those of two calls apart', () => {
    const { calls, open, seen } = node();
    open('one', { roles: ['customer'] });
    open('one', { roles: ['agent'] });
    open('two');
    expect(calls.size).toBe(2);
    expect(seen.started.map(({ key }) => key.callId)).toEqual(['one', 'two']);
  });

  it('do not join streams of two tenants, or of two platforms, that name the same call', () => {
    const { calls, open } = node();
    open('one');
    open('one', { tenant: 'other' });
    open('one', { platform: 'twilio' });
    expect(calls.size).toBe(3);
  });

  it('run the model once a round for all calls together', async () => {
    const batches: number[] = [];
    class Batches extends SpreadClassifier {
      override classify(windows: Parameters<SpreadClassifier['classify']>[0]) {
        batches.push(windows.length);
        return super.classify(windows);
      }
    }
    const { calls, open } = node(new Batches());
    speak(open('one'), 0, 'customer', 4_000);
    speak(open('two'), 0, 'customer', 4_000);
    await calls.tick();
    expect(batches).toHaveLength(1);
    expect(batches[0]).toBeGreaterThan(1);
  });

  it('go on without a claim where the model fails, and end with their summaries', async () => {
    const failing: Classifier = {
      classify: () => Promise.reject(new Error('no model')),
      close: async () => {},
    };
    const { calls, open, log, seen } = node(failing);
    speak(open('one'));
    await calls.tick();
    expect(seen.failures.length).toBeGreaterThan(0);
    expect(log).toContain('one: observation');
    await calls.endAll();
    expect(summariesOf(log)).toEqual(['one: summary']);
  });

  it.each([
    ['a polite end', 'normal', REJOIN_MS.normal],
    ['a lost peer', 'peer-lost', REJOIN_MS.lost],
    ['a drain', 'drain', 0],
  ] as const)('wait after %s for another stream as long as is set for it', async (_what, reason, waitMs) => {
    const { calls, open, pass, seen } = node();
    open('one').handle({ type: 'close', reason });
    if (waitMs > 0) {
      pass(waitMs - 1);
      await calls.tick();
      expect(calls.size).toBe(1);
    }
    pass(1);
    await calls.tick();
    expect(calls.size).toBe(0);
    expect(seen.ended).toHaveLength(1);
  });

  it('go on when a stream comes back in time, on the same timeline', async () => {
    const { calls, open, pass, log, seen } = node();
    const first = open('one');
    speak(first);
    first.handle({ type: 'close', reason: 'peer-lost' });
    pass(12_000);
    speak(open('one'));
    await calls.tick();
    expect(seen.started).toHaveLength(1);
    await calls.endAll();
    expect(summariesOf(log)).toEqual(['one: summary']);
  });

  it('become a new call when the stream comes back too late', async () => {
    const { calls, open, pass, log, seen } = node();
    open('one').handle({ type: 'close', reason: 'normal' });
    pass(REJOIN_MS.normal);
    open('one');
    expect(seen.started).toHaveLength(2);
    await calls.tick();
    expect(calls.size).toBe(1);
    expect(calls.byKey(seen.started[1]!.key)).toBe(seen.started[1]);
    expect(summariesOf(log)).toHaveLength(1);
  });

  it('pass on hold, pause and a named agent, and end on objection with nothing inferred', async () => {
    const { calls, open, log } = node();
    const stream = open('one');
    stream.handle({ type: 'hold', on: true });
    stream.handle({ type: 'hold', on: false });
    stream.handle({ type: 'pause', on: true });
    stream.handle({ type: 'agent', agentId: 'ann' });
    stream.handle({ type: 'objection' });
    stream.handle({ type: 'objection' });
    expect(log).toEqual(['one: held', 'one: listening', 'one: paused', 'one: agent ann', 'one: objection']);
    await calls.endAll();
  });

  it('take the agent from whichever of their streams names one', () => {
    const { open, log, seen } = node();
    open('c-1');
    open('c-1', { roles: ['agent'], agentId: 'ann' });
    open('c-1', { roles: ['agent'] });
    expect(seen.started).toHaveLength(1);
    expect(log).toEqual(['c-1: agent ann']);
  });

  it('forget a coach once its call has ended', async () => {
    const { calls, open, seen } = node();
    open('c-1').handle({ type: 'close', reason: 'drain' });
    await calls.tick();
    expect(calls.restate(new Set([seen.ended[0]!.coach]))).toEqual([]);
    expect(calls.byRef(seen.ended[0]!.ref)).toBeUndefined();
  });

  it('are not paused for good by a stream that was lost in a pause', async () => {
    const { calls, open, log } = node();
    const first = open('one');
    first.handle({ type: 'pause', on: true });
    first.handle({ type: 'close', reason: 'peer-lost' });
    open('one');
    expect(log).toEqual(['one: paused', 'one: listening']);
    await calls.endAll();
  });

  it('are on hold whatever a pause within it says', async () => {
    const { calls, open, log, seen } = node();
    const stream = open('one');
    seen.started[0]!.hold(true);
    stream.handle({ type: 'pause', on: true });
    stream.handle({ type: 'pause', on: false });
    expect(log).toEqual(['one: held', 'one: held', 'one: held']);
    await calls.endAll();
  });

  it('forget a hold with the stream that said it, and keep one that somebody else said', async () => {
    const { calls, open, log, seen } = node();
    const first = open('one');
    first.handle({ type: 'hold', on: true });
    first.handle({ type: 'close', reason: 'peer-lost' });
    expect(log).toEqual(['one: held']);
    const second = open('one');
    expect(log).toEqual(['one: held', 'one: listening']);
    seen.started[0]!.hold(true);
    second.handle({ type: 'close', reason: 'peer-lost' });
    open('one');
    expect(log.at(-1)).toBe('one: held');
    await calls.endAll();
  });

  it('bear a burst of one call: the oldest of it is left out and counted, and its summary comes all the same', async () => {
    const { calls, open, log, seen, tally } = node();
    const flooded = open('flooded', { roles: ['customer'] });
    for (let fromMs = 0; fromMs < 240_000; fromMs += 10_000)
      flooded.handle({
        type: 'audio',
        chunk: { role: 'customer', streamTimeMs: fromMs, sampleRateHz: 8000, samples: VOICE },
      });
    // What has come is not all heard yet: sockets and the rounds of others come first.
    const [call] = seen.started;
    expect(call!.coach.customerHeardMs).toBeLessThan(2_000);
    speak(open('calm'), 0, 'customer', 4_000);
    await calls.tick();
    expect(log).toContain('calm: observation');
    expect(call!.coach.customerHeardMs).toBeLessThan(30_000);
    await calls.endAll();
    expect(flooded.droppedMs).toBeGreaterThan(120_000);
    expect(summariesOf(log).sort()).toEqual(['calm: summary', 'flooded: summary']);
    const metrics = createMetrics();
    tally.flush(metrics);
    const dropped = await metrics.audioDroppedSeconds.get();
    expect(dropped.values.filter(({ value }) => value > 0)).toEqual([
      expect.objectContaining({ labels: { role: 'customer' }, value: flooded.droppedMs! / 1000 }),
    ]);
  });

  it('are late while any of their streams is', () => {
    const { open, seen } = node();
    const first = open('one', { roles: ['customer'] });
    const second = open('one', { roles: ['agent'] });
    const heard: unknown[] = [];
    seen.started[0]!.listen((input) => input.type === 'stale' && heard.push(input.on));
    first.handle({ type: 'stale', on: true });
    second.handle({ type: 'stale', on: true });
    first.handle({ type: 'stale', on: false });
    expect(heard).toEqual([true]);
    second.handle({ type: 'close', reason: 'normal' });
    expect(heard).toEqual([true, false]);
  });
});
