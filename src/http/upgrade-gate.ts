import { IncomingMessage, type Server, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { ERRORS, type ErrorCode } from '../errors.js';
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

/** Gives every socket that the server accepts an error listener that it keeps for life, whoever takes it over. */
export function guardSockets(server: Server): void {
  const guard = (socket: Duplex) => socket.on('error', () => socket.destroy());
  server.on('connection', guard);
  server.on('secureConnection', guard);
}

/** Hands on what asks to become a WebSocket; a fault of whoever takes it ends that socket alone. */
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
      refuseUpgrade(socket, 'internal.fault');
    }
  });
}

/** Answers a WebSocket upgrade with the code's HTTP status and a JSON body `{ code, message }`, and closes. */
export function refuseUpgrade(socket: Duplex, code: ErrorCode): void {
  if (!socket.writable) return;
  const { http, text } = ERRORS[code];
  const body = JSON.stringify({ code, message: text });
  const lines = [
    `HTTP/1.1 ${http} ${STATUS_CODES[http] ?? ''}`,
    'Connection: close',
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...(http === 401 ? ['WWW-Authenticate: Bearer'] : []),
    ...(http === 503 ? ['Retry-After: 5'] : []),
  ];
  socket.once('finish', () => socket.destroy());
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`);
}
