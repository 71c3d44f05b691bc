import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** `refused`: nothing listens. `black-hole`: what is sent arrives when the fault is over. `slow`: every answer is late. */
export type LineState = 'open' | 'refused' | 'black-hole' | 'slow';

export const LINE_FAULTS = ['refused', 'black-hole', 'slow'] as const satisfies readonly LineState[];

const SLOW_MS = 1_500;

/** A line to a service that can be broken in each way in which networks break lines. */
export class FaultProxy {
  readonly #host: string;
  readonly #port: number;
  readonly #sockets = new Set<Socket>();
  /** What waits for the end of a black hole. */
  readonly #held: (() => void)[] = [];
  #server: Server;
  #state: LineState = 'open';
  #ownPort = 0;

  private constructor(host: string, port: number) {
    this.#host = host;
    this.#port = port;
    this.#server = this.#makeServer();
  }

  /** @param url of the service: its host and port are dialled */
  static async to(url: string, usualPort: number): Promise<FaultProxy> {
    const { hostname, port } = new URL(url);
    const proxy = new FaultProxy(hostname, Number(port || usualPort));
    await proxy.#listen(0);
    return proxy;
  }

  /** The same URL by way of this line. */
  through(url: string): string {
    const other = new URL(url);
    other.hostname = '127.0.0.1';
    other.port = String(this.#ownPort);
    return other.href;
  }

  async set(state: LineState): Promise<void> {
    const before = this.#state;
    this.#state = state;
    if (state === 'refused') {
      for (const socket of this.#sockets) socket.resetAndDestroy();
      this.#server.close();
    } else if (before === 'refused') {
      this.#server = this.#makeServer();
      await this.#listen(this.#ownPort);
    }
    if (state !== 'black-hole') for (const release of this.#held.splice(0)) release();
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }

  #makeServer(): Server {
    const server = createServer((client) => this.#accept(client));
    server.on('error', () => {});
    return server;
  }

  async #listen(port: number): Promise<void> {
    this.#server.listen(port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#ownPort = (this.#server.address() as AddressInfo).port;
  }

  #accept(client: Socket): void {
    const upstream = connect(this.#port, this.#host);
    this.#join(client, upstream, false);
    this.#join(upstream, client, true);
  }

  #join(from: Socket, to: Socket, isAnswer: boolean): void {
    this.#sockets.add(from);
    let turn: Promise<unknown> = Promise.resolve();
    from.on('data', (bytes: Buffer) => {
      const delayMs = isAnswer && this.#state === 'slow' ? SLOW_MS : 0;
      turn = turn.then(() => this.#passage(delayMs)).then(() => to.write(bytes));
    });
    from.on('error', () => to.destroy());
    from.on('close', () => {
      this.#sockets.delete(from);
      void turn.then(() => to.destroy());
    });
  }

  async #passage(delayMs: number): Promise<void> {
    if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
    if (this.#state === 'black-hole') await new Promise<void>((release) => this.#held.push(release));
  }
}
