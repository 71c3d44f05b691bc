import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { randomUuid } from '../../src/lab/random/random-identifiers.js';
import { type Random, seededRandom } from '../../src/lab/random/seeded-random.js';
import { TELEPHONES } from '../../src/lab/telephones/telephones.js';
import type { Conversation, HostileSite } from './hostile-site.js';
import { OBJECT_MEMBERS, pick } from './mutate.js';
import { converse, lineOf, wiresOf } from './stream-conversation.js';

/** Connectors of these protocols dial; Asterisk dials once for each tap that is announced. */
const SUBSCRIBED = ['native', 'jambonz', 'freeswitch', 'vonage', 'twilio', 'telnyx'];
const ON_REQUEST = 'asterisk-dialled';
const CONNECTIONS = 8;

/** A source that the server dials, and that answers every dial with another wrong conversation. */
export class DialledSource {
  readonly #server: Server;
  readonly #random: Random;
  #site: HostileSite | null = null;
  dials = 0;

  private constructor(seed: number) {
    this.#random = seededRandom(seed);
    this.#server = createServer((_request, response) => response.writeHead(404).end());
    const door = new WebSocketServer({ noServer: true, perMessageDeflate: false });
    door.on('wsClientError', (_error, socket) => socket.destroy());
    this.#server.on('upgrade', (request, socket, head) => {
      this.dials += 1;
      const tcp = socket as Socket;
      tcp.on('error', () => tcp.destroy());
      if (this.#refuses(tcp)) return;
      door.handleUpgrade(request, tcp, head, (webSocket) => this.#answer(request.url ?? '', webSocket));
    });
  }

  static async listen(seed: number): Promise<DialledSource> {
    const source = new DialledSource(seed);
    source.#server.listen(0, '127.0.0.1');
    await once(source.#server, 'listening');
    return source;
  }

  attack(site: HostileSite): void {
    this.#site = site;
  }

  /** Rows for the configuration of whoever is attacked. */
  connectors(tenant: string): readonly object[] {
    const { port } = this.#server.address() as AddressInfo;
    const url = `ws://127.0.0.1:${port}`;
    const row = (protocol: string) => ({ protocol, tenant, agent: { trusted: true } });
    const subscribed = SUBSCRIBED.map((protocol) => ({
      ...row(protocol),
      name: `${protocol}-dialled`,
      subscribe: { url: `${url}/${protocol}`, connections: CONNECTIONS },
      platform: `${protocol}-dialled`,
    }));
    const asked = { ...row('asterisk'), name: ON_REQUEST, platform: ON_REQUEST };
    return [...subscribed, { ...asked, subscribe: { url: `${url}/asterisk/{connection}` } }];
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  /** Some dials meet no WebSocket: a refusal, a reset, half an answer, or silence. */
  #refuses(socket: Socket): boolean {
    const random = this.#random;
    if (random() > 0.25) return false;
    const half = 'HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: Upgrade\r\n';
    const answer = pick(random, [
      'HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\n\r\n',
      'HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\n\r\n',
      `${half}sec-websocket-accept: wrong\r\n\r\n`,
      half,
      'garbage\r\n\r\n',
      `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(9_000)}\r\n\r\n`,
      '',
    ]);
    socket.write(answer.slice(0, Math.ceil(answer.length * (random() < 0.5 ? 1 : random()))));
    pick(random, [
      () => socket.resetAndDestroy(),
      () => socket.end(),
      () => this.#site?.linger(() => socket.destroy()),
    ])();
    return true;
  }

  #answer(path: string, socket: WebSocket): void {
    const site = this.#site;
    const telephone = TELEPHONES.find(({ name }) => name === path.split('/')[1]);
    if (site === null || telephone === undefined) {
      socket.terminate();
      return;
    }
    const { plan, line } = lineOf(site.url, telephone, this.#random, '');
    const wires = wiresOf(line, plan, this.#random);
    void converse({ site, random: this.#random, socket, what: `${telephone.name} dialled`, wires, line });
  }
}

/** Announces a tap, so that the server dials it. */
export const announceConversation: Conversation = async (site, random) => {
  const connectionId =
    random() < 0.9 ? randomUuid(random) : pick(random, [...OBJECT_MEMBERS, '../x', '?', '#', '%']);
  const answer = await fetch(`${site.url}/v1/calls/${ON_REQUEST}/${randomUuid(random)}/media`, {
    method: 'POST',
    headers: { authorization: `Bearer ${site.token('binder')}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      connector: ON_REQUEST,
      connectionId,
      role: pick(random, ['customer', 'agent', 'mixed']),
    }),
  }).catch(() => null);
  const body = (await answer?.text().catch(() => '')) ?? '';
  if (answer !== null && answer.status >= 500 && answer.status !== 503)
    site.blame(`an announced tap was answered ${answer.status}: ${body.slice(0, 200)}`);
};
