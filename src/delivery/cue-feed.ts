import type { Language } from '../i18n/language.js';
import { sayCue } from '../i18n/say-cue.js';
import type { ServerMessage } from './agent-message.js';
import type { CueFeedEvent } from './cue-feed-schema.js';

/** The WebSocket subprotocol of softphones that draw the cue themselves. */
export const CUE_FEED_PROTOCOL = 'evenkeel.cues.v1';

/** What the feed says of a message; null for what is for the agent's own eyes in the panel only. */
export function cueFeedEvent(message: ServerMessage, language: Language): CueFeedEvent | null {
  switch (message.type) {
    case 'own-breath':
    case 'level':
    case 'own-eyes-elsewhere':
      return null;
    case 'hello':
      return { type: 'hello', serverNow: message.serverNow, tokenExpiresAt: message.tokenExpiresAt };
    case 'heartbeat':
    case 'token-expiring':
    case 'draining':
    case 'error':
      return message;
    case 'limited':
      return { type: 'limited', codes: [...message.codes] };
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
      return { type: 'reset', id: offerId, call: callRef, seconds: [...seconds], expiresAt };
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
