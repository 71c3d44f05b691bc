import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { OnnxClassifier } from '../../src/core/classifier/onnx-classifier.js';
import { CallCoach } from '../../src/core/cues/call-coach.js';
import type { CoachInput } from '../../src/core/cues/coach.js';
import type { CoachEvent } from '../../src/core/cues/coach-event.js';
import { coachingRound } from '../../src/core/cues/coaching-round.js';
import { ClipReader, openSpeechCorpus } from '../../src/lab/corpus/speech-corpus.js';
import { type CueScenario, scenariosOf } from '../../src/lab/evaluation/cue-scenario.js';
import { defaultCoachOptions } from '../../src/live/coaching-settings.js';
import { DATA_FOLDER, lacks } from '../support/requirements.js';

const RATE_HZ = 8000;

describe.skipIf(lacks('data'))('Coaching real speech', () => {
  let classifier: OnnxClassifier;
  let scenario: CueScenario;

  beforeAll(async () => {
    classifier = await OnnxClassifier.load({ modelPath: 'models/emotion.onnx' });
    const corpus = await openSpeechCorpus(join(DATA_FOLDER, 'speech'), 'test');
    const speaker = corpus.speakers.find(({ id }) => id.startsWith('ased/'))!;
    const scenarios = await scenariosOf(speaker, new ClipReader(corpus.folder), (sentence) => {
      throw new Error(sentence);
    });
    scenario = scenarios.find(({ kind }) => kind === 'anger')!;
  });

  /** Plays the caller's 35 s in pieces; `at` may push something once the audio has come to a place. */
  async function played(
    pieceMs: number,
    noticeGiven: boolean,
    at: ReadonlyMap<number, CoachInput> = new Map(),
  ): Promise<{ events: CoachEvent[]; windows: number }> {
    const coach = new CallCoach(defaultCoachOptions(['customer'], noticeGiven));
    const coaches = new Map([['call', coach]]);
    const events: CoachEvent[] = [];
    let windows = 0;
    const piece = (pieceMs * RATE_HZ) / 1000;
    for (let from = 0; from < scenario.samples.length; from += piece) {
      const streamTimeMs = (from * 1000) / RATE_HZ;
      const happening = at.get(streamTimeMs);
      if (happening !== undefined) coach.push(happening);
      const samples = scenario.samples.subarray(from, from + piece);
      coach.push({
        type: 'audio',
        chunk: { role: 'customer', streamTimeMs, sampleRateHz: RATE_HZ, samples },
      });
      await coachingRound(
        coaches,
        {
          classify: (asked) => {
            windows += asked.length;
            return classifier.classify(asked);
          },
          close: () => Promise.resolve(),
        },
        {
          events: (_, more) => events.push(...more),
          modelFailed: (cause) => expect.unreachable(String(cause)),
          fault: (_, cause) => expect.unreachable(String(cause)),
        },
      );
    }
    return { events: [...events, ...coach.end()], windows };
  }

  /** What the desktop and the record would see. The runtime's last bits depend on how windows were batched. */
  function story(events: readonly CoachEvent[]): unknown[] {
    return events
      .filter(({ type }) => type !== 'observation')
      .map((event) => (event.type === 'state' ? { atMs: event.atMs, mood: event.state.mood } : event));
  }

  it('gives the same moods and cues in packets of 20 ms and of a second', async () => {
    const { events } = await played(20, true);
    expect(
      events.some((event) => event.type === 'observation' && event.observation.emotion.kind === 'heard'),
    ).toBe(true);
    expect(story((await played(1000, true)).events)).toEqual(story(events));
  });

  it('asks the model nothing without notice, and claims nothing of the voice', async () => {
    const { events, windows } = await played(200, false);
    expect(windows).toBe(0);
    for (const event of events)
      if (event.type === 'observation') {
        expect(event.observation.emotion).toEqual({ kind: 'absent', reason: 'no-notice' });
        expect(event.observation.customer).toMatchObject({ levelDeltaDb: null, f0DeltaSemitones: null });
      }
    expect(events.find((event) => event.type === 'summary')).toMatchObject({
      summary: { coverage: 'no-notice', tenseMs: 0, episodes: [] },
    });
  });

  it('erases at an objection what it had inferred, and asks nothing more', async () => {
    const objection = new Map<number, CoachInput>([[30_000, { type: 'objection' }]]);
    const { events, windows } = await played(200, true, objection);
    expect(windows).toBeLessThanOrEqual(60);
    expect(windows).toBeGreaterThan(0);
    for (const event of events)
      if (event.type === 'observation' && event.atMs > 30_000)
        expect(event.observation.emotion).toEqual({ kind: 'absent', reason: 'objection' });
    expect(events.find((event) => event.type === 'summary')).toMatchObject({
      summary: { coverage: 'objection', tenseMs: 0, angryMs: 0, episodes: [], strain: 0 },
    });
  });
});
