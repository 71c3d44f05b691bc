import type { Language } from '../i18n/language.js';
import type { ServerMessage } from './agent-message.js';

/** The little that a session needs of a socket. */
export interface DesktopSocket {
  send(text: string): void;
  close(code: number, reason: string): void;
  readonly bufferedAmount: number;
}

/** How a session's messages look on the wire; null = this kind of client is not told. */
export type DesktopDialect = (message: ServerMessage, language: Language) => string | null;

export type DesktopLimits = {
  /** How often the server says that it is alive, milliseconds. */
  readonly heartbeatMs: number;
  /** The token must have come by then, milliseconds. */
  readonly helloTimeoutMs: number;
  /** Messages that a desktop may send in ten seconds. */
  readonly maxMessagesPer10s: number;
  /** Unsent bytes above which a desktop that does not read is disconnected. */
  readonly maxBufferedBytes: number;
  /** How long before its token expires a desktop is asked for a new one, milliseconds. */
  readonly renewBeforeMs: number;
};
