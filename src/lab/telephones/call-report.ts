import type { LineFault } from './line-damage.js';

/** What one socket of a simulated call saw. */
export type LineReport = {
  /** Path of the URL without its query: which line it was. */
  readonly path: string;
  /** Milliseconds from dialling to the open socket; null = it never opened. */
  readonly handshakeMs: number | null;
  /** Milliseconds from the open socket to the first frame that the protocol allowed; null = never. */
  readonly readyMs: number | null;
  /** HTTP status of a refused upgrade. */
  readonly httpStatus: number | null;
  readonly messagesSent: number;
  readonly bytesSent: number;
  readonly textsHeard: number;
  /** Audio that the server sent: on a listening stream this must stay 0. */
  readonly binariesHeard: number;
  /** WebSocket pings (RFC 6455, 5.5.2), all answered. */
  readonly pingsHeard: number;
  readonly closeCode: number | null;
  readonly closeReason: string;
  readonly error: string | null;
  /** What the protocol itself noticed: pongs, round trips, refusals. */
  readonly protocol: Readonly<Record<string, number>>;
};

/** What a simulated call saw from first to last. */
export type CallReport = {
  readonly protocol: string;
  readonly callId: string;
  /** Length of the audio that was offered, milliseconds of call time. */
  readonly audioMs: number;
  /** Wall-clock length of the call, milliseconds. */
  readonly tookMs: number;
  readonly faults: Readonly<Record<LineFault, number>>;
  readonly lines: readonly LineReport[];
  /** Every line opened, was allowed to talk, and ended by our own farewell. */
  readonly completed: boolean;
};
