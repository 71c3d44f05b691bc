import type { Role } from '../../core/audio/audio-frame.js';
import type { Attention } from '../../core/cues/attention.js';
import type { CallCoachOptions } from '../../core/cues/call-coach.js';
import type { CoachInput } from '../../core/cues/coach.js';
import type { CoachEvent } from '../../core/cues/coach-event.js';

/** A call's coach, wherever it runs: it takes inputs in order, and its events come back with the rounds. */
export interface HostedCoach {
  /** How much of the customer's audio has been examined, as of the last round, milliseconds. */
  readonly customerHeardMs: number;
  push(input: CoachInput): void;
}

/** What a call was given that the process could not keep up with. */
export type Dropped = {
  /** Windows that never came to the model. */
  readonly windows: number;
  /** Audio that gave way to newer, milliseconds a role; null = none. */
  readonly audioMs: Readonly<Record<Role, number>> | null;
};

/** Receives the results of a round; every method returns at once. */
export type RoundListener = {
  readonly events: (coach: HostedCoach, events: readonly CoachEvent[]) => void;
  /** A fault of ours in one coach: only its final events will still come. */
  readonly fault: (coach: HostedCoach, cause: unknown) => void;
  readonly dropped: (coach: HostedCoach, dropped: Dropped) => void;
  /** The last events, and what the agent's next call should know. */
  readonly ended: (coach: HostedCoach, events: readonly CoachEvent[], attention: Attention) => void;
};

/** Runs the coaches of a node, on this thread or on others. */
export interface CoachHost {
  open(options: CallCoachOptions): HostedCoach;
  /**
   * One round for all: the model runs once for what they wait for, then those that are to end are ended, but for one that
   * still has a backlog: it is ended in a later round. Never twice at a time.
   */
  round(ending: ReadonlySet<HostedCoach>, listener: RoundListener): Promise<void>;
  close(): Promise<void>;
}
