import { atAnalysisRate } from '../../core/audio/at-analysis-rate.js';
import { PowerSpectrum } from '../../core/features/kernels/power-spectrum.js';
import type { Track } from '../recordings/recording.js';

const SIZE = 256;
const BIN_HZ = 8000 / SIZE;
/** The top of a telephone's band, above what a narrower recording holds, against the voice below it. */
const TOP_HZ = { from: 3100, to: 3400 };
const VOICE_HZ = { from: 300, to: 2800 };
/** Frames this far below the loudest hold no speech that counts. */
const LOUD_DB = 30;
/** Hissing sounds reach the top with nearly all of their power: one frame in a hundred is enough to see it. */
const QUANTILE = 0.99;
/** Of 48 recordings none is below −21 dB as a telephone codes it; cut at 3 kHz, 47 are below −37 dB. */
const ABSENT_DB = -30;

/**
 * Whether the speech of a track reaches the top of the telephone band (3.4 kHz), by its hissing sounds; null where
 * there is too little of it to tell.
 */
export function reachesTelephoneTop(track: Omit<Track, 'role'>): boolean | null {
  const samples = atAnalysisRate(track.samples, track.sampleRateHz);
  const spectrum = new PowerSpectrum(SIZE);
  const power = new Float64Array(SIZE / 2 + 1);
  const frames: { readonly voice: number; readonly top: number }[] = [];
  for (let at = 0; at + SIZE <= samples.length; at += SIZE) {
    for (let n = 0; n < SIZE; n++)
      spectrum.frame[n] = samples[at + n]! * (0.5 - 0.5 * Math.cos((2 * Math.PI * n) / SIZE));
    spectrum.transform(power);
    frames.push({ voice: sumOf(power, VOICE_HZ), top: sumOf(power, TOP_HZ) });
  }
  const loudest = frames.reduce((most, { voice, top }) => Math.max(most, voice + top), 0);
  const shares = frames
    .filter(({ voice, top }) => voice > 0 && voice + top > loudest * 10 ** (-LOUD_DB / 10))
    .map(({ voice, top }) => top / voice)
    .sort((one, other) => one - other);
  if (shares.length < 1 / (1 - QUANTILE)) return null;
  return 10 * Math.log10(shares[Math.floor(shares.length * QUANTILE)]!) > ABSENT_DB;
}

function sumOf(power: Float64Array, { from, to }: { readonly from: number; readonly to: number }): number {
  let sum = 0;
  for (let bin = Math.ceil(from / BIN_HZ); bin <= to / BIN_HZ; bin++) sum += power[bin]!;
  return sum;
}
