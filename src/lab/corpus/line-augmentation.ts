import { ANALYSIS_RATE_HZ } from '../../core/audio/audio-frame.js';
import { encodeG711 } from '../../core/audio/encode-g711.js';
import { decodeG711, type G711Law } from '../../core/audio/g711.js';
import { between, normal } from '../random/random-draws.js';
import type { Random } from '../random/seeded-random.js';
import { butterworth2, filterInPlace } from './biquad-cascade.js';

/** One telephone, one room, one line: drawn once for a person, so that their calm start hears the same line. */
export type LineCondition = {
  readonly gain: number;
  /** Chance that a clip is louder or softer than the rest by up to 6 dB: a hand moves, a gain control steps. */
  readonly stepChance: number;
  /** Resampling ratio: pitch, formants and pace together, as another speaker of the same words would have. */
  readonly speed: number;
  readonly lowHz: number;
  readonly highHz: number;
  readonly law: G711Law | null;
  readonly reverb: { readonly t60Ms: number; readonly wet: number } | null;
  readonly noise: { readonly bed: Float32Array; readonly snrDb: number } | null;
  /** Signal-to-modulated-noise ratio of a lossy codec, ITU-T P.810's Q. */
  readonly codecQDb: number | null;
  readonly lossChance: number;
};

/** Draws a line. `nominalGain` brings the person to the usual level; `beds` are rooms, streets and babble. */
export function drawLine(random: Random, nominalGain: number, beds: readonly Float32Array[]): LineCondition {
  const chance = (p: number) => random() < p;
  const bed = beds[Math.floor(random() * beds.length)];
  return {
    gain: nominalGain * 10 ** (Math.max(-12, Math.min(12, 5 * normal(random))) / 20),
    stepChance: chance(0.25) ? 0.3 : 0,
    speed: chance(0.6) ? between(random, 0.88, 1.14) : 1,
    lowHz: chance(0.7) ? between(random, 180, 380) : between(random, 60, 180),
    highHz: chance(0.75) ? between(random, 3000, 3600) : between(random, 2600, 3900),
    law: chance(0.65) ? 'mulaw' : chance(0.6) ? 'alaw' : null,
    reverb: chance(0.3) ? { t60Ms: between(random, 120, 600), wet: between(random, 0.1, 0.5) } : null,
    noise: bed !== undefined && chance(0.5) ? { bed, snrDb: between(random, 6, 32) } : null,
    codecQDb: chance(0.35) ? between(random, 12, 28) : null,
    lossChance: chance(0.2) ? between(random, 0.005, 0.05) : 0,
  };
}

/** One clip as heard over that line: speed, room, noise, gain, handset band, codec, packet loss, G.711. */
export function overLine(samples: Float32Array, line: LineCondition, random: Random): Float32Array {
  const heard = line.speed === 1 ? samples.slice() : resampled(samples, line.speed);
  if (line.reverb !== null) reverberate(heard, line.reverb.t60Ms, line.reverb.wet, random);
  if (line.noise !== null) addNoise(heard, line.noise.bed, line.noise.snrDb, random);
  const step = random() < line.stepChance ? 10 ** (between(random, -6, 6) / 20) : 1;
  for (let i = 0; i < heard.length; i++) heard[i] = heard[i]! * line.gain * step;
  const low = butterworth2('highpass', line.lowHz, ANALYSIS_RATE_HZ);
  const high = butterworth2('lowpass', Math.min(line.highHz, 3950), ANALYSIS_RATE_HZ);
  filterInPlace(heard, [low, low, high, high]);
  if (line.codecQDb !== null) modulateNoise(heard, line.codecQDb, random);
  if (line.lossChance > 0) losePackets(heard, line.lossChance, random);
  return line.law === null ? heard : decodeG711(line.law, encodeG711(line.law, heard));
}

/** Catmull–Rom interpolation: exact enough below 3 kHz, and the handset's band follows. */
function resampled(samples: Float32Array, speed: number): Float32Array {
  const out = new Float32Array(Math.floor((samples.length - 3) / speed));
  for (let i = 0; i < out.length; i++) {
    const at = 1 + i * speed;
    const k = Math.floor(at);
    const t = at - k;
    const [a, b, c, d] = [samples[k - 1] ?? 0, samples[k] ?? 0, samples[k + 1] ?? 0, samples[k + 2] ?? 0];
    out[i] = b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
  }
  return out;
}

/** Eight sparse early echoes, then a decaying diffuse tail of four feedback combs (Schroeder 1962). */
function reverberate(samples: Float32Array, t60Ms: number, wet: number, random: Random): void {
  const dry = samples.slice();
  for (let echo = 0; echo < 8; echo++) {
    const delay = Math.floor(between(random, 20, 320));
    const gain = (wet * 0.6 * between(random, -1, 1)) / (1 + delay / 80);
    for (let i = delay; i < samples.length; i++) samples[i] = samples[i]! + gain * dry[i - delay]!;
  }
  for (const ms of [29.7, 37.1, 41.1, 43.7]) {
    const delay = Math.floor((ms * ANALYSIS_RATE_HZ) / 1000);
    const feedback = 10 ** ((-3 * ms) / t60Ms);
    const comb = new Float32Array(samples.length);
    for (let i = delay; i < samples.length; i++) comb[i] = dry[i - delay]! + feedback * comb[i - delay]!;
    for (let i = 0; i < samples.length; i++) samples[i] = samples[i]! + (wet / 4) * comb[i]!;
  }
}

function rootMeanSquare(samples: Float32Array): number {
  let energy = 0;
  for (const sample of samples) energy += sample * sample;
  return Math.sqrt(energy / Math.max(1, samples.length));
}

function addNoise(samples: Float32Array, bed: Float32Array, snrDb: number, random: Random): void {
  const level = rootMeanSquare(bed);
  if (level === 0) return;
  const gain = (rootMeanSquare(samples) / level) * 10 ** (-snrDb / 20);
  const start = Math.floor(random() * bed.length);
  for (let i = 0; i < samples.length; i++) samples[i] = samples[i]! + gain * bed[(start + i) % bed.length]!;
}

/** ITU-T P.810 modulated noise reference unit: noise that follows the speech, as a low-rate codec's does. */
function modulateNoise(samples: Float32Array, qDb: number, random: Random): void {
  const depth = 10 ** (-qDb / 20);
  for (let i = 0; i < samples.length; i++) samples[i] = samples[i]! * (1 + depth * normal(random));
}

/** Loses packets of 20 ms; the last one is repeated and fades (the idea of G.711 Appendix I). */
function losePackets(samples: Float32Array, chance: number, random: Random): void {
  const packet = ANALYSIS_RATE_HZ / 50;
  let run = 0;
  for (let start = packet; start + packet <= samples.length; start += packet) {
    // Losses come in bursts: after one, the next is lost one time in two.
    run = random() < (run > 0 ? 0.5 : chance) ? run + 1 : 0;
    if (run === 0) continue;
    const fade = Math.max(0, 1 - 0.3 * run);
    for (let i = 0; i < packet; i++) samples[start + i] = samples[start - packet + i]! * fade;
  }
}
