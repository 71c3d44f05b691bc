import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { heapOf } from './heap.js';
import type { Site } from './site.js';
import { metricsOf } from './site-client.js';

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
    const heap = await heapOf(node);
    if (texts.some((text) => heap.has(text))) places.push(`the heap of ${name}`);
  }
  return places;
}
