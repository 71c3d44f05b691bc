import { atAnalysisRate } from '../../core/audio/at-analysis-rate.js';
import { HOP_MS, HOP_SAMPLES } from '../../core/audio/audio-frame.js';
import { ChannelFeatures } from '../../core/features/channel-features.js';
import { levelDbOf } from '../../core/features/lld/level.js';
import { PITCH_DELAY_MS } from '../../core/features/lld/pitch-tracker.js';
import type { Track } from '../recordings/recording.js';

/** What one channel did, hop by hop: for pictures. `f0Semitones` re 27.5 Hz, 0 = unvoiced; level in dBFS. */
export type ChannelContour = {
  readonly role: Track['role'];
  readonly hopMs: number;
  readonly f0Semitones: Float32Array;
  readonly levelDb: Float32Array;
  readonly speaking: Uint8Array;
};

const REFERENCE_HZ = 27.5;

/** Runs the live descriptors over a recorded track. */
export function contourOf(track: Track): ChannelContour {
  const samples = atAnalysisRate(track.samples, track.sampleRateHz);
  const hops = Math.floor(samples.length / HOP_SAMPLES);
  const f0Semitones = new Float32Array(hops);
  const levelDb = new Float32Array(hops);
  const speaking = new Uint8Array(hops);
  const features = new ChannelFeatures({ detail: 'facts' });
  const lag = Math.round(PITCH_DELAY_MS / HOP_MS);
  for (let hop = 0; hop < hops; hop++) {
    const audio = samples.subarray(hop * HOP_SAMPLES, (hop + 1) * HOP_SAMPLES);
    features.push(audio, false);
    levelDb[hop] = levelDbOf(audio);
    speaking[hop] = features.isSpeaking ? 1 : 0;
    const heardAt = hop - lag;
    if (heardAt >= 0 && features.f0Hz > 0 && speaking[heardAt] === 1)
      f0Semitones[heardAt] = 12 * Math.log2(features.f0Hz / REFERENCE_HZ);
  }
  return { role: track.role, hopMs: HOP_MS, f0Semitones, levelDb, speaking };
}
