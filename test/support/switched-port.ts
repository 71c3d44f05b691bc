import { once } from 'node:events';
import { type AddressInfo, createConnection, createServer, type Server, type Socket } from 'node:net';

/** One address before several servers, as a load balancer is: new connections go to the chosen one. */
export class SwitchedPort {
  readonly #server: Server;
  readonly #open = new Set<Socket>();
  /** Where new connections go; those that are open stay where they are. */
  target: number;

  constructor(target: number) {
    this.target = target;
    this.#server = createServer((client) => {
      const upstream = createConnection(this.target, '127.0.0.1');
      for (const [one, other] of [
        [client, upstream],
        [upstream, client],
      ] as const) {
        this.#open.add(one);
        one.pipe(other);
        one.on('error', () => other.destroy());
        one.on('close', () => {
          this.#open.delete(one);
          other.destroy();
        });
      }
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async start(): Promise<this> {
    await once(this.#server.listen(0, '127.0.0.1'), 'listening');
    return this;
  }

  async stop(): Promise<void> {
    for (const socket of this.#open) socket.destroy();
    await new Promise((done) => this.#server.close(done));
  }
}
