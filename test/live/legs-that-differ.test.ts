import { beforeAll, describe, expect, it } from 'vitest';
import { DEMO_CALL_PATH } from '../../src/app/package-root.js';
import type { Role } from '../../src/core/audio/audio-frame.js';
import type { CoachEvent } from '../../src/core/cues/coach-event.js';
import type { MediaStream } from '../../src/ingest/media-adapter.js';
import { readRecording } from '../../src/lab/telephones/read-recording.js';
import type { TwoPartyRecording } from '../../src/lab/telephones/two-party-recording.js';
import { AudioTally } from '../../src/live/audio-tally.js';
import { LocalCoachHost } from '../../src/live/coaching/local-coach-host.js';
import { defaultCoachOptions } from '../../src/live/coaching-settings.js';
import { LiveCalls } from '../../src/live/live-calls.js';
import { SpreadClassifier } from '../support/spread-classifier.js';

const CHUNK = 800;
let recording: TwoPartyRecording;
beforeAll(async () => {
  recording = await readRecording({ kind: 'stereo', file: DEMO_CALL_PATH, swapped: false }, 8000);
});

class CountingClassifier extends SpreadClassifier {
  windows = 0;
  override classify(windows: Parameters<SpreadClassifier['classify']>[0]) {
    this.windows += windows.length;
    return super.classify(windows);
  }
}

/** A node with one call, whose legs open and speak as the test says. */
function node() {
  const classifier = new CountingClassifier();
  const events: CoachEvent[] = [];
  let positionMs = 0;
  const legs: { stream: MediaStream; roles: readonly Role[] }[] = [];
  const calls = new LiveCalls({
    tally: new AudioTally(),
    host: new LocalCoachHost(classifier, (cause) => {
      throw cause;
    }),
    coachOptions: ({ roles }) => defaultCoachOptions(roles, false),
    output: () => ({
      events: (more) => void events.push(...more),
      media: () => {},
      end: async (more) => void events.push(...more),
      fault: expect.unreachable,
    }),
    onAgent: () => {},
    objectionsKnown: () => true,
    onHold: (call, on) => call.hold(on),
    onObjection: (call) => call.object(),
    monotonicMs: () => positionMs,
    rejoinMs: { normal: 0, lost: 0 },
    onFault: (cause) => expect.unreachable(String(cause)),
  });
  return {
    classifier,
    events,
    leg(roles: readonly Role[], given: boolean | null): MediaStream {
      const stream = calls.stream({
        streamId: String(legs.length),
        tenant: 'acme',
        connector: 'pbx',
        platform: 'native',
        callId: 'two-legs',
        platformSessionId: null,
        roles,
        notice: given === null ? null : { given, wordingVersion: null },
        agentId: null,
        language: null,
        openedAtMs: 0,
        openedAtWallMs: 0,
      });
      legs.push({ stream, roles });
      return stream;
    },
    async speak(forMs: number): Promise<void> {
      for (const endMs = positionMs + forMs; positionMs < endMs; positionMs += 100) {
        for (const { stream, roles } of legs)
          for (const role of roles) {
            if (role === 'mixed') continue;
            const from = (positionMs * 8000) / 1000;
            const samples = recording.voices[role].slice(from, from + CHUNK);
            stream.handle({
              type: 'audio',
              chunk: { role, streamTimeMs: positionMs, sampleRateHz: 8000, samples },
            });
          }
        await calls.tick();
      }
    },
    end: () => calls.endAll(),
  };
}

const summaryOf = (events: readonly CoachEvent[]) =>
  events.flatMap((event) => (event.type === 'summary' ? [event.summary] : []));

describe('a call with several legs', () => {
  it('is analysed by the word of the caller’s leg, whichever came first', async () => {
    for (const order of ['caller first', 'agent first']) {
      const call = node();
      if (order === 'caller first') call.leg(['customer'], true);
      const agent = call.leg(['agent'], false);
      if (order === 'agent first') call.leg(['customer'], true);
      await call.speak(20_000);
      expect(call.classifier.windows, order).toBeGreaterThan(5);
      expect(agent.noticeHolds, order).toBe(true);
      expect(call.events.filter(({ type }) => type === 'forgotten')).toEqual([]);
    }
  });

  it('is not analysed when two of the caller’s legs differ, and tells both the same', async () => {
    const call = node();
    const legs = [call.leg(['customer', 'agent'], false), call.leg(['customer'], true)];
    await call.speak(20_000);
    expect(call.classifier.windows).toBe(0);
    expect(legs.map(({ noticeHolds }) => noticeHolds)).toEqual([false, false]);
  });

  it('forgets what was inferred when a later leg of the caller says that no notice was given', async () => {
    const call = node();
    const first = call.leg(['customer', 'agent'], true);
    await call.speak(20_000);
    const before = call.classifier.windows;
    expect(before).toBeGreaterThan(5);
    call.leg(['customer'], false);
    expect(first.noticeHolds).toBe(false);
    await call.speak(5_000);
    expect(call.classifier.windows).toBe(before);
    await call.end();
    expect(call.events.filter(({ type }) => type === 'forgotten')).toHaveLength(1);
    expect(summaryOf(call.events)).toMatchObject([
      { coverage: 'no-notice', tenseMs: 0, angryMs: 0, anxiousMs: 0, episodes: [] },
    ]);
  });

  it('stops for an objection on any leg, and keeps nothing even if the call ends with it', async () => {
    const call = node();
    call.leg(['customer'], true);
    const agent = call.leg(['agent'], null);
    await call.speak(20_000);
    agent.handle({ type: 'objection' });
    await call.end();
    expect(summaryOf(call.events)).toMatchObject([
      { coverage: 'objection', tenseMs: 0, angryMs: 0, anxiousMs: 0, episodes: [] },
    ]);
  });
});
