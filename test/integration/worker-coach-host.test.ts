import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { DEMO_CALL_PATH, MODEL_PATH } from '../../src/app/package-root.js';
import { OnnxClassifier, type SecondOpinionUse } from '../../src/core/classifier/onnx-classifier.js';
import type { CoachEvent } from '../../src/core/cues/coach-event.js';
import { readRecording } from '../../src/lab/telephones/read-recording.js';
import { framesOf, type TwoPartyRecording } from '../../src/lab/telephones/two-party-recording.js';
import type { CoachHost, HostedCoach } from '../../src/live/coaching/coach-host.js';
import { LocalCoachHost } from '../../src/live/coaching/local-coach-host.js';
import { WorkerCoachHost, type WorkerCoachHostOptions } from '../../src/live/coaching/worker-coach-host.js';
import { defaultCoachOptions } from '../../src/live/coaching-settings.js';

const ROUND_MS = 100;
let recording: TwoPartyRecording;
beforeAll(async () => {
  recording = await readRecording({ kind: 'stereo', file: DEMO_CALL_PATH, swapped: false }, 8000);
});

let host: CoachHost | null = null;
afterEach(async () => {
  await host?.close();
  host = null;
});

function fail(cause: unknown): never {
  throw cause;
}

async function workers(count: number, more: Partial<WorkerCoachHostOptions> = {}) {
  const started = await WorkerCoachHost.start({
    kind: 'network',
    use: 'research',
    modelPath: MODEL_PATH,
    calibrationPath: null,
    secondOpinion: 'auto',
    workers: count,
    onRun: () => {},
    onFailure: fail,
    onRestart: () => {},
    ...more,
  });
  host = started;
  return started;
}

const SILENT = { events: () => {}, fault: () => {}, dropped: () => {}, ended: () => {} };

type Heard = Map<HostedCoach, CoachEvent[]>;

/** Plays the recording to every coach, and ends them; `say` may say more before a round. */
async function played(
  on: CoachHost,
  coaches: readonly HostedCoach[],
  untilMs = Number.POSITIVE_INFINITY,
  say: (atMs: number) => void = () => {},
): Promise<Heard> {
  const going = new Set(coaches);
  const heard: Heard = new Map(coaches.map((coach) => [coach, []]));
  const listener = {
    fault: (_: HostedCoach, cause: unknown) => fail(cause),
    events: (coach: HostedCoach, events: readonly CoachEvent[]) => void heard.get(coach)?.push(...events),
    dropped: () => expect.unreachable('Nothing was too much.'),
    ended: (coach: HostedCoach, events: readonly CoachEvent[]) => {
      heard.get(coach)?.push(...events);
      going.delete(coach);
    },
  };
  for (const { startMs, voices } of framesOf(recording, ROUND_MS)) {
    if (startMs >= untilMs) break;
    for (const coach of coaches) {
      for (const role of ['customer', 'agent'] as const)
        coach.push({
          type: 'audio',
          chunk: { role, streamTimeMs: startMs, sampleRateHz: 8000, samples: voices[role] },
        });
    }
    say(startMs);
    await on.round(new Set(), listener);
  }
  await on.round(new Set(), listener);
  await vi.waitFor(async () => {
    await on.round(going, listener);
    expect(going.size).toBe(0);
  });
  return heard;
}

const open = (on: CoachHost) => on.open(defaultCoachOptions(['customer', 'agent'], true));

describe('Coaching on worker threads', () => {
  it('gives bit for bit the events of coaching on one thread, for every call', async () => {
    const classifier = await OnnxClassifier.load({ modelPath: MODEL_PATH });
    const local = new LocalCoachHost(classifier, fail);
    const coach = open(local);
    const expected = (await played(local, [coach])).get(coach)!;
    await classifier.close();
    expect(expected.some(({ type }) => type === 'cue')).toBe(true);
    const threads = await workers(2);
    const coaches = [open(threads), open(threads), open(threads)];
    const heard = await played(threads, coaches);
    // The network's sums may be taken in another order in a larger batch: events, not the last bits of probabilities.
    const told = (events: readonly CoachEvent[]) =>
      events.filter(({ type }) => type !== 'observation' && type !== 'state');
    for (const remote of coaches) {
      expect(told(heard.get(remote)!).map(({ type, atMs }) => [type, atMs])).toEqual(
        told(expected).map(({ type, atMs }) => [type, atMs]),
      );
      expect(heard.get(remote)).toHaveLength(expected.length);
    }
  });

  it('leaves the second network unasked where it is switched off', async () => {
    const asked = async (secondOpinion: SecondOpinionUse) => {
      const threads = await workers(1, { secondOpinion });
      const coach = open(threads);
      const heard = (await played(threads, [coach], 40_000)).get(coach)!;
      await threads.close();
      return heard.filter(
        (event) =>
          event.type === 'observation' &&
          event.observation.emotion.kind === 'heard' &&
          Boolean(event.observation.emotion.second),
      ).length;
    };
    expect(await asked('auto')).toBeGreaterThan(0);
    expect(await asked('off')).toBe(0);
  });

  it('pins calls to the thread that has the fewest', async () => {
    const threads = await workers(2);
    for (let call = 0; call < 20; call++) open(threads);
    expect(threads.loads).toEqual([10, 10]);
  });

  it('tells nothing of the caller after an objection, whatever was on its way', async () => {
    const threads = await workers(1);
    const coach = open(threads);
    const heard = await played(threads, [coach], 8_000, (atMs) => {
      if (atMs === 4_000) coach.push({ type: 'objection' });
    });
    const after = heard.get(coach)!.filter(({ atMs }) => atMs > 4_100);
    const emotions = after.flatMap((event) =>
      event.type === 'observation' ? [event.observation.emotion.kind] : [],
    );
    expect(emotions.length).toBeGreaterThan(0);
    expect(new Set(emotions)).toEqual(new Set(['absent']));
  });

  it('goes on after a thread has died: its coaches begin anew and are told of again', async () => {
    const failures: unknown[] = [];
    let restarted: (coaches: ReadonlySet<HostedCoach>) => void = () => {};
    const anew = new Promise<ReadonlySet<HostedCoach>>((resolve) => {
      restarted = resolve;
    });
    const threads = await workers(1, {
      onRestart: (coaches) => restarted(coaches),
      onFailure: (cause) => void failures.push(cause),
    });
    const coach = open(threads);
    await played(threads, [], 1_000);
    await kill(threads);
    expect(await anew).toEqual(new Set([coach]));
    expect(failures).toHaveLength(1);
    const heard = await played(threads, [coach], 4_000);
    expect(heard.get(coach)!.some(({ type }) => type === 'summary')).toBe(true);
  });

  it('loses the rounds without a thread, and tries again until the model is there', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'evenkeel-model-'));
    const modelPath = join(folder, 'emotion.onnx');
    const bring = () => {
      cpSync(MODEL_PATH, modelPath);
      cpSync(MODEL_PATH.replace(/onnx$/, 'json'), modelPath.replace(/onnx$/, 'json'));
    };
    bring();
    const failures: unknown[] = [];
    let restarted: (coaches: ReadonlySet<HostedCoach>) => void = () => {};
    const anew = new Promise<ReadonlySet<HostedCoach>>((resolve) => {
      restarted = resolve;
    });
    const threads = await workers(1, {
      modelPath,
      secondOpinion: 'off',
      onRestart: (coaches) => restarted(coaches),
      onFailure: (cause) => {
        failures.push(cause);
        if (failures.length === 2) bring();
      },
    });
    const coach = open(threads);
    rmSync(modelPath);
    await kill(threads);
    const lost = { ...SILENT, ended: () => expect.unreachable('There is no thread that could end it.') };
    await threads.round(new Set([coach]), lost);
    expect(await anew).toEqual(new Set([coach]));
    expect(failures.map(String)).toEqual([
      expect.stringContaining('The worker thread has ended'),
      expect.stringContaining('model'),
    ]);
    rmSync(folder, { recursive: true });
    expect((await played(threads, [coach], 1_000)).get(coach)!.length).toBeGreaterThan(0);
  });

  it('does not come back once it is closed', async () => {
    let died: (cause: unknown) => void = () => {};
    const death = new Promise<unknown>((resolve) => {
      died = resolve;
    });
    const onRestart = () => expect.unreachable('It was closed.');
    const threads = await workers(1, { onRestart, onFailure: (cause) => died(cause) });
    const coach = open(threads);
    await kill(threads);
    await death;
    await threads.close();
    await threads.round(new Set([coach]), {
      ...SILENT,
      ended: () => expect.unreachable('No thread is left.'),
    });
    expect(threads.loads).toEqual([1]);
  });

  it('refuses to start where one thread cannot load the model', async () => {
    await expect(workers(2, { modelPath: '/nowhere/emotion.onnx' })).rejects.toThrow(/model/);
  });

  it('hands a burst over in parts, and loses nothing of it', async () => {
    const threads = await workers(1);
    const coaches = [open(threads), open(threads)];
    const second = new Float32Array(8_000);
    for (let streamTimeMs = 0; streamTimeMs < 40_000; streamTimeMs += 1_000)
      for (const coach of coaches)
        for (const role of ['customer', 'agent'] as const)
          coach.push({ type: 'audio', chunk: { role, streamTimeMs, sampleRateHz: 8000, samples: second } });
    const heard = await played(threads, coaches, 0);
    for (const coach of coaches)
      expect(heard.get(coach)!.find((event) => event.type === 'summary')).toMatchObject({
        summary: { durationMs: 40_000 },
      });
  });
});

/** Ends the host's only thread from outside, as a crash would. */
async function kill(threads: WorkerCoachHost): Promise<void> {
  const terminate = Worker.prototype.terminate;
  let victim: Worker | null = null;
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (this: Worker, ...rest: Parameters<typeof post>) {
    victim = this;
    Worker.prototype.postMessage = post;
    return post.apply(this, rest);
  };
  await threads.round(new Set(), SILENT);
  await terminate.call(victim!);
}
