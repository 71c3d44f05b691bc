import { WebSocket } from 'ws';
import { DESKTOP_PROTOCOL } from '../../src/delivery/agent-message.js';
import { CUE_FEED_PROTOCOL } from '../../src/delivery/cue-feed.js';
import { LIVE_VIEW_PROTOCOL } from '../../src/delivery/live-view-message.js';
import type { Wire } from '../../src/lab/telephones/telephone.js';
import { type Conversation, PATIENCE_MS } from './hostile-site.js';
import { mutateWires, OBJECT_MEMBERS, pick } from './mutate.js';
import { converse } from './stream-conversation.js';

const ID = '5d3a0f0e-0c5f-4a43-9d53-5d2a2a2b7f10';

/** Everything that a desktop may say. */
const DESKTOP_MESSAGES: readonly object[] = [
  { type: 'feedback', cueId: ID, verdict: 'helped' },
  { type: 'mute', scope: 'hour', forMs: 3_600_000 },
  { type: 'settings', quiet: false, fewerCues: true, kindsOff: ['breathe'], language: 'zh' },
  { type: 'bind', platform: 'native', callId: ID, ticket: 'x.y.z' },
  { type: 'unbind', platform: 'native', callId: ID },
  { type: 'hold', platform: 'native', callId: ID, on: true },
  { type: 'reset', offerId: ID, outcome: 'taken' },
  { type: 'self-coaching', on: true },
];

/** An agent's desktop or a reader of the cue feed. */
export const desktopConversation: Conversation = async (site, random) => {
  const protocol = pick(random, [DESKTOP_PROTOCOL, DESKTOP_PROTOCOL, CUE_FEED_PROTOCOL]);
  const wires = [
    JSON.stringify({ type: 'token', token: site.token('agent') }),
    ...Array.from({ length: Math.floor(random() * 5) }, () => JSON.stringify(pick(random, DESKTOP_MESSAGES))),
  ];
  await talk(site, random, '/desktop', protocol, mutateWires(random, wires));
};

/** A visitor of the live view. */
export const liveViewConversation: Conversation = async (site, random) => {
  const start = {
    type: 'start',
    token: site.token('source'),
    sampleRateHz: pick(random, [8_000, 16_000, 48_000]),
  };
  const audio = Array.from({ length: Math.floor(random() * 6) }, () =>
    new Uint8Array(1_600).fill(random() * 256),
  );
  await talk(
    site,
    random,
    '/try',
    LIVE_VIEW_PROTOCOL,
    mutateWires(random, [JSON.stringify(start), ...audio]),
  );
};

async function talk(
  ...[site, random, path, usual, wires]: [...Parameters<Conversation>, string, string, readonly Wire[]]
) {
  const protocol = random() < 0.15 ? pick(random, OBJECT_MEMBERS) : usual;
  const socket = new WebSocket(`${site.url.replace(/^http/, 'ws')}${path}`, protocol, {
    perMessageDeflate: false,
    handshakeTimeout: PATIENCE_MS,
  });
  await converse({ site, random, socket, what: path, wires, line: null });
}
