import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { refuseSocket } from './refuse-socket.js';

/** An HTTP request that asks to become a WebSocket, and the socket that it came on. */
export type Upgrade = {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  /** Bytes that came behind the request. */
  readonly head: Buffer;
};

/**
 * The one place where a request becomes a WebSocket. The socket has an error listener before anybody is handed it: a
 * peer that breaks a rule or goes away closes its own connection, and nothing else.
 */
export class WebSocketDoor {
  readonly #server: WebSocketServer;
  readonly #chosen = new WeakMap<IncomingMessage, string>();

  constructor(messageLimitBytes: number) {
    this.#server = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload: messageLimitBytes,
      handleProtocols: (_offered, request) => this.#chosen.get(request) ?? false,
    });
    this.#server.on('wsClientError', (_error, socket) => refuseSocket(socket, 'http.handshake-invalid'));
  }

  /** Shakes hands with the subprotocol; a request that is not a proper handshake gets 400 and never reaches `onOpen`. */
  open(
    { request, socket, head }: Upgrade,
    subprotocol: string | null,
    onOpen: (socket: WebSocket) => void,
  ): void {
    if (subprotocol !== null) this.#chosen.set(request, subprotocol);
    this.#server.handleUpgrade(request, socket, head, (webSocket) => {
      webSocket.on('error', () => webSocket.terminate());
      onOpen(webSocket);
    });
  }
}

/** Subprotocols that the client offers, in its order. */
export function offeredSubprotocols({ headers }: IncomingMessage): readonly string[] {
  return (headers['sec-websocket-protocol'] ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** Address of whoever sent a request; that of a proxy, where one stands in between. */
export function peerOf({ socket }: IncomingMessage): string {
  return socket.remoteAddress ?? 'unknown';
}
