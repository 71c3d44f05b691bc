import type { CueMessage } from '../../delivery/agent-message.js';
import type { PanelStateName } from '../../i18n/texts/panel-text-shape.js';
import { isMuted, type Mute } from './mute.js';
import {
  type CallOnPanel,
  NO_AUDIO_MS,
  needsToken,
  type OwnBreath,
  type PanelState,
  type ResetOffer,
} from './panel-state.js';

/** The one thing that the panel shows. */
export type PanelView =
  | { readonly show: 'cue'; readonly cue: CueMessage }
  | { readonly show: 'own-breath'; readonly breath: OwnBreath }
  | { readonly show: 'reset'; readonly offer: ResetOffer }
  | { readonly show: 'state'; readonly name: PanelStateName };

/** The call that the panel speaks of: the one that was said last. */
export function currentCall(state: PanelState): CallOnPanel | null {
  return state.calls.at(-1) ?? null;
}

/** Everything that is drawn of a state at a moment. */
export type PanelFacts = {
  readonly callRef: string | null;
  readonly view: PanelView;
  readonly status: PanelStateName;
  readonly muted: boolean;
  /** The cue that is shown; null = something else is. */
  readonly cue: CueMessage | null;
  readonly onHold: boolean;
  readonly level: number | null;
};

export function panelFacts(state: PanelState, mute: Mute | null, nowMs: number): PanelFacts {
  const call = currentCall(state);
  const callRef = call?.callRef ?? null;
  const view = panelView(state, mute, nowMs);
  return {
    callRef,
    view,
    status: panelStatus(state, mute, nowMs),
    muted: isMuted(mute, callRef, nowMs),
    cue: view.show === 'cue' ? view.cue : null,
    onHold: call?.state === 'held',
    level: call?.level ?? null,
  };
}

/** How things stand, in one word; the bar always says it. */
export function panelStatus(state: PanelState, mute: Mute | null, nowMs: number): PanelStateName {
  const call = currentCall(state);
  switch (state.link) {
    case 'signed-out':
    case 'token-invalid':
    case 'token-expired':
    case 'token-revoked':
    case 'link-used':
    case 'refused':
    case 'connecting':
      return state.link;
    case 'lost':
      return 'reconnecting';
    case 'open':
    case 'moving':
      if (isMuted(mute, call?.callRef ?? null, nowMs)) return 'muted';
      return call === null ? 'no-call' : (call.unavailable ?? standing(call, nowMs));
  }
}

function standing({ state, silentSince }: CallOnPanel, nowMs: number): PanelStateName {
  const unheard = state === 'listening' && silentSince !== null && nowMs - silentSince >= NO_AUDIO_MS;
  return unheard ? 'no-audio' : state;
}

/** What to show now. A cue that is still valid stays although the line is lost; a muted one is not shown at all. */
export function panelView(state: PanelState, mute: Mute | null, nowMs: number): PanelView {
  const call = currentCall(state);
  const name = panelStatus(state, mute, nowMs);
  if (needsToken(state.link) || state.link === 'refused') return { show: 'state', name };
  if (!isMuted(mute, call?.callRef ?? null, nowMs)) {
    if (state.cue !== null) return { show: 'cue', cue: state.cue };
    if (state.ownBreath !== null) return { show: 'own-breath', breath: state.ownBreath };
  }
  if (state.reset !== null && call === null) return { show: 'reset', offer: state.reset };
  return { show: 'state', name };
}
