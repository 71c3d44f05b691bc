import type { Role } from '../../core/audio/audio-frame.js';

/** The two parties whose voices a platform can tell apart. */
export type Speaker = Exclude<Role, 'mixed'>;

export const AUDIO_ENCODINGS = ['pcmu', 'pcma', 'l16'] as const;
/** G.711 µ-law, G.711 A-law or signed 16-bit little-endian. */
export type AudioEncoding = (typeof AUDIO_ENCODINGS)[number];

export const LAYOUTS = ['stereo', 'pair', 'mixed', 'customer'] as const;
/** Both parties on one socket, a socket for each, both in one channel, or the customer alone. */
export type Layout = (typeof LAYOUTS)[number];

/** What a telephone proves itself with; each platform uses the parts that its own protocol knows. */
export type Credentials = {
  /** Bearer token (native), one-time token (Twilio family), `stream_auth_token` (Telnyx). */
  readonly token?: string;
  /** AudioHook API key. */
  readonly apiKey?: string;
  /** AudioHook client secret (base64) or Twilio account auth token. */
  readonly secret?: string;
  /** HTTP Basic user and password (jambonz, Asterisk). */
  readonly username?: string;
  readonly password?: string;
};

/** One simulated call: where it goes, what it says of itself, and how its audio is coded. */
export type CallPlan = {
  readonly url: string;
  readonly callId: string;
  readonly tenant: string;
  readonly agentId: string | null;
  readonly language: string | null;
  /** Version of the notice wording that the caller heard; null = no notice is asserted. */
  readonly noticeWording: string | null;
  readonly encoding: AudioEncoding;
  readonly sampleRateHz: number;
  readonly layout: Layout;
  /** Who is on the first and on the second channel (or inbound and outbound track). */
  readonly channelOrder: readonly [Speaker, Speaker];
  readonly credentials: Credentials;
  /** The `wss://` origin that signatures cover when a proxy stands in between; null = the origin of `url`. */
  readonly publicOrigin: string | null;
};
