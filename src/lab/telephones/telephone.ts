import type { Random } from '../random/seeded-random.js';
import type { CallFrame } from './call-frame.js';
import type { AudioEncoding, CallPlan, Layout } from './call-plan.js';

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
  /** What the platform says when the call is put on hold, or taken back; absent where its protocol has no word for it. */
  hold?(on: boolean): readonly Wire[];
  /** Said at the end of the call. */
  farewell(): readonly Wire[];
  /** How the platform closes its socket: with this code (1000 on a proper end), or without one. */
  readonly closesWith: number | null;
  /** False while the farewell still waits for the server's answer. */
  mayHangUp(): boolean;
  /** What this protocol noticed of its own: counts and milliseconds by name. */
  observations(): Readonly<Record<string, number>>;
}

/** What a line is made with besides the plan. */
export type LineContext = {
  /** Milliseconds since the epoch when the call is dialled: signatures carry it. */
  readonly wallMs: number;
  /** For nonces and made-up identifiers. */
  readonly random: Random;
};

/** A simulated platform. */
export interface Telephone {
  readonly name: string;
  /** One sentence for `--help`. */
  readonly summary: string;
  /** Length of one audio message. */
  readonly frameMs: number;
  /** Codings that the platform can send, its usual one first. */
  readonly encodings: readonly AudioEncoding[];
  /** Sample rates that it can send, its usual one first. */
  readonly sampleRatesHz: readonly number[];
  /** How it can put two parties on sockets, the usual way first. */
  readonly layouts: readonly Layout[];
  /** The sockets of one call. */
  lines(plan: CallPlan, context: LineContext): readonly TelephoneLine[];
}
