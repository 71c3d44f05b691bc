import { describe, expect, it } from 'vitest';
import type { CallSummary } from '../../src/core/call/call-summary.js';
import { type Attention, FRESH_ATTENTION } from '../../src/core/cues/attention.js';
import type { Coach, CoachInput } from '../../src/core/cues/coach.js';
import type { CoachEvent } from '../../src/core/cues/coach-event.js';
import type { StreamOpen } from '../../src/ingest/media-adapter.js';
import { AudioTally } from '../../src/live/audio-tally.js';
import type { MediaChange } from '../../src/live/call-output.js';
import { LocalCoachHost, type OwnCoach } from '../../src/live/coaching/local-coach-host.js';
import { defaultCoachOptions } from '../../src/live/coaching-settings.js';
import { LiveCalls } from '../../src/live/live-calls.js';
import { SpreadClassifier } from '../support/spread-classifier.js';
import { SUMMARY } from '../support/stored-records.js';

/** A coach that throws on demand, and otherwise reports that it was settled. */
class FragileCoach implements OwnCoach {
  readonly customerHeardMs = 0;
  readonly hasUntaken = false;
  settled = 0;
  readonly heard: CoachInput['type'][] = [];
  constructor(private readonly breaksIn: keyof Coach | null) {}

  push(input: CoachInput): void {
    this.heard.push(input.type);
    this.#breakIn('push', input.type === 'audio');
  }
  take(): [] {
    this.#breakIn('take');
    return [];
  }
  takeDropped(): number {
    return 0;
  }
  settle(): readonly CoachEvent[] {
    this.settled += 1;
    this.#breakIn('settle');
    return [];
  }
  doubtful(): null {
    this.#breakIn('doubtful');
    return null;
  }
  resolve(): [] {
    return [];
  }
  attention(): Attention {
    return FRESH_ATTENTION;
  }
  end(): readonly CoachEvent[] {
    this.#breakIn('end');
    return [{ type: 'summary', atMs: 0, summary: SUMMARY }];
  }

  #breakIn(where: keyof Coach, now = true): void {
    if (this.breaksIn === where && now) throw new Error(where);
  }
}

function node(breaksIn: (callId: string) => keyof Coach | null) {
  const coaches = new Map<string, FragileCoach>();
  const shown: [string, MediaChange | 'fault of ours'][] = [];
  const summaries: [string, CallSummary][] = [];
  let opening = '';
  const calls = new LiveCalls({
    host: new LocalCoachHost(
      new SpreadClassifier(),
      (cause) => expect.unreachable(String(cause)),
      () => {
        const coach = new FragileCoach(breaksIn(opening));
        coaches.set(opening, coach);
        return coach;
      },
    ),
    coachOptions: ({ callId, roles }) => {
      opening = callId;
      return defaultCoachOptions(roles, false);
    },
    output: ({ key: { callId } }) => ({
      events: () => {},
      media: (change) => void shown.push([callId, change]),
      end: async (events) => {
        for (const event of events) if (event.type === 'summary') summaries.push([callId, event.summary]);
      },
      fault: () => void shown.push([callId, 'fault of ours']),
    }),
    onAgent: () => {},
    onHold: () => {},
    onObjection: (call) => call.object(),
    objectionsKnown: () => true,
    monotonicMs: () => 0,
    tally: new AudioTally(),
    rejoinMs: { normal: 0, lost: 0 },
    onFault: (cause) => expect.unreachable(String(cause)),
  });
  const stream = (callId: string) => calls.stream({ ...OPEN, callId });
  return { calls, stream, coaches, shown, summaries };
}

const OPEN: StreamOpen = {
  streamId: 's',
  tenant: 'acme',
  connector: 'pbx',
  platform: 'native',
  callId: '',
  platformSessionId: null,
  roles: ['customer'],
  notice: { given: true, wordingVersion: null },
  agentId: null,
  language: null,
  openedAtMs: 0,
  openedAtWallMs: 0,
};
const AUDIO = {
  type: 'audio',
  chunk: { role: 'customer', streamTimeMs: 0, sampleRateHz: 8000, samples: new Float32Array(160) },
} as const;

describe('a fault in one call', () => {
  it.each(['push', 'take', 'settle', 'doubtful'] as const)(
    'in %s ends the coaching of that call alone',
    async (where) => {
      const { calls, stream, coaches, shown, summaries } = node((id) => (id === 'bad' ? where : null));
      const streams = ['before', 'bad', 'after'].map(stream);
      for (let round = 0; round < 3; round += 1) {
        for (const one of streams) one.handle(AUDIO);
        await calls.tick();
      }
      expect(coaches.get('before')?.settled).toBe(3);
      expect(coaches.get('after')?.settled).toBe(3);
      expect(shown).toEqual([
        ['bad', 'fault of ours'],
        ['bad', 'fault'],
      ]);
      await calls.endAll();
      expect(summaries.map(([callId]) => callId)).toEqual(['before', 'bad', 'after']);
    },
  );

  it('that costs its summary costs no other call’s, and does not stop the end of the others', async () => {
    const { calls, stream, shown, summaries } = node((id) => (id === 'bad' ? 'end' : null));
    for (const callId of ['before', 'bad', 'after']) stream(callId);
    await calls.endAll();
    expect(summaries.map(([callId]) => callId)).toEqual(['before', 'after']);
    expect(shown).toEqual([['bad', 'fault of ours']]);
    expect(calls.size).toBe(0);
  });

  it('does not keep the caller’s objection from taking effect', async () => {
    const { calls, stream, coaches } = node(() => 'settle');
    const bad = stream('bad');
    await calls.tick();
    bad.handle(AUDIO);
    bad.handle({ type: 'objection' });
    expect(coaches.get('bad')?.heard.at(-1)).toBe('objection');
    expect(coaches.get('bad')?.heard).not.toContain('audio');
  });

  it('in what listens to it silences the listener, and nobody is told', () => {
    const { calls, stream, shown } = node(() => null);
    const good = stream('good');
    let heard = 0;
    for (const call of calls.all())
      call.listen(() => {
        heard += 1;
        throw new Error('own ear');
      });
    good.handle(AUDIO);
    good.handle(AUDIO);
    expect([heard, shown]).toEqual([1, []]);
  });
});

describe('the end of a stream', () => {
  it('is settled once what is kept of its call is durable, and at once while the call goes on', async () => {
    const { calls, stream } = node(() => null);
    const order: string[] = [];
    const first = stream('two-legs');
    const second = stream('two-legs');
    for (const call of calls.all()) void call.settled.then(() => order.push('kept'));
    first.handle({ type: 'close', reason: 'normal' });
    await first.settled?.();
    expect(order).toEqual([]);
    second.handle({ type: 'close', reason: 'normal' });
    const told = second.settled?.().then(() => order.push('told'));
    await calls.tick();
    await told;
    expect(order).toEqual(['kept', 'told']);
  });
});
