import { containAsync, type FaultHandler } from '../containment.js';

/** One part to close, and how long it may delay the others, milliseconds. */
export type StopStep = { readonly what: string; readonly limitMs: number; readonly run: () => unknown };

/** Runs every step in order. A step that throws or does not end in time does not stop the later ones. */
export async function stopInOrder(
  steps: readonly StopStep[],
  onFault: (what: string) => FaultHandler,
): Promise<void> {
  for (const { what, limitMs, run } of steps)
    await containAsync(onFault(what), () => within(limitMs, async () => run()));
}

async function within(limitMs: number, work: () => Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`It took more than ${limitMs} ms.`)), limitMs);
  });
  try {
    await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}
