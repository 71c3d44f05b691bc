import { ERRORS, type ErrorCode } from '../errors.js';

/** A stable code, or `ok` for a proper end. */
export type Ending = ErrorCode | 'ok';

/** Everything that can end a connection. */
export const END_CAUSES = [
  /** The platform says that the stream is over; the peer is to close. */
  'stream-over',
  /** The adapter has said its farewell. */
  'farewell-said',
  /** Evenkeel refuses to go on: a broken rule, a limit, a fault of ours. */
  'failed',
  /** As `failed`, in a protocol in which the peer must close. */
  'failed-with-grace',
  /** Evenkeel ends the stream without an error: a drain, or a limit. */
  'leaving-asked',
  /** The peer broke a rule of WebSocket itself. */
  'transport-broken',
  /** The socket is closed. */
  'socket-closed',
  /** The peer answers no pings, or reads no replies. */
  'peer-lost',
  /** The peer did not close in the time that it was given. */
  'grace-over',
] as const;
export type EndCause = (typeof END_CAUSES)[number];

/** The states of a connection that is not closed yet. */
export const LIVE_STATES = ['opening', 'probing', 'open', 'leaving'] as const;
export type LiveState = (typeof LIVE_STATES)[number];

/**
 * What an end does. `ignore`: nothing, it has ended before. `wait`: the stream is over and counted, and the peer has
 * time to close. `farewell`: as `wait`, and the adapter says the protocol's farewell. The others close the connection
 * in Evenkeel's books; the socket is closed with the code (`close`), cut (`cut`), or closes by itself (`none`).
 */
export type EndStep = 'ignore' | 'wait' | 'farewell' | 'close' | 'cut' | 'none';

/** How each cause ends a connection in each of its states. In `closed` every cause is ignored. */
export const SESSION_ENDINGS: Readonly<Record<EndCause, Readonly<Record<LiveState, EndStep>>>> = {
  'stream-over': { opening: 'wait', probing: 'wait', open: 'wait', leaving: 'ignore' },
  'farewell-said': { opening: 'close', probing: 'close', open: 'close', leaving: 'close' },
  failed: { opening: 'close', probing: 'close', open: 'close', leaving: 'close' },
  'failed-with-grace': { opening: 'wait', probing: 'wait', open: 'wait', leaving: 'ignore' },
  // Before the opening there is nobody to say farewell to: the protocol has not begun.
  'leaving-asked': { opening: 'close', probing: 'farewell', open: 'farewell', leaving: 'ignore' },
  'transport-broken': { opening: 'none', probing: 'none', open: 'none', leaving: 'none' },
  'socket-closed': { opening: 'none', probing: 'none', open: 'none', leaving: 'none' },
  'peer-lost': { opening: 'cut', probing: 'cut', open: 'cut', leaving: 'cut' },
  'grace-over': { opening: 'ignore', probing: 'ignore', open: 'ignore', leaving: 'close' },
};

/** What a WebSocket is closed with. */
export function closeFrameOf(ending: Ending): readonly [code: number, reason: string] {
  return ending === 'ok' ? [1000, ''] : [ERRORS[ending].close, ending];
}

/** What the code of a closed socket says. Several platforms close without one (1005) at a proper end. */
export function endingOfClose(closeCode: number): Ending {
  return [1000, 1001, 1005].includes(closeCode) ? 'ok' : 'stream.peer-lost';
}
