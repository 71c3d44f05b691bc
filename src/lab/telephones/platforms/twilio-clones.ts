import { randomUuid } from '../../random/random-identifiers.js';
import type { Telephone } from '../telephone.js';
import { MediaStreamLine, type MediaStreamWords, twilioSignature } from './media-stream-line.js';
import { twilioTelephone, twilioWords } from './twilio-telephone.js';

/** Talkdesk puts the agent on the inbound track. */
const talkdeskWords: MediaStreamWords = { ...twilioWords, inbound: 'agent' };

/** Platforms that speak Twilio's very words: who signs, which coding is usual and which tracks are sent differs. */
export const TWILIO_CLONES: readonly Telephone[] = [
  {
    ...twilioTelephone,
    name: 'signalwire',
    summary: 'SignalWire cXML <Stream>, both tracks, signed upgrade (--secret AUTH_TOKEN)',
  },
  {
    ...twilioTelephone,
    name: 'fonoster',
    summary: "Fonoster stream, the caller's track alone, signed upgrade (--secret AUTH_TOKEN)",
    layouts: ['customer'],
  },
  {
    ...twilioTelephone,
    name: 'talkdesk',
    summary: 'Talkdesk Conversation Orchestrator, the agent inbound, no secret (--username ACCOUNT_ID)',
    lines: (plan, { random }) => [
      new MediaStreamLine(plan, talkdeskWords, randomUuid(random), twilioSignature(plan)),
    ],
  },
  {
    ...twilioTelephone,
    name: 'kazoo',
    summary: '2600Hz Kazoo Pivot media streams, L16 by default (--username ACCOUNT_ID)',
    encodings: ['l16', 'pcmu'],
  },
];
