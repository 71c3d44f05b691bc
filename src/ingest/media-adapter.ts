import type { IncomingHttpHeaders } from 'node:http';
import type { AudioChunk, Role } from '../core/audio/audio-frame.js';
import type { LineEvent } from '../core/audio/line-event.js';
import type { ErrorCode } from '../errors.js';

/** Whether the caller was told, and with which wording; without it nothing is inferred from the caller's voice. */
export type NoticeAssertion = { readonly given: boolean; readonly wordingVersion: string | null };

/** What an adapter reads out of a stream's opening. The session adds what the connector's configuration decides. */
export type StreamClaim = {
  readonly callId: string;
  readonly platformSessionId: string | null;
  /** Roles that this socket carries, in channel order. */
  readonly roles: readonly Role[];
  /** What the protocol itself says about notice; null where it has no word for it. */
  readonly notice: NoticeAssertion | null;
  /** What the protocol itself says about the agent; null where it has no word for it. */
  readonly agentId: string | null;
  readonly language: string | null;
  /** A connection test of the platform: answer it, keep no record. */
  readonly isProbe: boolean;
  /** Custom parameters, already bounded by {@link boundedAttributes}: notice, objection and agent may be among them. */
  readonly attributes: Readonly<Record<string, string>>;
};

/** An open stream, as the application sees it. */
export type StreamOpen = {
  /** Ours, unique in the process. */
  readonly streamId: string;
  readonly tenant: string;
  /** Name of the connector in the configuration. */
  readonly connector: string;
  /** The platform part of the call's routing key: two connectors of one platform can carry one call. */
  readonly platform: string;
  readonly callId: string;
  readonly platformSessionId: string | null;
  readonly roles: readonly Role[];
  /** What this stream, or its connector, says about notice; null = nothing, which does not count as an answer. */
  readonly notice: NoticeAssertion | null;
  /** Stated by the stream; null unless the connector is trusted for it. */
  readonly agentId: string | null;
  readonly language: string | null;
  /** Monotonic time at which position 0 of this stream lies: streams of one call are aligned by the difference. */
  readonly openedAtMs: number;
  /** The same moment by the wall clock, milliseconds since the epoch. */
  readonly openedAtWallMs: number;
};

export const CLOSE_REASONS = [
  'normal',
  'peer-lost',
  'auth',
  'protocol',
  'overload',
  'timeout',
  'drain',
] as const;
export type StreamCloseReason = (typeof CLOSE_REASONS)[number];

/** What happens on an open stream, in order. Positions are on the stream's own timeline. */
export type MediaEvent =
  | LineEvent
  | { readonly type: 'notice'; readonly notice: NoticeAssertion }
  | { readonly type: 'dtmf'; readonly digit: string }
  /** The stream names another agent (transfer), or none; only from a connector that is trusted for it. */
  | { readonly type: 'agent'; readonly agentId: string | null }
  | { readonly type: 'language'; readonly language: string }
  | { readonly type: 'warn'; readonly code: ErrorCode }
  | { readonly type: 'close'; readonly reason: StreamCloseReason };

/** What an adapter says: the session turns `open` into a stream, `end` into its close, and watches the clock itself. */
export type AdapterEvent =
  | {
      readonly type: 'open';
      readonly claim: StreamClaim;
      /** Monotonic time at which the first audio came, where that was before. */
      readonly sinceMs?: number | undefined;
    }
  | {
      readonly type: 'audio';
      readonly chunk: AudioChunk;
      /** Monotonic time at which it came, where it had to wait since. */
      readonly cameAtMs?: number | undefined;
      /** Its position is a time stamp of the platform's, not counted from the audio before it. */
      readonly isStamped?: boolean;
    }
  | Exclude<MediaEvent, { type: 'audio' | 'stale' | 'close' }>
  /** The platform says that the stream is over. */
  | { readonly type: 'end' };

/** The minimal socket an adapter needs: it can answer, and it can ask for the end. Never audio, never a cue. */
export interface AdapterSocket {
  sendText(text: string): void;
  /** Ends the socket normally (1000) after the protocol's own farewell. */
  close(): void;
  /** Ends the socket for a stable reason: counted, and closed with that code's WebSocket close code. */
  fail(code: ErrorCode): void;
  /** As `fail`, for protocols in which the peer must close: what is still open after `graceMs` is closed by us. */
  failWithin(code: ErrorCode, graceMs: number): void;
  /**
   * Says the farewell once what the ended stream leaves of its call is durable; at once where nothing is waited for. A
   * peer that has gone, or has waited for long, is not told.
   */
  whenKept(farewell: () => void): void;
}

/** One connection's reader: wire format in, events out. Synchronous; order matters; no input makes it throw. */
export interface MediaAdapter {
  onText(text: string): void;
  onBinary(data: Uint8Array): void;
  /** The protocol's polite exit, when it is we who want to go (drain, limits). Ends in `close` or `failWithin`. */
  end(reason: StreamCloseReason): void;
  /** The session has noticed something that does not end the stream; protocols that have a word for it may say so. */
  remark?(code: ErrorCode): void;
  /** Whether closing the socket harms the call on this platform. */
  readonly closingHarmsCall: boolean;
}

/** What is known of a connection before its first message: an upgrade request, or our own dialling. */
export type UpgradeRequest = {
  /** Path and query as received (origin form). */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  /** Name, value, name, value …: as received, for signatures over repeated headers. */
  readonly rawHeaders: readonly string[];
};

type UpgradeAccepted = {
  readonly kind: 'accepted';
  readonly tenant: string;
  readonly subprotocol: string | null;
};

/** Either who it is, or why not: on the upgrade (HTTP status) or inside the protocol (`onText` then sees what follows). */
export type UpgradeVerdict =
  | UpgradeAccepted
  | { readonly kind: 'refused'; readonly code: ErrorCode }
  | { readonly kind: 'refused-in-protocol'; readonly code: ErrorCode; readonly subprotocol: string | null };

/** A telephone system as one connector configures it: one file in `adapters/`, one row in `adapters/protocols.ts`. */
export interface MediaProtocol {
  /** Subprotocols to offer where it is Evenkeel that dials; none = none. */
  readonly dialSubprotocols?: readonly string[];
  authenticate(upgrade: UpgradeRequest): Promise<UpgradeVerdict>;
  /** Reads one connection. Called once, after the handshake, for every verdict except `refused`. */
  connect(
    socket: AdapterSocket,
    emit: (event: AdapterEvent) => void,
    verdict: Exclude<UpgradeVerdict, { kind: 'refused' }>,
    upgrade: UpgradeRequest,
  ): MediaAdapter;
}

/** Takes what streams produce: the application joins streams to calls. Belongs to ingest, implemented in the composition root. */
export interface MediaSink {
  stream(open: StreamOpen): MediaStream;
}

/** One open stream of a call. Calls return at once. */
export interface MediaStream {
  handle(event: MediaEvent): void;
  /** After the close: resolves once what is kept of the call is durable, or at once if the call goes on. Absent = at once. */
  settled?(): Promise<void>;
  /** Whether all streams of the call together allow analysis; the source must be told the same. */
  readonly noticeHolds: boolean;
  /** How much of the call's audio gave way to newer because it came faster than it can be examined, milliseconds. */
  readonly droppedMs?: number;
  /** Another node has the call: the stream is to be turned away. */
  readonly isElsewhere?: boolean;
}
