import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { CUE_KINDS } from '../../src/core/cues/cue.js';
import { DESKTOP_PROTOCOL } from '../../src/delivery/agent-message.js';
import { CUE_FEED_PROTOCOL } from '../../src/delivery/cue-feed.js';
import { LIVE_VIEW_PROTOCOL } from '../../src/delivery/live-view-message.js';
import { sendAll } from './send-all.js';
import type { StallCase, StallSite } from './stall-case.js';

/** Messages that a desktop may send in ten seconds, as shipped. */
const BURST_MESSAGES = 50;

/** What desktops, feeds and the live view are sent. */
export function desktopCases(): readonly StallCase[] {
  const settings = { quiet: true, fewerCues: true, kindsOff: [...CUE_KINDS], language: 'en' };
  const id = 'x'.repeat(256);
  return [
    opening('desktop', DESKTOP_PROTOCOL),
    opening('feed', CUE_FEED_PROTOCOL),
    desktop('settings', () => ({ type: 'settings', ...settings })),
    desktop('feedback', () => ({ type: 'feedback', cueId: id, verdict: 'wrong' })),
    desktop('mute', () => ({ type: 'mute', scope: 'hour', forMs: 3_600_000 })),
    desktop('bind', () => ({ type: 'bind', platform: 'p', callId: randomUUID(), ticket: 't'.repeat(8_000) })),
    desktop('hold', () => ({ type: 'hold', platform: 'p', callId: randomUUID(), on: true })),
    desktop('reset', () => ({ type: 'reset', offerId: id, outcome: 'taken' })),
    eventStream(),
    liveView(),
  ];
}

async function open(site: StallSite, path: string, protocol: string): Promise<WebSocket> {
  const socket = new WebSocket(`${site.url.replace(/^http/, 'ws')}${path}`, protocol, {
    perMessageDeflate: false,
  });
  socket.on('error', () => {});
  await once(socket, 'open');
  return socket;
}

async function tokenMessage(site: StallSite): Promise<string> {
  return JSON.stringify({ type: 'token', token: await site.token('agent', `desk-${randomUUID()}`) });
}

function opening(listener: string, protocol: string): StallCase {
  return {
    listener,
    kind: 'open',
    async prepare(site) {
      const socket = await open(site, '/desktop', protocol);
      const token = await tokenMessage(site);
      return { send: () => sendAll(socket, [token]), end: () => socket.terminate() };
    },
  };
}

/** One kind of message, as often as it is let through. */
function desktop(kind: string, message: () => object): StallCase {
  return {
    listener: 'desktop',
    kind,
    async prepare(site) {
      const socket = await open(site, '/desktop', DESKTOP_PROTOCOL);
      socket.send(await tokenMessage(site));
      await once(socket, 'message');
      const wires = Array.from({ length: BURST_MESSAGES }, () => JSON.stringify(message()));
      return { send: () => sendAll(socket, wires), end: () => socket.terminate() };
    },
  };
}

function eventStream(): StallCase {
  return {
    listener: 'feed',
    kind: 'server-sent events',
    async prepare(site) {
      const token = await site.token('agent', `feed-${randomUUID()}`);
      const stop = new AbortController();
      return {
        async send() {
          const headers = { authorization: `Bearer ${token}` };
          await fetch(`${site.url}/v1/cues`, { headers, signal: stop.signal });
          return token.length;
        },
        end: () => stop.abort(),
      };
    },
  };
}

/** Five seconds at once: as much as a page that was held up sends. */
function liveView(): StallCase {
  return {
    listener: 'try',
    kind: 'audio',
    async prepare(site) {
      const socket = await open(site, '/try', LIVE_VIEW_PROTOCOL);
      const token = await site.token('source', 'stalls');
      socket.send(JSON.stringify({ type: 'start', token, sampleRateHz: 16_000 }));
      await once(socket, 'message');
      const audio = Array.from({ length: 50 }, (_, index) => noise(index));
      return { send: () => sendAll(socket, audio), end: () => socket.terminate() };
    },
  };
}

/** 100 ms at 16 kHz, 16 bits. */
function noise(seed: number): Uint8Array {
  return Uint8Array.from({ length: 3_200 }, (_, i) =>
    i % 2 === 0 ? (i * 31 + seed * 7) % 256 : (i * 7) % 8,
  );
}
