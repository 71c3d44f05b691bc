import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WebSocket } from 'ws';
import type { Random } from '../../src/lab/random/seeded-random.js';
import type { HostileSite } from './hostile-site.js';
import { pick } from './mutate.js';

const CLOSE_CODES = [1000, 1001, 1003, 1008, 3000, 4999] as const;

/** How peers go: politely, with an odd code, by a reset, half, or not at all and without reading. */
export async function partWith(site: HostileSite, random: Random, socket: WebSocket): Promise<void> {
  const way = random();
  await sleep(way < 0.3 ? 0 : 30 + random() * 60);
  if (way < 0.5) socket.terminate();
  else if (way < 0.75) socket.close(pick(random, CLOSE_CODES), 'x'.repeat(Math.floor(random() * 120)));
  else if (way < 0.9) tcpOf(socket)?.resetAndDestroy();
  else if (way < 0.95) tcpOf(socket)?.end();
  else {
    socket.pause();
    site.linger(() => socket.terminate());
  }
}

function tcpOf(socket: WebSocket): Socket | undefined {
  return (socket as unknown as { readonly _socket?: Socket })._socket;
}
