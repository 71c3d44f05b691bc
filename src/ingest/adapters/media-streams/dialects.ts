import type { MediaStreamsConnector } from '../../../config/sections/connectors/media-streams-connector.js';
import type { Role } from '../../../core/audio/audio-frame.js';
import type { RawCodec } from '../../raw-codec.js';

export type DialectName = MediaStreamsConnector['protocol'];

/** Where one platform's dialect puts things. Paths are dotted; of several the first that holds something counts. */
export type Dialect = {
  readonly event: readonly string[];
  readonly callId: readonly string[];
  readonly streamId: readonly string[];
  readonly accountId: readonly string[];
  /** An object, or a `k=v;k=v` string. */
  readonly attributes: readonly string[];
  readonly encoding: readonly string[];
  readonly sampleRateHz: readonly string[];
  /** Names, or objects with a `name`; absent = every track of `roles`. */
  readonly tracks: readonly string[];
  readonly track: readonly string[];
  readonly timestamp: readonly string[];
  readonly chunk: readonly string[];
  /** Counts the messages of all tracks: tells a message sent twice where chunks are not numbered. */
  readonly sequence: readonly string[];
  readonly payload: readonly string[];
  readonly digit: readonly string[];
  readonly codec: RawCodec;
  /** Who is usually on which track; the first is the track of audio that names none. */
  readonly roles: Readonly<Record<string, Role>>;
  /** Messages may arrive in another order than `chunk` tells. */
  readonly reorders: boolean;
};

/** Named from the platform's side of the leg that starts the stream: the customer's leg is the usual one. */
const CUSTOMER_LEG = { inbound: 'customer', outbound: 'agent' } as const;

const TWILIO: Dialect = {
  event: ['event'],
  callId: ['start.callSid'],
  streamId: ['streamSid', 'start.streamSid'],
  accountId: ['start.accountSid'],
  attributes: ['start.customParameters'],
  encoding: ['start.mediaFormat.encoding'],
  sampleRateHz: ['start.mediaFormat.sampleRate'],
  tracks: ['start.tracks'],
  track: ['media.track'],
  timestamp: ['media.timestamp'],
  chunk: ['media.chunk'],
  sequence: ['sequenceNumber', 'sequence_number'],
  payload: ['media.payload'],
  digit: ['dtmf.digit'],
  codec: 'pcmu',
  roles: CUSTOMER_LEG,
  reorders: false,
};

/** One row for each platform: what differs from Twilio. */
export const DIALECTS: Readonly<Record<DialectName, Dialect>> = {
  twilio: TWILIO,
  signalwire: TWILIO,
  fonoster: { ...TWILIO, roles: { inbound: 'customer' } },
  kazoo: { ...TWILIO, codec: 'l16' },
  // The platform's own sample puts `inbound` into its agent block.
  talkdesk: { ...TWILIO, roles: { inbound: 'agent', outbound: 'customer' } },
  telnyx: {
    ...TWILIO,
    callId: ['start.call_control_id', 'start.call_session_id'],
    streamId: ['stream_id', 'start.stream_id'],
    accountId: ['start.user_id'],
    attributes: ['start.custom_parameters'],
    encoding: ['start.media_format.encoding'],
    sampleRateHz: ['start.media_format.sample_rate'],
    reorders: true,
  },
  plivo: {
    ...TWILIO,
    callId: ['start.callId'],
    streamId: ['start.streamId', 'streamId'],
    accountId: ['start.accountId'],
    attributes: ['extra_headers', 'start.extra_headers'],
    codec: 'l16',
  },
  exotel: {
    ...TWILIO,
    callId: ['start.call_sid'],
    streamId: ['stream_sid', 'start.stream_sid'],
    accountId: ['start.account_sid'],
    attributes: ['start.custom_parameters'],
    encoding: ['start.media_format.encoding'],
    sampleRateHz: ['start.media_format.sample_rate'],
    codec: 'l16',
    roles: { inbound: 'customer' },
  },
  bandwidth: {
    ...TWILIO,
    event: ['eventType'],
    callId: ['metadata.callId', 'start.metadata.callId'],
    streamId: ['metadata.streamId', 'start.metadata.streamId'],
    accountId: ['metadata.accountId', 'start.metadata.accountId'],
    attributes: ['streamParams', 'start.streamParams'],
    encoding: ['metadata.tracks.0.mediaFormat.encoding', 'start.metadata.tracks.0.mediaFormat.encoding'],
    sampleRateHz: [
      'metadata.tracks.0.mediaFormat.sampleRate',
      'start.metadata.tracks.0.mediaFormat.sampleRate',
    ],
    tracks: ['metadata.tracks', 'start.metadata.tracks'],
    track: ['track', 'media.track'],
    timestamp: ['timestamp', 'media.timestamp'],
    payload: ['payload', 'media.payload'],
  },
  ringcx: {
    ...TWILIO,
    callId: ['metadata.callId', 'start.metadata.callId', 'Start.metadata.callId'],
    streamId: ['metadata.streamId', 'streamId'],
    accountId: ['metadata.accountId', 'start.metadata.accountId'],
    attributes: ['metadata'],
    track: ['perspective', 'media.perspective'],
    payload: ['media', 'media.payload', 'media.media'],
    roles: { conference: 'customer', participant: 'agent' },
  },
};

/** Platforms write tracks as `inbound`, `inbound_track` or `Conference`. */
export function trackName(text: string): string {
  return text.toLowerCase().replace(/_track$/, '');
}
