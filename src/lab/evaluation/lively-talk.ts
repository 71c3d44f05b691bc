import { ANALYSIS_RATE_HZ } from '../../core/audio/audio-frame.js';
import { butterworth2, filterInPlace } from '../corpus/biquad-cascade.js';
import { codeForTelephone } from '../corpus/telephone-coding.js';
import { between, seedFor } from '../random/random-draws.js';
import { type Random, seededRandom } from '../random/seeded-random.js';
import type { Sound } from './sound.js';
import { TalkBuilder } from './talk-builder.js';

/** One clip of a person, at the line's gain, and what it was acted as. */
export type LivelyClip = { readonly emotion: string; readonly samples: Float32Array };

const LEAST_S = 180;
const WANDERED = /^(neutral|calm|happy|happiness|joy|surprise|surprised|sad|sadness)$/i;
/** A person needs so much of their own to wander in. */
const LEAST_OWN_S = 15;
const BACKCHANNEL_S = [0.25, 0.45] as const;
const FRAGMENT_S = [0.5, 1.2] as const;

/** Whether a clip is a mood that a caller who is neither angry nor anxious wanders through. */
export function isWandered(emotion: string): boolean {
  return WANDERED.test(emotion.trim());
}

/**
 * At least three minutes of one person who wanders between calm, happy, surprised and sad, as talk does: pauses,
 * fragments, backchannels, steps of level, a handset that moves away, and sounds that are no speech. Telephone-coded;
 * null where the person has too little. The same person gives the same talk.
 */
export function livelyTalk(
  speaker: string,
  clips: readonly LivelyClip[],
  sounds: readonly Sound[],
): Float32Array | null {
  const own = clips.filter(({ emotion }) => isWandered(emotion));
  const seconds = own.reduce((sum, { samples }) => sum + samples.length, 0) / ANALYSIS_RATE_HZ;
  if (seconds < LEAST_OWN_S) return null;
  const random = seededRandom(seedFor(speaker, 7));
  const talk = new TalkBuilder();
  let levelDb = 0;
  let away = false;
  let emotion = 'neutral';
  while (talk.seconds < LEAST_S) {
    if (random() < 0.2) emotion = one(own, random).emotion;
    if (random() < 0.08) levelDb = between(random, -6, 6);
    if (random() < 0.06) away = !away;
    const same = own.filter((clip) => clip.emotion === emotion);
    const clip = one(same.length > 0 ? same : own, random).samples;
    const draw = random();
    const said =
      draw < 0.12 ? piece(clip, BACKCHANNEL_S, random) : draw < 0.25 ? piece(clip, FRAGMENT_S, random) : clip;
    talk.add(away ? fromAfar(said) : said, levelDb);
    talk.pause(between(random, 0.2, draw < 0.3 ? 2.5 : 1));
    if (sounds.length > 0 && random() < 0.08) talk.add(one(sounds, random).samples, between(random, -9, 3));
  }
  return codeForTelephone(talk.samples(), 1);
}

function one<Item>(items: readonly Item[], random: Random): Item {
  return items[Math.floor(random() * items.length)]!;
}

function piece(samples: Float32Array, [least, most]: readonly [number, number], random: Random) {
  const length = Math.min(samples.length, Math.round(between(random, least, most) * ANALYSIS_RATE_HZ));
  const first = Math.floor(random() * (samples.length - length));
  return samples.slice(first, first + length);
}

/** A handset held away: softer, and duller. */
function fromAfar(samples: Float32Array): Float32Array {
  const heard = samples.map((sample) => sample * 0.4);
  filterInPlace(heard, [butterworth2('lowpass', 1800, ANALYSIS_RATE_HZ)]);
  return heard;
}
