import { HOP_MS, HOP_SAMPLES } from '../../core/audio/audio-frame.js';
import { ChannelFeatures } from '../../core/features/channel-features.js';
import { PITCH_DELAY_MS } from '../../core/features/lld/pitch-tracker.js';
import type { PitchTrack } from './pitch-errors.js';

/** What a channel's features say over a whole clip. */
export type ChannelTracks = {
  /** F0 in its own time: the tracker's constant delay is already taken off. */
  readonly pitch: PitchTrack;
  /** One value a hop: 1 while speaking, hang-over included. */
  readonly speaking: Uint8Array;
  readonly syllables: number;
};

/** Runs one channel's features over 8 kHz samples, with half a second of silence after so that all is decided. */
export function channelTracks(samples: Float32Array): ChannelTracks {
  const features = new ChannelFeatures({ detail: 'facts' });
  const hops = Math.ceil(samples.length / HOP_SAMPLES);
  const f0Hz = new Float64Array(hops + 50);
  const speaking = new Uint8Array(hops);
  const hop = new Float32Array(HOP_SAMPLES);
  for (let i = 0; i < f0Hz.length; i++) {
    hop.fill(0);
    hop.set(samples.subarray(i * HOP_SAMPLES, Math.min(samples.length, (i + 1) * HOP_SAMPLES)));
    features.push(hop, false);
    f0Hz[i] = features.f0Hz;
    if (i < hops) speaking[i] = features.isSpeaking ? 1 : 0;
  }
  return {
    pitch: { firstMs: HOP_MS - PITCH_DELAY_MS, stepMs: HOP_MS, f0Hz },
    speaking,
    syllables: features.syllableCount,
  };
}
