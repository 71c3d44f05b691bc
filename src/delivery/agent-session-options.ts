import type { PresentedTicket } from '../auth/binding-ticket.js';
import type { Principal } from '../auth/principal.js';
import type { AgentKey } from '../binding/agent-binding.js';
import type { ErrorCode } from '../errors.js';
import type { Language } from '../i18n/language.js';
import type { CueBus } from './cue-bus.js';
import type { DesktopDialect, DesktopLimits, DesktopSocket } from './desktop-socket.js';

/** What a session of a desktop works with. */
export type AgentSessionOptions = {
  readonly sessionId: string;
  readonly socket: DesktopSocket;
  readonly dialect: DesktopDialect;
  /** Until the desktop's settings name another. */
  readonly language: Language;
  readonly bus: CueBus;
  /** @throws EvenkeelError of the `auth.` codes */
  readonly verifyToken: (token: string) => Promise<Principal>;
  /** @throws EvenkeelError of the `auth.` and `binding.` codes */
  readonly verifyBinding: (ticket: string) => Promise<PresentedTicket>;
  /** Puts the ticket's agent on its call: both have been compared with the desktop's. @throws EvenkeelError of the `binding.` codes */
  readonly bindCall: (ticket: PresentedTicket) => Promise<unknown>;
  /** Asked once the agent is known; throws where the agent may not open another desktop. Returns the disposer. */
  readonly admit: (agent: AgentKey) => () => void;
  /** What the server lacks at present. */
  readonly missing: () => readonly ErrorCode[];
  /** Wall clock, milliseconds since the epoch. */
  readonly now: () => number;
  /** Milliseconds that never jump: what lasts and what is counted by time goes by it. */
  readonly monotonicMs: () => number;
  readonly limits: DesktopLimits;
  readonly selfCoachingOffered: boolean;
  /** A cue was written to the socket, so long after the audio that decided it was due, milliseconds. */
  readonly onCueSent: (afterMs: number, callRef: string) => void;
  /** The desktop was not let in, or was sent away. */
  readonly onRefused: (code: ErrorCode) => void;
  /** A message was not sent, because the desktop did not read those before it. */
  readonly onDropped: () => void;
};
