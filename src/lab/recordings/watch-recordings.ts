import { stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { recordingsBelow } from './find-recordings.js';

const LOOK_EVERY_MS = 1_000;

/**
 * The recordings of a folder: those that are there, then each new one once it has stopped growing. Looks once a second,
 * because shared folders send no notice. Ends when the signal is aborted.
 */
export async function* watchRecordings(folder: string, signal: AbortSignal): AsyncGenerator<string> {
  const done = new Set<string>();
  let before = new Map<string, string>();
  while (!signal.aborted) {
    const now = new Map<string, string>();
    for (const file of await recordingsBelow(folder)) {
      if (done.has(file)) continue;
      const state = await stat(file).then(
        ({ size, mtimeMs }) => `${size} ${mtimeMs}`,
        () => null,
      );
      if (state !== null) now.set(file, state);
    }
    for (const [file, state] of now) {
      if (before.get(file) !== state || signal.aborted) continue;
      done.add(file);
      yield file;
    }
    before = now;
    await sleep(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
}
