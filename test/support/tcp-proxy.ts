import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A line to a server that a test can cut, stall, slow down and mend. */
export class TcpProxy {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #isCut = false;
  #isStalled = false;
  #delayMs = 0;

  constructor(host: string, port: number) {
    this.#server = createServer((client) => {
      if (this.#isCut) {
        client.resetAndDestroy();
        return;
      }
      const upstream = connect(port, host);
      for (const [from, to] of [
        [client, upstream],
        [upstream, client],
      ] as const) {
        this.#sockets.add(from);
        if (this.#isStalled) from.pause();
        from.on('data', (bytes) => {
          if (this.#delayMs === 0) to.write(bytes);
          // biome-ignore lint/style/noRestrictedGlobals: the delay is what this line does, nobody waits for it.
          else setTimeout(() => to.write(bytes), this.#delayMs);
        });
        from.on('end', () => to.end());
        from.on('error', () => to.destroy());
        from.on('close', () => {
          this.#sockets.delete(from);
          to.destroy();
        });
      }
    });
  }

  async listen(): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return (this.#server.address() as AddressInfo).port;
  }

  /** Resets every connection and refuses new ones. */
  cut(): void {
    this.#isCut = true;
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  /** Takes connections and lets nothing through: a black hole. */
  stall(): void {
    this.#isStalled = true;
    for (const socket of this.#sockets) socket.pause();
  }

  /** Everything takes this much longer, each way. */
  slow(delayMs: number): void {
    this.#delayMs = delayMs;
  }

  mend(): void {
    this.#isCut = false;
    this.#isStalled = false;
    this.#delayMs = 0;
    for (const socket of this.#sockets) socket.resume();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** A line to the server of a URL, and the URL through that line. */
export async function lineTo(url: string): Promise<{ readonly line: TcpProxy; readonly url: string }> {
  const { hostname, port } = new URL(url);
  const line = new TcpProxy(hostname, Number(port));
  const proxied = new URL(url);
  [proxied.hostname, proxied.port] = ['127.0.0.1', String(await line.listen())];
  return { line, url: proxied.href };
}
