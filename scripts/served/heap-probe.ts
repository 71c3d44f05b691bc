import { once } from 'node:events';
import { WebSocket } from 'ws';

/** Reads another Node process's heap through its inspector (Chrome DevTools Protocol, domains HeapProfiler and Runtime). */
export class HeapProbe {
  readonly #socket: WebSocket;
  #nextId = 1;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  /** The process must have been started with `--inspect`; its address is what Node wrote to standard error. */
  static async open(inspectorUrl: string): Promise<HeapProbe> {
    const socket = new WebSocket(inspectorUrl, { perMessageDeflate: false });
    await once(socket, 'open');
    return new HeapProbe(socket);
  }

  /** Bytes of heap in use after a full garbage collection. */
  async usedBytes(): Promise<number> {
    await this.#call('HeapProfiler.collectGarbage');
    await this.#call('HeapProfiler.collectGarbage');
    const { usedSize } = await this.#call('Runtime.getHeapUsage');
    return Number(usedSize);
  }

  /** A snapshot of the heap after a full garbage collection, as the JSON that `v8.writeHeapSnapshot` writes, in pieces. */
  async snapshot(): Promise<readonly string[]> {
    const pieces: string[] = [];
    const hear = (data: unknown): void => {
      const message = JSON.parse(String(data)) as { method?: string; params?: { chunk?: string } };
      if (message.method === 'HeapProfiler.addHeapSnapshotChunk') pieces.push(message.params?.chunk ?? '');
    };
    this.#socket.on('message', hear);
    await this.#call('HeapProfiler.collectGarbage');
    await this.#call('HeapProfiler.takeHeapSnapshot');
    this.#socket.off('message', hear);
    return pieces;
  }

  close(): void {
    this.#socket.close();
  }

  #call(method: string): Promise<Record<string, unknown>> {
    const id = this.#nextId++;
    return new Promise((resolve) => {
      const hear = (data: unknown): void => {
        const message = JSON.parse(String(data)) as { id?: number; result?: Record<string, unknown> };
        if (message.id !== id) return;
        this.#socket.off('message', hear);
        resolve(message.result ?? {});
      };
      this.#socket.on('message', hear);
      this.#socket.send(JSON.stringify({ id, method }));
    });
  }
}
