import type { LiveViewMessage } from '../../delivery/live-view-message.js';

export type Heard = Extract<LiveViewMessage, { type: 'heard' }>;
export type HeardCue = Extract<LiveViewMessage, { type: 'cue' }>;
/** Level of the caller's channel at a moment, dBFS. */
export type LevelPoint = { readonly atMs: number; readonly db: number };

/** What the picture shows: the last minute of what was heard, and every cue so far, newest first. */
export type ViewHistory = {
  readonly nowMs: number;
  readonly heard: readonly Heard[];
  readonly levels: readonly LevelPoint[];
  readonly cues: readonly HeardCue[];
};

export const EMPTY_HISTORY: ViewHistory = { nowMs: 0, heard: [], levels: [], cues: [] };

/** The picture's width. */
export const SHOWN_MS = 60_000;
const MOST_CUES = 20;

/** The history after one more message of the server. */
export function withMessage(history: ViewHistory, message: LiveViewMessage): ViewHistory {
  if (message.type === 'cue') return { ...history, cues: [message, ...history.cues].slice(0, MOST_CUES) };
  if (message.type !== 'heard') return history;
  const nowMs = Math.max(history.nowMs, message.atMs);
  return trimmed({ ...history, nowMs, heard: [...history.heard, message] });
}

/** The history after one more block of audio. */
export function withLevel(history: ViewHistory, point: LevelPoint): ViewHistory {
  const nowMs = Math.max(history.nowMs, point.atMs);
  return trimmed({ ...history, nowMs, levels: [...history.levels, point] });
}

function trimmed(history: ViewHistory): ViewHistory {
  const fromMs = history.nowMs - SHOWN_MS;
  return {
    ...history,
    heard: history.heard.filter(({ atMs }) => atMs >= fromMs),
    levels: history.levels.filter(({ atMs }) => atMs >= fromMs),
  };
}

const SILENCE_DB = -80;

/** Level of one channel of interleaved PCM16, dBFS; digital silence is −80. */
export function levelDbOf(samples: Int16Array, channels: number, channel: number): number {
  let sum = 0;
  for (let at = channel; at < samples.length; at += channels) sum += (samples[at]! / 32_768) ** 2;
  const meanSquare = sum / Math.max(1, samples.length / channels);
  return Math.max(SILENCE_DB, 10 * Math.log10(meanSquare + 1e-12));
}
