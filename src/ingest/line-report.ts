import type { Role } from '../core/audio/audio-frame.js';
import type { ChannelSuspicion, LineSound } from './channel-check.js';

/** One party's channel of a stream: quality of the line alone. */
export type LineChannel = {
  readonly role: Role;
  /** Audio that arrived, with sound in it or not. */
  readonly heardMs: number;
  readonly sound: LineSound;
  readonly suspicion: ChannelSuspicion;
  /** How far the platform's positions had to be moved to lie where the audio arrives. */
  readonly offsetMs: number;
};

/** How an open stream sounds to this instance; for installers, by way of `evenkeel doctor`. */
export type LineReport = {
  readonly connector: string;
  readonly noticeGiven: boolean;
  /** Time by the clock since audio last began to flow, and the audio that came in it: they differ when the rate is wrong. */
  readonly elapsedMs: number;
  readonly streamMs: number;
  readonly channels: readonly LineChannel[];
};
