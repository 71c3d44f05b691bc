import type { FaultHandler } from '../containment.js';
import { type StopStep, stopInOrder } from './stop-in-order.js';

/** How long a part may take to close, unless it says otherwise. */
const CLOSE_LIMIT_MS = 10_000;

/** Everything the process has opened. It is closed in reverse order, when the process stops or when a later part fails to open. */
export class OpenResources {
  /** The part opened last comes first. */
  #steps: readonly StopStep[] = [];
  #closed: Promise<void> | null = null;

  /** Opens a part and remembers how to close it. Rejects with what `open` threw; there is nothing to close then. */
  async open<T>(
    what: string,
    open: () => T | Promise<T>,
    close: (part: T) => unknown,
    limitMs = CLOSE_LIMIT_MS,
  ): Promise<T> {
    const part = await open();
    this.#steps = [{ what, limitMs, run: () => close(part) }, ...this.#steps];
    return part;
  }

  /** Closes every part; a second call joins the first. One that fails or takes too long does not keep the others open. */
  closeAll(onFault: (what: string) => FaultHandler): Promise<void> {
    this.#closed ??= stopInOrder(this.#steps, onFault);
    return this.#closed;
  }
}
