import type { TokenVerifier } from '../../auth/verify-token.js';
import type { ConnectorSettings } from '../../config/sections/connectors-section.js';
import type { IngestClock } from '../ingest-clock.js';
import type { MediaProtocol } from '../media-adapter.js';
import { asterisk } from './asterisk/asterisk.js';
import { audioFork } from './audio-fork/audio-fork.js';
import { audiohookProtocol } from './audiohook/genesys-audiohook.js';
import { nativeProtocol } from './evenkeel-native.js';
import { mediaStreams } from './media-streams/media-streams.js';
import { vonage } from './vonage.js';

/** What a protocol may need besides its own settings. */
export type ProtocolParts = { readonly tokens: TokenVerifier; readonly clock: IngestClock };

/** The protocol that a connector speaks: one row each. */
export function protocolOf(settings: ConnectorSettings, parts: ProtocolParts): MediaProtocol {
  switch (settings.protocol) {
    case 'native':
      return nativeProtocol(settings, parts.tokens);
    case 'audiohook':
      return audiohookProtocol(settings, parts.clock);
    case 'asterisk':
      return asterisk(settings, parts.clock);
    case 'jambonz':
    case 'freeswitch':
      return audioFork(settings, parts.clock);
    case 'vonage':
      return vonage(settings);
    default:
      return mediaStreams(settings, parts.clock);
  }
}
