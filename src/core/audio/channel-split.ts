import { EvenkeelError } from '../../errors.js';

/**
 * Takes interleaved samples apart, one array per channel in channel order.
 * Throws `audio.frame-torn` when the samples do not fill every channel equally.
 */
export function splitChannels(interleaved: Float32Array, channelCount: number): Float32Array[] {
  const frames = interleaved.length / channelCount;
  if (!Number.isInteger(frames)) {
    throw new EvenkeelError('audio.frame-torn', `${interleaved.length} samples, ${channelCount} channels.`);
  }
  if (channelCount === 1) return [interleaved];
  return Array.from({ length: channelCount }, (_, channel) => {
    const samples = new Float32Array(frames);
    for (let i = 0, at = channel; i < frames; i++, at += channelCount) samples[i] = interleaved[at]!;
    return samples;
  });
}
