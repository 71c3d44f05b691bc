import { randomUuid } from '../../random/random-identifiers.js';
import type { AudioEncoding } from '../call-plan.js';
import type { Telephone } from '../telephone.js';
import { MediaStreamLine, type MediaStreamWords } from './media-stream-line.js';

const ENCODING: Readonly<Record<AudioEncoding, string>> = { pcmu: 'PCMU', pcma: 'PCMA', l16: 'L16' };

/** Telnyx writes snake_case. */
const words: MediaStreamWords = {
  greeting: ({ callId, encoding, sampleRateHz }, stream_id, custom_parameters) => [
    { event: 'connected', version: '1.0.0' },
    {
      event: 'start',
      sequence_number: '1',
      stream_id,
      start: {
        user_id: '00000000-0000-4000-8000-000000000000',
        call_control_id: callId,
        call_session_id: `session-${callId}`,
        client_state: null,
        from: '+15550100',
        to: '+15550199',
        media_format: { encoding: ENCODING[encoding], sample_rate: sampleRateHz, channels: 1 },
        custom_parameters,
      },
    },
  ],
  media: ({ track, sequence, chunk, timestampMs, payload }, stream_id) => ({
    event: 'media',
    sequence_number: String(sequence),
    stream_id,
    media: { track, chunk: String(chunk), timestamp: String(timestampMs), payload },
  }),
  farewell: ({ callId }, stream_id, sequence) => ({
    event: 'stop',
    sequence_number: String(sequence),
    stream_id,
    stop: { call_control_id: callId },
  }),
};

/** Telnyx media streaming, `stream_track: both_tracks`. */
export const telnyxTelephone: Telephone = {
  name: 'telnyx',
  summary: 'Telnyx media streaming, both tracks, stream_auth_token (--token)',
  frameMs: 20,
  encodings: ['pcmu', 'pcma', 'l16'],
  sampleRatesHz: [8000, 16000],
  layouts: ['stereo'],
  lines: (plan, { random }) => {
    const { token, ...others } = plan.credentials;
    const headers: Record<string, string> = token === undefined ? {} : { authorization: token };
    return [new MediaStreamLine({ ...plan, credentials: others }, words, randomUuid(random), headers)];
  },
};
