import { describe, expect, it } from 'vitest';
import { configSchema } from '../../src/config/config-schema.js';
import { coachingSection } from '../../src/config/sections/coaching-section.js';
import { DEFAULT_MOOD_OPTIONS } from '../../src/core/call/mood-options.js';
import { PROSODY_MOOD_OPTIONS } from '../../src/core/call/prosody-mood-options.js';
import { DEFAULT_POLICY_OPTIONS } from '../../src/core/cues/coaching-options.js';
import { coachOptionsOf, moodOf, policyOf } from '../../src/live/coaching-settings.js';

const shipped = coachingSection.parse({});

describe('Coaching settings', () => {
  it('say in the configuration what the code does by default', () => {
    expect(policyOf(shipped)).toEqual(DEFAULT_POLICY_OPTIONS);
    expect(moodOf(configSchema.parse({}))).toEqual(DEFAULT_MOOD_OPTIONS);
  });

  it("let a site's calibration move the thresholds, and nothing else of the mood", () => {
    const mood = moodOf(configSchema.parse({ coaching: { mood: { angerAtNats: 9 } } }));
    expect(mood).toEqual({ ...DEFAULT_MOOD_OPTIONS, anger: { ...DEFAULT_MOOD_OPTIONS.anger, atNats: 9 } });
  });

  it('take the thresholds of the model that hears, and never name a mood that the formula cannot tell', () => {
    const prosody = moodOf(configSchema.parse({ model: { kind: 'prosody' } }));
    expect(prosody).toEqual(PROSODY_MOOD_OPTIONS);
    expect(moodOf(configSchema.parse({ model: { use: 'commercial' } }))).toEqual(PROSODY_MOOD_OPTIONS);
    expect(prosody.undivided).toBe(true);
  });

  it('draw the hold-out of each call apart', () => {
    const settings = configSchema.parse({ coaching: { holdOut: { share: 0.2, secret: 's' } } });
    const seedOf = (seed: string) =>
      coachOptionsOf(settings, { roles: ['customer'], noticeGiven: true, seed }).holdOut.seed;
    expect(seedOf('a')).not.toBe(seedOf('b'));
  });

  it('refuse wording that the panel cannot hold, an unknown kind and an unknown key', () => {
    const wording = (title: string) => ({ wording: { breath: { en: { title, advice: 'Breathe.' } } } });
    expect(coachingSection.safeParse(wording('Breathe')).success).toBe(true);
    expect(coachingSection.safeParse(wording('x'.repeat(25))).success).toBe(false);
    expect(coachingSection.safeParse({ kindsOn: ['shout'] }).success).toBe(false);
    expect(coachingSection.safeParse({ budget: 3 }).success).toBe(false);
    expect(configSchema.shape.coaching).toBe(coachingSection);
  });
});
