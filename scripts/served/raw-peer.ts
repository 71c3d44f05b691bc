import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A TCP peer that says exactly the bytes it is told to, and may reset the line. */
export class RawPeer {
  readonly socket: Socket;
  heard = '';

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      this.heard += bytes.toString('latin1');
    });
  }

  /** @param url where the server listens, `http://host:port` */
  static async dial(url: string): Promise<RawPeer> {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    const peer = new RawPeer(socket);
    await once(socket, 'connect');
    return peer;
  }

  /** Resolves when the system has taken the bytes. */
  say(bytes: string | Uint8Array): Promise<void> {
    return new Promise((resolve) => {
      this.socket.write(bytes, () => resolve());
    });
  }

  /** Breaks the line off with a reset, so that the other end meets an error and not an end. */
  reset(): Promise<void> {
    if (this.socket.destroyed) return Promise.resolve();
    return new Promise((resolve) => {
      this.socket.once('close', () => resolve());
      this.socket.resetAndDestroy();
    });
  }

  /** Resolves when what was heard matches. */
  async hear(pattern: RegExp): Promise<string> {
    while (!pattern.test(this.heard)) {
      if (this.socket.destroyed) throw new Error(`The line ended after: ${this.heard}`);
      await Promise.race([once(this.socket, 'data'), once(this.socket, 'close')]);
    }
    return this.heard;
  }

  async closed(): Promise<string> {
    if (!this.socket.destroyed) await once(this.socket, 'close');
    return this.heard;
  }
}

/** The request of a WebSocket handshake. */
export function handshake(path: string, headers: Readonly<Record<string, string>> = {}): string {
  const all = {
    host: 'localhost',
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`;
}
