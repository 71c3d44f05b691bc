import type { IncomingMessage } from 'node:http';
import type { AudioChunk, AudioGap, Role } from '../audio/audio-frame.js';

/** Whether the caller was told, and with which wording; without it nothing is inferred from the caller's voice. */
export type NoticeAssertion = { readonly given: boolean; readonly wordingVersion: string | null };

/** What a stream says of itself once it has opened. */
export type StreamOpen = {
  readonly tenant: string;
  readonly connector: string;
  readonly platform: string;
  readonly callId: string;
  readonly platformSessionId: string | null;
  /** Roles that this socket carries, in channel order. */
  readonly roles: readonly Role[];
  readonly notice: NoticeAssertion;
  /** Stated by stream metadata; used only where the connector is trusted for it. */
  readonly agentId: string | null;
  readonly language: string | null;
  /** A connection test of the platform: answer it, keep no record. */
  readonly isProbe: boolean;
};

export type StreamCloseReason =
  | 'normal'
  | 'peer-lost'
  | 'auth'
  | 'protocol'
  | 'overload'
  | 'timeout'
  | 'drain';

/** What an adapter reads out of the wire format, in order. */
export type MediaEvent =
  | { readonly type: 'open'; readonly open: StreamOpen }
  | { readonly type: 'audio'; readonly chunk: AudioChunk }
  | { readonly type: 'gap'; readonly gap: AudioGap }
  | { readonly type: 'pause' }
  | { readonly type: 'resume' }
  | { readonly type: 'hold'; readonly on: boolean }
  | { readonly type: 'notice'; readonly notice: NoticeAssertion }
  | { readonly type: 'objection' }
  | { readonly type: 'dtmf'; readonly digit: string }
  | { readonly type: 'warn'; readonly code: string }
  | { readonly type: 'close'; readonly reason: StreamCloseReason };

/** The minimal socket an adapter needs: it can answer, and it can ask for the end. Never audio, never a cue. */
export interface AdapterSocket {
  sendText(text: string): void;
  close(code: number, reason: string): void;
}

/** One connection's reader: wire format in, media events out. Synchronous; order matters. */
export interface MediaAdapter {
  onText(text: string): void;
  onBinary(data: Uint8Array): void;
  onClosed(code: number): void;
  /** The protocol's polite exit. */
  end(reason: StreamCloseReason): void;
  /** Whether closing the socket harms the call on this platform. */
  readonly closingHarmsCall: boolean;
}

/** Either who it is, or why not: on the upgrade (HTTP status) or inside the protocol. */
export type UpgradeVerdict =
  | { readonly kind: 'accepted'; readonly tenant: string; readonly subprotocol: string | null }
  | { readonly kind: 'refused'; readonly code: string; readonly httpStatus: number }
  | { readonly kind: 'refused-in-protocol'; readonly code: string; readonly subprotocol: string | null };

/** A telephone system: one file in `adapters/`. */
export interface MediaProtocol {
  readonly name: string;
  authenticate(upgrade: IncomingMessage): Promise<UpgradeVerdict>;
  connect(
    socket: AdapterSocket,
    emit: (event: MediaEvent) => void,
    verdict: UpgradeVerdict,
    upgrade: IncomingMessage,
  ): MediaAdapter;
}

/** Takes what streams produce: the application joins streams to calls. Belongs to ingest, implemented in the composition root. */
export interface MediaSink {
  stream(open: StreamOpen): MediaStream;
}

/** One open stream of a call. Calls return at once; a full queue drops the oldest whole windows and counts them. */
export interface MediaStream {
  handle(event: MediaEvent): void;
}
