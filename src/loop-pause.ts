import { setImmediate } from 'node:timers/promises';

/** Work done in one go, milliseconds: with the last step of it well under what calls would notice. */
const AT_ONE_GO_MS = 5;

/**
 * For work in many steps over what came from outside: awaited after each step, it lets sockets and timers have their turn
 * whenever the steps since the last one have taken some milliseconds.
 */
export class LoopPause {
  #sinceMs = performance.now();

  async step(): Promise<void> {
    if (performance.now() - this.#sinceMs < AT_ONE_GO_MS) return;
    await setImmediate();
    this.#sinceMs = performance.now();
  }
}

/** Works through a list that may be long, with turns of the loop in between. */
export async function inTurns<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Result,
): Promise<readonly Result[]> {
  const pause = new LoopPause();
  const results: Result[] = [];
  for (const item of items) {
    results.push(work(item));
    await pause.step();
  }
  return results;
}
