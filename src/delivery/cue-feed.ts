import type { Language } from '../i18n/language.js';
import { sayCue } from '../i18n/say-cue.js';
import type { ServerMessage } from './agent-message.js';

/** The WebSocket subprotocol of softphones that draw the cue themselves. */
export const CUE_FEED_PROTOCOL = 'evenkeel.cues.v1';

/** What a softphone is told: the same cues, already in words. Described in `docs/cue-feed.md`. */
export type CueFeedEvent =
  | { readonly type: 'hello'; readonly serverNow: number; readonly tokenExpiresAt: number }
  | { readonly type: 'heartbeat'; readonly serverNow: number }
  | { readonly type: 'token-expiring'; readonly expiresAt: number }
  | { readonly type: 'draining' }
  | { readonly type: 'error'; readonly code: string; readonly text: string }
  | { readonly type: 'call'; readonly call: string; readonly state: string }
  | { readonly type: 'unavailable'; readonly call: string; readonly why: string }
  | {
      readonly type: 'cue';
      readonly id: string;
      readonly call: string;
      readonly kind: string;
      readonly title: string;
      readonly advice: string;
      readonly reason: string;
      readonly language: Language;
      readonly decidedAt: number;
      readonly expiresAt: number;
    }
  | { readonly type: 'cue-ended'; readonly id: string }
  | {
      readonly type: 'reset';
      readonly id: string;
      readonly call: string;
      readonly seconds: readonly number[];
      readonly expiresAt: number;
    }
  | { readonly type: 'reset-ended'; readonly id: string };

/** What the feed says of a message; null for what is for the agent's own eyes in the panel only. */
export function cueFeedEvent(message: ServerMessage, language: Language): CueFeedEvent | null {
  switch (message.type) {
    case 'own-breath':
      return null;
    case 'hello':
      return { type: 'hello', serverNow: message.serverNow, tokenExpiresAt: message.tokenExpiresAt };
    case 'heartbeat':
    case 'token-expiring':
    case 'draining':
    case 'error':
      return message;
    case 'call':
      return { type: 'call', call: message.callRef, state: message.state };
    case 'unavailable':
      return { type: 'unavailable', call: message.callRef, why: message.why };
    case 'cue': {
      const { cueId, callRef, kind, decidedAt, expiresAt } = message;
      const words = sayCue(message, language);
      return { type: 'cue', id: cueId, call: callRef, kind, ...words, language, decidedAt, expiresAt };
    }
    case 'cue-ended':
      return { type: 'cue-ended', id: message.cueId };
    case 'reset': {
      const { offerId, callRef, seconds, expiresAt } = message;
      return { type: 'reset', id: offerId, call: callRef, seconds, expiresAt };
    }
    case 'reset-ended':
      return { type: 'reset-ended', id: message.offerId };
  }
}

/** The feed over WebSocket: one JSON object a message. */
export function cueFeedDialect(message: ServerMessage, language: Language): string | null {
  const event = cueFeedEvent(message, language);
  return event === null ? null : JSON.stringify(event);
}
