import { randomHex } from '../../random/random-identifiers.js';
import type { AudioEncoding } from '../call-plan.js';
import type { Telephone } from '../telephone.js';
import { MediaStreamLine, type MediaStreamWords, twilioSignature } from './media-stream-line.js';

const ACCOUNT = 'AC00000000000000000000000000000000';
const ENCODING: Readonly<Record<AudioEncoding, string>> = {
  pcmu: 'audio/x-mulaw',
  pcma: 'audio/x-alaw',
  l16: 'audio/x-l16',
};

/** Numbers are strings in this dialect. */
export const twilioWords: MediaStreamWords = {
  greeting: ({ callId, credentials, encoding, layout, sampleRateHz }, streamSid, customParameters) => [
    { event: 'connected', protocol: 'Call', version: '1.0.0' },
    {
      event: 'start',
      sequenceNumber: '1',
      streamSid,
      start: {
        accountSid: credentials.username ?? ACCOUNT,
        callSid: callId,
        streamSid,
        tracks: layout === 'customer' ? ['inbound'] : ['inbound', 'outbound'],
        mediaFormat: { encoding: ENCODING[encoding], sampleRate: sampleRateHz, channels: 1 },
        customParameters,
      },
    },
  ],
  media: ({ track, sequence, chunk, timestampMs, payload }, streamSid) => ({
    event: 'media',
    sequenceNumber: String(sequence),
    streamSid,
    media: { track, chunk: String(chunk), timestamp: String(timestampMs), payload },
  }),
  farewell: ({ callId }, streamSid, sequence) => ({
    event: 'stop',
    sequenceNumber: String(sequence),
    streamSid,
    stop: { accountSid: ACCOUNT, callSid: callId },
  }),
};

/** Twilio Media Streams, `<Start><Stream track="both_tracks">`. */
export const twilioTelephone: Telephone = {
  name: 'twilio',
  summary: 'Twilio Media Streams, both tracks, signed upgrade (--secret AUTH_TOKEN)',
  frameMs: 20,
  encodings: ['pcmu', 'pcma', 'l16'],
  sampleRatesHz: [8000, 16000],
  layouts: ['stereo', 'customer'],
  lines: (plan, { random }) => [
    new MediaStreamLine(plan, twilioWords, `MZ${randomHex(random, 16)}`, twilioSignature(plan)),
  ],
};
