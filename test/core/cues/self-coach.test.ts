import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Role } from '../../../src/core/audio/audio-frame.js';
import { DEFAULT_MOOD_OPTIONS } from '../../../src/core/call/mood-options.js';
import { CallCoach } from '../../../src/core/cues/call-coach.js';
import { OwnEyesOnly, OwnSession } from '../../../src/core/cues/own-eyes-only.js';
import { isOwnBreathId, SelfCoach } from '../../../src/core/cues/self-coach.js';
import { ChannelFeatures } from '../../../src/core/features/channel-features.js';
import { defaultCoachOptions } from '../../../src/live/coaching-settings.js';
import { buzzingVoice } from '../../support/buzzing-voice.js';

const ANGRY = { anger: 0.96, anxiety: 0.02, other: 0.02 };
const session = new OwnSession('s-1');
const voice = buzzingVoice({ durationMs: 20_000, startMs: 0, onMs: 3000, offMs: 1500, f0Hz: 120 });

function chunks(role: Role) {
  return Array.from({ length: 100 }, (_, i) => ({
    role,
    streamTimeMs: i * 200,
    sampleRateHz: 8000,
    samples: voice.subarray(i * 1600, (i + 1) * 1600),
  }));
}

/** What the detector says of the voice at a moment. */
function activityAt(atMs: number): string {
  const features = new ChannelFeatures({ detail: 'full' });
  for (let from = 0; from < atMs * 8; from += 80) features.push(voice.subarray(from, from + 80), false);
  return features.facts().activity;
}

describe('The channel wall', () => {
  it('never asks the model about the agent: no window is made of the agent channel', () => {
    const coach = new CallCoach(defaultCoachOptions(['customer', 'agent'], true));
    for (const chunk of chunks('agent')) {
      coach.push({ type: 'audio', chunk });
      coach.push({ type: 'audio', chunk: { ...chunk, role: 'customer', samples: new Float32Array(1600) } });
      expect(coach.take()).toEqual([]);
      for (const event of coach.settle([]))
        if (event.type === 'observation') expect(event.observation.emotion.kind).toBe('absent');
    }
    const events = coach.end();
    const summary = events.find((event) => event.type === 'summary');
    expect(summary).toMatchObject({
      summary: { tenseMs: 0, angryMs: 0, anxiousMs: 0, episodes: [], strain: 0 },
    });
  });

  it('asks the model about the very same audio on the customer channel', () => {
    const coach = new CallCoach(defaultCoachOptions(['customer'], true));
    const taken = chunks('customer').map((chunk) => {
      coach.push({ type: 'audio', chunk });
      const { length } = coach.take();
      coach.settle(Array.from({ length }, () => ANGRY));
      return length;
    });
    expect(Math.max(...taken)).toBeGreaterThan(0);
  });
});

describe('Self-coaching', () => {
  it('gives a breath to the session that asked, while the agent is quiet, and hears nobody else', () => {
    const own = new SelfCoach(session, DEFAULT_MOOD_OPTIONS);
    const breaths: OwnEyesOnly<unknown>[] = [];
    for (const chunk of chunks('agent')) {
      own.audio(chunk);
      own.audio({ ...chunk, role: 'customer' });
      const breath = own.settle(own.take().map(() => new OwnEyesOnly(session, ANGRY)));
      if (breath !== null) breaths.push(breath);
    }
    expect(breaths).toHaveLength(1);
    const seen = breaths[0]!.reveal(session) as { breathId: string; atMs: number; expiresAtMs: number };
    expect(['a-call.c1', `a-call.${seen.breathId}`].map(isOwnBreathId)).toEqual([false, true]);
    expect(activityAt(seen.atMs)).toBe('quiet');
    expect(seen.expiresAtMs).toBeGreaterThan(seen.atMs);
    expect(breaths[0]!.reveal(new OwnSession('s-2'))).toBeNull();
  });

  it('makes values that no store, log or message can read', () => {
    const secret = new OwnEyesOnly(session, { tension: 'angry' });
    expect(JSON.stringify({ secret })).toBe('{}');
    expect(inspect(secret, { depth: 9, showHidden: true })).not.toContain('angry');
    expect(Object.keys(secret)).toEqual([]);
    expect({ ...secret }).toEqual({});
    expect(() => String(structuredClone(secret))).not.toThrow();
    expect(JSON.stringify(structuredClone(secret))).not.toContain('angry');
  });
});
