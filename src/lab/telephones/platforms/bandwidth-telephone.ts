import { randomUuid } from '../../random/random-identifiers.js';
import type { Telephone } from '../telephone.js';
import { MediaStreamLine, type MediaStreamWords } from './media-stream-line.js';

const TRACK = { encoding: 'audio/PCMU', sampleRate: 8000 };

/** `eventType` instead of `event`, the tracks in `metadata`, and audio at the top level without a time. */
const words: MediaStreamWords = {
  greeting: ({ callId, credentials, layout }, streamId, streamParams) => [
    {
      eventType: 'start',
      metadata: {
        accountId: credentials.username ?? 'bandwidth-account',
        callId,
        streamId,
        streamName: 'coaching',
        tracks: (layout === 'customer' ? ['inbound'] : ['inbound', 'outbound']).map((name) => ({
          name,
          mediaFormat: TRACK,
        })),
      },
      streamParams,
    },
  ],
  media: ({ track, payload }) => ({ eventType: 'media', track, payload }),
  farewell: () => ({ eventType: 'stop' }),
};

/** Bandwidth `<StartStream tracks="both">`. */
export const bandwidthTelephone: Telephone = {
  name: 'bandwidth',
  summary: 'Bandwidth <StartStream>, both tracks (--username ACCOUNT_ID)',
  frameMs: 20,
  encodings: ['pcmu'],
  sampleRatesHz: [8000],
  layouts: ['stereo', 'customer'],
  lines: (plan, { random }) => [new MediaStreamLine(plan, words, randomUuid(random), {})],
};
