import { randomUuid } from '../../random/random-identifiers.js';
import type { AudioEncoding } from '../call-plan.js';
import type { Telephone } from '../telephone.js';
import { MediaStreamLine, type MediaStreamWords } from './media-stream-line.js';

const ENCODING: Readonly<Record<AudioEncoding, string>> = {
  pcmu: 'audio/x-mulaw',
  pcma: 'audio/x-alaw',
  l16: 'audio/x-l16',
};

/** No `connected`, numbers as numbers, custom parameters as one text, and no farewell: the socket just closes. */
const words: MediaStreamWords = {
  greeting: ({ callId, credentials, encoding, layout, sampleRateHz }, streamId, parameters) => [
    {
      event: 'start',
      sequenceNumber: 0,
      start: {
        callId,
        streamId,
        accountId: credentials.username ?? 'MA0000000000',
        tracks: layout === 'customer' ? ['inbound'] : ['inbound', 'outbound'],
        mediaFormat: { encoding: ENCODING[encoding], sampleRate: sampleRateHz },
      },
      extra_headers: Object.entries(parameters)
        .map(([name, value]) => `${name}=${value}`)
        .join(';'),
    },
  ],
  media: ({ track, sequence, chunk, timestampMs, payload }, streamId) => ({
    event: 'media',
    sequenceNumber: sequence,
    streamId,
    media: { track, timestamp: timestampMs, chunk, payload },
  }),
  farewell: () => null,
};

/** Plivo audio streaming. */
export const plivoTelephone: Telephone = {
  name: 'plivo',
  summary: 'Plivo audio streaming, both tracks, L16 by default (--username ACCOUNT_ID)',
  frameMs: 20,
  encodings: ['l16', 'pcmu'],
  sampleRatesHz: [8000, 16000],
  layouts: ['stereo', 'customer'],
  lines: (plan, { random }) => [new MediaStreamLine(plan, words, randomUuid(random), {})],
};
