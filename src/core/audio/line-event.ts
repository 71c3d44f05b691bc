import type { AudioChunk, AudioGap } from './audio-frame.js';

/**
 * What happens on a call's line, in order: one union from the adapter that reads it off the wire to the coach that
 * hears it. Positions are on the timeline of the event's holder: the stream's own until it joins a call.
 */
export type LineEvent =
  | { readonly type: 'audio'; readonly chunk: AudioChunk }
  | { readonly type: 'gap'; readonly gap: AudioGap }
  | { readonly type: 'hold'; readonly on: boolean }
  | { readonly type: 'pause'; readonly on: boolean }
  /** Whether the audio now arriving is older than the staleness limit: it updates state, but never cues. */
  | { readonly type: 'stale'; readonly on: boolean }
  | { readonly type: 'objection' };

/** The event on a timeline whose zero lies `byMs` earlier. */
export function movedBy(event: LineEvent, byMs: number): LineEvent {
  if (event.type === 'audio')
    return { type: 'audio', chunk: { ...event.chunk, streamTimeMs: event.chunk.streamTimeMs + byMs } };
  if (event.type === 'gap')
    return { type: 'gap', gap: { ...event.gap, streamTimeMs: event.gap.streamTimeMs + byMs } };
  return event;
}
