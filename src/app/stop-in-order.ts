import { containAsync, type FaultHandler } from '../containment.js';

/** One thing to bring to its end, and how long it may hold up the rest, milliseconds. */
export type StopStep = { readonly what: string; readonly limitMs: number; readonly run: () => unknown };

/** Takes every step, in order: one that throws or never ends keeps no later one from being taken. */
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
