import type { CoachEvent } from '../core/cues/coach-event.js';

/** What the desktop is shown about the audio, apart from cues. */
export type MediaChange = 'listening' | 'paused' | 'held' | 'objection' | 'fault';

/** Takes a call's events in order; implemented where they are delivered and stored. */
export interface CallOutput {
  events(events: readonly CoachEvent[]): void;
  media(change: MediaChange): void;
  /** The call's last events, the summary among them. Resolves once what is kept of the call is durable, or has been dropped. */
  end(events: readonly CoachEvent[]): Promise<void>;
  /** A fault of ours: nothing more is said of this call, and at its end perhaps not even a summary. */
  fault(cause: unknown): void;
}
