import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServedInstance } from '../served/served-instance.js';
import { heapOf } from './heap.js';
import type { Site } from './site.js';
import { metricsOf } from './site-client.js';

/** Enough for nodes that forget within two seconds, on a machine that is fifteen times too slow. */
const MOST_LOOKS = 15;
const BETWEEN_LOOKS_MS = 2_000;

/** What would tell an emotion, or that somebody coaches themselves. */
export const EMOTION = /ang(er|ry)|anxi|tense|mood|own-?(breath|eyes)|self-?coaching/i;

/** Where any of the texts can be read: the database as a backup and byte by byte, journals, logs, metrics, Redis, heaps. */
export async function placesOf(site: Site, texts: readonly string[]): Promise<readonly string[]> {
  const holds = (content: string | Buffer) => texts.some((text) => content.includes(text));
  const places: string[] = [];
  for (const [name, content] of await site.db.contents()) if (holds(content)) places.push(name);
  for (const journal of site.journals)
    for (const name of await readdir(journal).catch(() => []))
      if (holds(name) || holds(await readFile(join(journal, name)))) places.push('a summary that waits');
  if (site.logs.some(holds)) places.push('a log');
  for (const key of await site.redis.keys('*')) if (holds(key)) places.push('a key of Redis');
  for (const [name, node] of site.nodes()) {
    if (holds(await metricsOf(node))) places.push(`metrics of ${name}`);
    for (const holder of await holdersIn(node, texts)) places.push(`the heap of ${name}: ${holder}`);
  }
  return places;
}

/**
 * By what the texts are held in a node's heap. A node forgets what was erased when it next reads the database, which a
 * busy machine delays, and what is under way has to end: what is found is looked for again. What stays is found each time.
 */
async function holdersIn(node: ServedInstance, texts: readonly string[]): Promise<readonly string[]> {
  for (let look = 1; ; look++) {
    const { holders } = await heapOf(node, { texts });
    if (holders.length === 0 || look === MOST_LOOKS) return holders;
    await sleep(BETWEEN_LOOKS_MS);
  }
}
