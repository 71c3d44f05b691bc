import { randomUuid } from '../../random/random-identifiers.js';
import type { Telephone } from '../telephone.js';
import { MediaStreamLine, type MediaStreamWords } from './media-stream-line.js';

/** Capitalised events; the perspectives are the conference (the customer's side) and the participant (the agent). */
const words: MediaStreamWords = {
  greeting: ({ callId, credentials, channelOrder: [first] }, _streamId, parameters) => [
    { event: 'Connected' },
    {
      event: 'Start',
      metadata: {
        ...parameters,
        callId,
        accountId: credentials.username ?? 'ringcx-account',
        ...(first === 'agent' ? { role_conference: 'agent' } : {}),
      },
    },
  ],
  media: ({ track, payload }) => ({
    event: 'Media',
    perspective: track === 'inbound' ? 'Conference' : 'Participant',
    media: payload,
  }),
  farewell: () => ({ event: 'Stop' }),
};

/** RingCentral RingCX audio streaming. */
export const ringcxTelephone: Telephone = {
  name: 'ringcx',
  summary: 'RingCentral RingCX, both perspectives (--username ACCOUNT_ID)',
  frameMs: 20,
  encodings: ['pcmu'],
  sampleRatesHz: [8000],
  layouts: ['stereo'],
  lines: (plan, { random }) => [new MediaStreamLine(plan, words, randomUuid(random), {})],
};
