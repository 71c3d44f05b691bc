import { encodeG711 } from '../../core/audio/encode-g711.js';
import { encodePcm16 } from '../../core/audio/pcm16.js';
import type { CallFrame } from './call-frame.js';
import type { AudioEncoding, Speaker } from './call-plan.js';

/** Codes one frame for the wire: one speaker mono, several interleaved sample by sample in the given order. */
export function encodeFrame(
  frame: CallFrame,
  speakers: readonly Speaker[],
  encoding: AudioEncoding,
): Uint8Array {
  const samples = interleave(speakers.map((speaker) => frame.voices[speaker]));
  return encodeSamples(samples, encoding);
}

export function encodeSamples(samples: Float32Array, encoding: AudioEncoding): Uint8Array {
  if (encoding === 'l16') return encodePcm16(samples);
  return encodeG711(encoding === 'pcmu' ? 'mulaw' : 'alaw', samples);
}

/** Both parties in one channel at half level each, as a mixing bridge sends them. */
export function mixVoices(frame: CallFrame): Float32Array {
  const { customer, agent } = frame.voices;
  return customer.map((sample, i) => (sample + (agent[i] ?? 0)) / 2);
}

function interleave(channels: readonly Float32Array[]): Float32Array {
  if (channels.length === 1 && channels[0]) return channels[0];
  const length = channels[0]?.length ?? 0;
  const samples = new Float32Array(length * channels.length);
  channels.forEach((channel, c) => {
    for (let i = 0; i < length; i++) samples[i * channels.length + c] = channel[i] ?? 0;
  });
  return samples;
}
