import type { AudioChunk, AudioGap } from '../../core/audio/audio-frame.js';
import type { CoachInput } from '../../core/cues/coach.js';

/** Audio and gaps are handed on in pieces; how they are cut changes nothing. */
const PIECE_MS = 100;
export const GAP_PIECE_MS = 30_000;
/** The most that a piece of a gap costs, in milliseconds of audio. */
const GAP_COST_MS = 300;
/** What any input costs besides its audio. */
export const OTHER_COST_MS = 1;

export function audioMs({ samples, sampleRateHz }: Pick<AudioChunk, 'samples' | 'sampleRateHz'>): number {
  return (samples.length * 1000) / sampleRateHz;
}

/** Milliseconds of the call that an input covers. */
export function lengthMs(input: CoachInput): number {
  if (input.type === 'audio') return audioMs(input.chunk);
  return input.type === 'gap' ? input.gap.durationMs : 0;
}

/** What handing an input on costs, in milliseconds of audio. */
export function costMs(input: CoachInput): number {
  if (input.type === 'audio') return OTHER_COST_MS + audioMs(input.chunk);
  return input.type === 'gap' ? Math.min(GAP_COST_MS, OTHER_COST_MS + input.gap.durationMs) : OTHER_COST_MS;
}

/** The next piece of audio of which so much is done; null where less than a sample is left. */
export function pieceOfAudio(chunk: AudioChunk, doneMs: number): AudioChunk | null {
  const { samples, sampleRateHz } = chunk;
  const from = Math.round((doneMs * sampleRateHz) / 1000);
  const to = Math.min(samples.length, from + Math.ceil((PIECE_MS * sampleRateHz) / 1000));
  if (from >= to) return null;
  return { ...chunk, streamTimeMs: chunk.streamTimeMs + doneMs, samples: samples.subarray(from, to) };
}

export function pieceOfGap(gap: AudioGap, doneMs: number): AudioGap {
  const durationMs = Math.min(GAP_PIECE_MS, gap.durationMs - doneMs);
  return { ...gap, streamTimeMs: gap.streamTimeMs + doneMs, durationMs };
}
