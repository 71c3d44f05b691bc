import type {
  AgentMessage,
  CoachingUnavailable,
  CueMessage,
  ServerMessage,
} from '../../delivery/agent-message.js';

/** How the panel stands with its server. */
export type Link = 'connecting' | 'open' | 'moving' | 'lost' | 'refused' | SignInTrouble;

/** No token, one that this server does not take, or one whose time is over: another token helps. */
const SIGN_IN_TROUBLES = [
  'signed-out',
  'token-invalid',
  'token-expired',
  'token-revoked',
  'link-used',
] as const;
export type SignInTrouble = (typeof SIGN_IN_TROUBLES)[number];

export function needsToken(link: Link): link is SignInTrouble {
  return (SIGN_IN_TROUBLES as readonly Link[]).includes(link);
}

export type CallOnPanel = {
  readonly callRef: string;
  readonly state: 'listening' | 'paused' | 'held';
  readonly unavailable: CoachingUnavailable | null;
  /** How loud the call is, 0..1; null = no audio arrives, or nothing is known yet. */
  readonly level: number | null;
  /** Since when no audio has arrived; null while it does. */
  readonly silentSince: number | null;
};

/** Without audio for this long, the panel says so. */
export const NO_AUDIO_MS = 20_000;

export type ResetOffer = Extract<AgentMessage, { type: 'reset' }>;
export type OwnBreath = Extract<AgentMessage, { type: 'own-breath' }>;

/** Everything the panel knows from its server. What is shown follows from it and the time; see `shown`. */
export type PanelState = {
  readonly link: Link;
  readonly sessionId: string | null;
  readonly calls: readonly CallOnPanel[];
  readonly cue: CueMessage | null;
  readonly reset: ResetOffer | null;
  readonly ownBreath: OwnBreath | null;
  /** Ids that were answered or taken away here: heard again, from another node, they stay away. */
  readonly done: readonly string[];
  readonly selfCoachingOffered: boolean;
  /** The server has to do without something: cues may be missing. */
  readonly isLimited: boolean;
  /** Calls on another node than this desktop: no self-coaching there. */
  readonly ownEyesElsewhere: readonly string[];
};

export const INITIAL_STATE: PanelState = {
  link: 'connecting',
  sessionId: null,
  calls: [],
  cue: null,
  reset: null,
  ownBreath: null,
  done: [],
  selfCoachingOffered: false,
  isLimited: false,
  ownEyesElsewhere: [],
};

export type PanelEvent =
  | { readonly type: 'link'; readonly link: Link }
  /** The agent answered or dismissed the item with this id. */
  | { readonly type: 'answered'; readonly id: string }
  | ServerMessage;

/** The panel's one reducer: pure, so that every state can be tested without a browser. */
export function reducePanel(state: PanelState, event: PanelEvent, nowMs: number): PanelState {
  switch (event.type) {
    case 'link':
      return { ...state, link: event.link };
    case 'answered':
      return takeAway(state, event.id);
    case 'hello':
      return {
        ...state,
        link: 'open',
        sessionId: event.sessionId,
        // A new session is told again which calls there are; what it is not told has ended meanwhile.
        calls: event.sessionId === state.sessionId ? state.calls : [],
        selfCoachingOffered: event.selfCoachingOffered,
        isLimited: false,
      };
    case 'limited':
      return { ...state, isLimited: event.codes.length > 0 };
    case 'draining':
      return { ...state, link: 'moving' };
    case 'call':
      return event.state === 'ended'
        ? endCall(state, event.callRef)
        : setCall(state, event.callRef, { state: event.state, unavailable: null });
    case 'unavailable':
      return setCall(state, event.callRef, {
        state: standingOf(state, event.callRef),
        unavailable: event.why,
      });
    case 'level':
      return hearLevel(state, event.callRef, event.level, nowMs);
    case 'cue':
      return isNew(state, event.cueId, event.expiresAt, nowMs) ? showCue(state, event) : state;
    case 'cue-ended':
      return takeAway(state, event.cueId);
    case 'reset':
      return isNew(state, event.offerId, event.expiresAt, nowMs) ? { ...state, reset: event } : state;
    case 'reset-ended':
      return takeAway(state, event.offerId);
    case 'own-breath':
      return isNew(state, event.breathId, event.expiresAt, nowMs) ? { ...state, ownBreath: event } : state;
    case 'own-eyes-elsewhere':
      return { ...state, ownEyesElsewhere: [...state.ownEyesElsewhere, event.callRef].slice(-KEPT_IDS) };
    case 'heartbeat':
    case 'token-expiring':
    case 'error':
      return state;
  }
}

/** Whether a call on the panel is on another node: self-coaching is refused there. */
export function isOnAnotherNode({ calls, ownEyesElsewhere }: PanelState): boolean {
  return calls.some(({ callRef }) => ownEyesElsewhere.includes(callRef));
}

/** Drops whatever has become stale; returns the same object when nothing has. */
export function expire(state: PanelState, nowMs: number): PanelState {
  const stale = (thing: { readonly expiresAt: number } | null) => thing !== null && thing.expiresAt <= nowMs;
  if (!stale(state.cue) && !stale(state.reset) && !stale(state.ownBreath)) return state;
  return {
    ...state,
    cue: stale(state.cue) ? null : state.cue,
    reset: stale(state.reset) ? null : state.reset,
    ownBreath: stale(state.ownBreath) ? null : state.ownBreath,
  };
}

/** When the next thing becomes stale; null = nothing will. */
export function nextExpiry(state: PanelState): number | null {
  const times = [state.cue, state.reset, state.ownBreath].flatMap((thing) => thing?.expiresAt ?? []);
  return times.length === 0 ? null : Math.min(...times);
}

function isNew(state: PanelState, id: string, expiresAt: number, nowMs: number): boolean {
  return expiresAt > nowMs && !state.done.includes(id);
}

/** One at a time: the later decision stands, and what it replaced does not come back from another node. */
function showCue(state: PanelState, cue: CueMessage): PanelState {
  const before = state.cue;
  if (before === null || before.cueId === cue.cueId) return { ...state, cue };
  if (before.decidedAt > cue.decidedAt) return state;
  return { ...takeAway(state, before.cueId), cue };
}

const KEPT_IDS = 64;

function takeAway(state: PanelState, id: string): PanelState {
  return {
    ...state,
    cue: state.cue?.cueId === id ? null : state.cue,
    reset: state.reset?.offerId === id ? null : state.reset,
    ownBreath: state.ownBreath?.breathId === id ? null : state.ownBreath,
    done: [...state.done.filter((known) => known !== id), id].slice(-KEPT_IDS),
  };
}

function setCall(
  state: PanelState,
  callRef: string,
  standing: Pick<CallOnPanel, 'state' | 'unavailable'>,
): PanelState {
  const others = state.calls.filter((call) => call.callRef !== callRef);
  const { level, silentSince } = state.calls.find((call) => call.callRef === callRef) ?? UNHEARD;
  return { ...state, calls: [...others, { callRef, ...standing, level, silentSince }] };
}

/** Why nothing can be said of the caller changes nothing about who is on hold. */
function standingOf({ calls }: PanelState, callRef: string): CallOnPanel['state'] {
  return calls.find((call) => call.callRef === callRef)?.state ?? 'listening';
}

const UNHEARD = { level: null, silentSince: null };

function hearLevel(state: PanelState, callRef: string, level: number | null, nowMs: number): PanelState {
  const calls = state.calls.map((call) =>
    call.callRef === callRef
      ? { ...call, level, silentSince: level === null ? (call.silentSince ?? nowMs) : null }
      : call,
  );
  return { ...state, calls };
}

function endCall(state: PanelState, callRef: string): PanelState {
  return {
    ...state,
    calls: state.calls.filter((call) => call.callRef !== callRef),
    cue: state.cue?.callRef === callRef ? null : state.cue,
    ownBreath: null,
  };
}
