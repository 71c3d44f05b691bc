import { randomHex } from '../../random/random-identifiers.js';
import type { Telephone } from '../telephone.js';
import { MediaStreamLine, type MediaStreamWords } from './media-stream-line.js';

/** One track without a name, chunks of 100 ms, rates as text. */
const words: MediaStreamWords = {
  greeting: ({ callId, credentials, sampleRateHz }, stream_sid, custom_parameters) => [
    { event: 'connected' },
    {
      event: 'start',
      sequence_number: 1,
      stream_sid,
      start: {
        stream_sid,
        call_sid: callId,
        account_sid: credentials.username ?? 'exotel-account',
        from: '+15550100',
        to: '+15550199',
        custom_parameters,
        media_format: { encoding: 'audio/x-raw', sample_rate: String(sampleRateHz), bit_rate: '128kbps' },
      },
    },
  ],
  media: ({ sequence, chunk, timestampMs, payload }, stream_sid) => ({
    event: 'media',
    sequence_number: sequence,
    stream_sid,
    media: { chunk, timestamp: String(timestampMs), payload },
  }),
  farewell: ({ callId }, stream_sid, sequence) => ({
    event: 'stop',
    sequence_number: sequence,
    stream_sid,
    stop: { call_sid: callId, reason: 'callended' },
  }),
};

/** Exotel's Stream applet. */
export const exotelTelephone: Telephone = {
  name: 'exotel',
  summary: "Exotel Stream applet, the caller's track alone, L16 in 100 ms chunks (--username ACCOUNT_SID)",
  frameMs: 100,
  encodings: ['l16'],
  sampleRatesHz: [8000, 16000],
  layouts: ['customer'],
  lines: (plan, { random }) => [new MediaStreamLine(plan, words, randomHex(random, 16), {})],
};
