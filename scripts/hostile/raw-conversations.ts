import type { Random } from '../../src/lab/random/seeded-random.js';
import { LINE_UPS } from '../served/line-up.js';
import { handshake, RawPeer } from '../served/raw-peer.js';
import { blameStatus, type Conversation, type HostileSite } from './hostile-site.js';
import { OBJECT_MEMBERS, pick } from './mutate.js';

const PATHS = [...LINE_UPS.map(({ protocol }) => `/streams/${protocol}`), '/desktop', '/try'];
const PROTOCOLS = [
  'evenkeel.desktop.v1',
  'evenkeel.cues.v1',
  'evenkeel.try.v1',
  'evenkeel.audio.v1',
  'media',
];

/** A reset after every byte of a handshake with every listener, one conversation each. */
export function resetConversations(): readonly Conversation[] {
  return PATHS.flatMap((path) => {
    const length = requestOf(path, 'evenkeel.desktop.v1').length;
    return Array.from(
      { length },
      (_, index): Conversation =>
        async (site, random) => {
          const peer = await RawPeer.dial(site.url);
          const request = requestOf(path, pick(random, PROTOCOLS));
          await peer.say(request.slice(0, index + 1));
          await peer.reset();
        },
    );
  });
}

function requestOf(path: string, protocol: string, token = 'x'): string {
  return handshake(path, { 'sec-websocket-protocol': protocol, authorization: `Bearer ${token}` });
}

/** Bytes that are no WebSocket, no HTTP, or too much of either. */
export const rawConversation: Conversation = async (site, random) => {
  const peer = await RawPeer.dial(site.url);
  const [path, protocol] = [pick(random, PATHS), pick(random, [...PROTOCOLS, ...OBJECT_MEMBERS])];
  const request = requestOf(path, protocol, site.token('source'));
  const said = pick(random, [
    () => Buffer.concat([Buffer.from(request), frames(random)]),
    () => Buffer.concat([Buffer.from(request), Buffer.alloc(70_000, 1)]),
    () => `${request}${request}`,
    () => request.replace('13', pick(random, ['12', '14', '', 'x', '1e9'])),
    () => request.replace('websocket', pick(random, ['h2c', 'WebSocket', 'x', '', 'websocket, h2c'])),
    () => request.replace('GET', pick(random, ['POST', 'PUT', 'CONNECT', 'OPTIONS', 'HEAD', 'TRACE'])),
    () => request.replace('HTTP/1.1', pick(random, ['HTTP/1.0', 'HTTP/2', 'HTTP/9.9', ''])),
    () =>
      request.replace(
        path,
        pick(random, ['/', '//', '*', 'http://x/', `/${'a'.repeat(9_000)}`, '/%', '/\t']),
      ),
    () => request.replace('host', `${'a'.repeat(100)}: ${'b'.repeat(9_000)}\r\nhost`),
    () => `POST /scim/v2/Users HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n${chunks(random)}`,
    () => 'POST /v1/people/import HTTP/1.1\r\nhost: x\r\ncontent-length: 60000\r\n\r\n{"people":',
    () => Buffer.from(Array.from({ length: 500 }, () => Math.floor(random() * 256))),
    () => '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
  ])();
  await peer.say(said);
  await leave(site, random, peer);
};

async function leave(site: HostileSite, random: Random, peer: RawPeer): Promise<void> {
  if (random() < 0.1) {
    site.linger(() => peer.socket.destroy());
    peer.socket.pause();
    return;
  }
  await new Promise((resolve) => setTimeout(resolve, random() < 0.5 ? 0 : 40));
  const status = Number(/^HTTP\/1\.\d (\d{3})/.exec(peer.heard)?.[1] ?? 0);
  blameStatus(site, 'a raw peer', status, peer.heard);
  await peer.reset();
}

function chunks(random: Random): string {
  return pick(random, [
    'FFFFFFFFFFFFFFFF\r\nx',
    '-1\r\n',
    '5\r\nabc',
    '0\r\n\r\n0\r\n\r\n',
    'z\r\n',
    '3;a=b\r\n{}x\r\n0\r\n\r\n',
  ]);
}

/** Frames with reserved bits, no mask, odd opcodes, fragments without an end, and lengths that promise too much. */
function frames(random: Random): Buffer {
  return Buffer.concat(
    Array.from({ length: 1 + Math.floor(random() * 4) }, () => {
      const first = pick(
        random,
        [0x00, 0x01, 0x02, 0x80, 0x81, 0x82, 0x83, 0x88, 0x89, 0x8a, 0x8f, 0xc1, 0xf1],
      );
      const length = pick(random, [0, 1, 2, 125, 126, 127]);
      const isMasked = random() < 0.7;
      const size =
        length === 126
          ? Buffer.from([0xff, 0xff])
          : Buffer.alloc(length === 127 ? 8 : 0, random() < 0.5 ? 0xff : 0);
      const body = Buffer.from(
        Array.from({ length: (isMasked ? 4 : 0) + Math.min(length, 125) }, () => Math.floor(random() * 256)),
      );
      return Buffer.concat([Buffer.from([first, length | (isMasked ? 0x80 : 0)]), size, body]);
    }),
  );
}
