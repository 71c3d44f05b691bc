import { IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { refuseSocket } from './refuse-socket.js';
import type { Upgrade } from './web-socket-door.js';

/** Requests that carry an Upgrade header; Node's own constructor writes before a field of this class could exist. */
const ASKING = new WeakSet<IncomingMessage>();

/**
 * A request that leaves HTTP only to become a WebSocket. Any other upgrade, such as the `h2c` that Java clients offer,
 * is a wish that a server may pass over (RFC 9110 section 7.8): it is answered as ordinary HTTP/1.1, with its body.
 */
export class WebSocketOnlyRequest extends IncomingMessage {
  get upgrade(): boolean {
    const wish = (this.headers.upgrade ?? '').trim().toLowerCase();
    return ASKING.has(this) && this.method === 'GET' && wish === 'websocket';
  }

  set upgrade(asks: boolean | null) {
    if (asks) ASKING.add(this);
    else ASKING.delete(this);
  }
}

/** Gives every accepted socket a permanent error listener, whichever handler takes it over. */
export function guardSockets(server: Server): void {
  const guard = (socket: Duplex) => socket.on('error', () => socket.destroy());
  server.on('connection', guard);
  server.on('secureConnection', guard);
}

/** Passes WebSocket upgrades to a handler; a fault in the handler ends that socket only. */
export function takeUpgrades(
  server: Server,
  take: (path: string, upgrade: Upgrade) => void,
  onFault: (cause: unknown) => void,
): void {
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    try {
      take((request.url ?? '').split('?', 1)[0] ?? '', { request, socket, head });
    } catch (cause) {
      onFault(cause);
      refuseSocket(socket, 'internal.fault');
    }
  });
}
