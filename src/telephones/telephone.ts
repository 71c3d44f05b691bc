import type { CallFrame } from './call-frame.js';
import type { CallPlan } from './call-plan.js';

/** One WebSocket message: text or binary. */
export type Wire = string | Uint8Array;

/** One socket of a simulated call, speaking as the platform does. Time is the call's own: milliseconds since its start. */
export interface TelephoneLine {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly subprotocols: readonly string[];
  /** Said as soon as the socket is open. */
  greeting(): readonly Wire[];
  /** False while the protocol forbids audio (AudioHook before `opened`, and while paused). */
  mayTalk(): boolean;
  /** One frame of the call, coded for this line. */
  talk(frame: CallFrame): readonly Wire[];
  /** What the platform sends of its own accord (keep-alives); asked about every 20 ms of wall time. */
  idle(elapsedMs: number): readonly Wire[];
  /** A text message from the server; returns the protocol's answers. */
  hear(text: string): readonly Wire[];
  /** Said at the end of the call. */
  farewell(): readonly Wire[];
  /** False while the farewell still waits for the server's answer. */
  mayHangUp(): boolean;
  /** What this protocol noticed by itself: counts and milliseconds by name. */
  observations(): Readonly<Record<string, number>>;
}

/** A simulated platform. */
export interface Telephone {
  readonly name: string;
  /** One sentence for `--help`. */
  readonly summary: string;
  /** Length of one audio message. */
  readonly frameMs: number;
  /** Fills in what the platform would choose: its codec and rate. */
  readonly preferred: Pick<CallPlan, 'encoding' | 'sampleRateHz'>;
  /** The sockets of one call: most platforms open one, some open one for each party. */
  lines(plan: CallPlan): readonly TelephoneLine[];
}
