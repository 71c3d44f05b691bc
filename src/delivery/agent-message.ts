import type { CueKind, CueReason, FlowStep } from '../core/cues/cue.js';
import type { Language } from '../i18n/language.js';

/** Why coaching is not available on this call, in words the panel has texts for. */
export const COACHING_UNAVAILABLE = [
  'no-notice',
  'objection',
  'mixed-channel',
  'no-customer-channel',
  'classifier-unavailable',
  'fault',
  'stream-lost',
] as const;
export type CoachingUnavailable = (typeof COACHING_UNAVAILABLE)[number];

/** An administrator's own words for a cue, by language; the catalogue speaks where one is absent. */
export type CueWording = Readonly<
  Partial<Record<Language, { readonly title: string; readonly advice: string } | undefined>>
>;

/** A cue on its way to the agent. The server sends what and why; the page says it in its own language. */
export type CueMessage = {
  readonly type: 'cue';
  readonly callRef: string;
  readonly cueId: string;
  readonly kind: CueKind;
  readonly step: FlowStep | null;
  readonly reason: CueReason;
  readonly wording?: CueWording;
  /** Where in the call it was decided, milliseconds from its start. */
  readonly atMs: number;
  readonly decidedAt: number;
  readonly expiresAt: number;
  /** When the audio that decided it was due; between nodes only, and absent where the cue is said again. */
  readonly heardAt?: number | undefined;
};

/**
 * What the bus carries to an agent's desktops. Times are wall-clock milliseconds since the epoch on the server's
 * clock, so that nothing stale is shown. Saying a thing twice is harmless: desktops know a cue by its id.
 */
export type AgentMessage =
  | {
      readonly type: 'call';
      readonly callRef: string;
      readonly state: 'listening' | 'paused' | 'held' | 'ended';
    }
  | { readonly type: 'unavailable'; readonly callRef: string; readonly why: CoachingUnavailable }
  /**
   * Once a second: how loud the loudest side has been, 0 (−60 dBFS and below) to 1 (full scale); null = no audio came.
   * It shows that audio arrives, and carries no information about a person.
   */
  | { readonly type: 'level'; readonly callRef: string; readonly level: number | null }
  | CueMessage
  | { readonly type: 'cue-ended'; readonly callRef: string; readonly cueId: string }
  | {
      readonly type: 'reset';
      readonly callRef: string;
      readonly offerId: string;
      readonly seconds: readonly number[];
      readonly strain: number;
      readonly reason: CueReason;
      readonly atMs: number;
      readonly expiresAt: number;
    }
  /** The offer was answered at one of the agent's desktops: the others take it away. */
  | { readonly type: 'reset-ended'; readonly offerId: string }
  /** Own-eyes breath: only the session that switched self-coaching on passes it on; no feed, no record. */
  | {
      readonly type: 'own-breath';
      readonly sessionId: string;
      readonly breathId: string;
      readonly decidedAt: number;
      readonly expiresAt: number;
    };

/** What a desktop is sent: its agent's messages, and what concerns this one connection. */
export type ServerMessage =
  | AgentMessage
  | {
      readonly type: 'hello';
      readonly protocol: typeof DESKTOP_PROTOCOL;
      readonly sessionId: string;
      /** The server's clock: the desktop measures every expiry against it, not against its own. */
      readonly serverNow: number;
      readonly heartbeatMs: number;
      readonly tokenExpiresAt: number;
      readonly selfCoachingOffered: boolean;
    }
  /** The call is on another node: self-coaching is refused for it, since own eyes never leave a node. */
  | { readonly type: 'own-eyes-elsewhere'; readonly callRef: string }
  /** What the server lacks at present, by stable code; none = everything works again. */
  | { readonly type: 'limited'; readonly codes: readonly string[] }
  | { readonly type: 'heartbeat'; readonly serverNow: number }
  | { readonly type: 'token-expiring'; readonly expiresAt: number }
  /** This node is going away: open a connection to another one, keep this one until that says hello. */
  | { readonly type: 'draining' }
  | { readonly type: 'error'; readonly code: string; readonly text: string };

/** The WebSocket subprotocol of agent desktops. */
export const DESKTOP_PROTOCOL = 'evenkeel.desktop.v1';

/** What the desktop may say; the first message is the token. */
export type DesktopMessage =
  | { readonly type: 'token'; readonly token: string }
  | {
      readonly type: 'feedback';
      readonly cueId: string;
      readonly verdict: 'not-now' | 'wrong' | 'helped' | 'seen';
    }
  /** `forMs` is how long from now; null = to the end of this call, or for `off`. */
  | {
      readonly type: 'mute';
      readonly scope: 'call' | 'hour' | 'today' | 'off';
      readonly forMs: number | null;
    }
  | {
      readonly type: 'settings';
      readonly quiet: boolean;
      readonly fewerCues: boolean;
      readonly kindsOff: readonly CueKind[];
      readonly language: Language;
    }
  /** `ticket`: the binder's signed word that this agent is on this call. */
  | {
      readonly type: 'bind';
      readonly platform: string;
      readonly callId: string;
      readonly ticket?: string | undefined;
    }
  | { readonly type: 'unbind'; readonly platform: string; readonly callId: string }
  /** The agent has put the call on hold, or taken it back; named by `callRef`, or by platform and call id. */
  | {
      readonly type: 'hold';
      readonly callRef?: string | undefined;
      readonly platform?: string | undefined;
      readonly callId?: string | undefined;
      readonly on: boolean;
    }
  | { readonly type: 'reset'; readonly offerId: string; readonly outcome: 'taken' | 'skipped' }
  /** Own-eyes switch: held in memory for this session only, never stored, logged or counted. */
  | { readonly type: 'self-coaching'; readonly on: boolean };

/** What a desktop did, on its way back to whichever node holds the agent's calls. */
export type DesktopEvent =
  /** A desktop came: say again the state of the agent's calls and what is still valid. */
  | { readonly type: 'joined'; readonly sessionId: string }
  | { readonly type: 'left'; readonly sessionId: string }
  /**
   * Said by the node of a call, not by a desktop: what the agent's attention was asked for, so that no other node asks
   * for as much again. `hardCallsInARow` null: as it was. `callRef`: the call that asked just now, or whose cue was
   * dismissed just now; the agent's other running calls are to know of it.
   */
  | {
      readonly type: 'attention';
      readonly callRef?: string | undefined;
      readonly givenAgoMs: readonly number[];
      readonly dismissedAgoMs: number | null;
      readonly hardCallsInARow: number | null;
    }
  | Exclude<DesktopMessage, { readonly type: 'token' | 'self-coaching' | 'bind' }>
  | { readonly type: 'self-coaching'; readonly sessionId: string; readonly on: boolean };
