import { createHook } from 'node:async_hooks';
import { readdirSync, readlinkSync } from 'node:fs';

/** Timers (also those that do not keep the process alive), sockets and threads. */
const KINDS = new Set(['Timeout', 'TCPWRAP', 'TCPSERVERWRAP', 'TLSWRAP', 'WORKER', 'MESSAGEPORT']);

/** Sees every handle that is made from now on, by whomever: create it inside the test, after the runner's own timers. */
export class HandleWatch {
  readonly #open = new Map<number, string>();
  readonly #hook = createHook({
    init: (id, kind) => {
      if (KINDS.has(kind)) this.#open.set(id, kind);
    },
    destroy: (id) => this.#open.delete(id),
  }).enable();

  /** The kinds that are still open after the event loop has had its turns to close them: a line to Redis may take 100 ms. */
  async left(): Promise<readonly string[]> {
    for (let turn = 0; turn < 200_000 && this.#open.size > 0; turn++)
      await new Promise((resolve) => setImmediate(resolve));
    this.#hook.disable();
    return [...this.#open.values()];
  }
}

/** The files of a folder that this process holds open, as Linux lists them; elsewhere the list is empty. */
export function openFilesIn(folder: string): readonly string[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc/self/fd')
    .map(linkOf)
    .filter((file) => file.startsWith(folder));
}

/** The descriptor that listed the folder is gone by the time it is read. */
function linkOf(fd: string): string {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    return '';
  }
}
