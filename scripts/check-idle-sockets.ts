/** Opens 2,000 audio sockets that say nothing and fails when one costs more than 64 KiB. `--json` for one document. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket } from 'ws';
import { connectorsSection } from '../src/config/sections/connectors-section.js';
import { ingestSection } from '../src/config/sections/ingest-section.js';
import { protocolOf } from '../src/ingest/adapters/protocols.js';
import { systemClock } from '../src/ingest/ingest-clock.js';
import { IngestServer } from '../src/ingest/ingest-server.js';
import { OpenLines } from '../src/ingest/open-lines.js';
import { readOptions } from './read-options.js';

const SOCKETS = 2_000;
const LIMIT_BYTES = 65_536;
const WARM_UP = 100;

/** The server's own process, so that the clients' memory is not counted with it. */
function serve(): void {
  const tokens = {
    verify: () => Promise.reject(new Error('not asked')),
    verifyBinding: () => Promise.reject(new Error('not asked')),
    readKeys: async () => {},
    verifySignInLink: () => Promise.reject(new Error('not asked')),
  };
  const connectors = connectorsSection
    .parse([{ name: 'genesys', protocol: 'audiohook', path: '/', keys: [{ apiKey: 'k', tenant: 't' }] }])
    .map((settings) => ({ settings, protocol: protocolOf(settings, { tokens, clock: systemClock }) }));
  const limits = ingestSection.parse({
    streamLimit: 10_000,
    tenantStreamLimit: 10_000,
    firstMessageLimitMs: 600_000,
  });
  const server = new IngestServer({
    connectors,
    limits,
    lines: new OpenLines(limits),
    clock: systemClock,
    observer: { count: () => {}, fault: () => {} },
    sink: { stream: () => ({ handle: () => {}, noticeHolds: false }) },
  });
  server.start();
  const http = createServer().on('upgrade', (request, socket, head) =>
    server.handleUpgrade({ request, socket, head }),
  );
  http.listen(0, '127.0.0.1', () => process.send?.({ port: (http.address() as AddressInfo).port }));
  process.on('message', () => {
    globalThis.gc?.();
    const { rss, heapUsed, external } = process.memoryUsage();
    process.send?.({ rss, held: heapUsed + external, sockets: server.sessionCount });
  });
}

type Memory = { readonly rss: number; readonly held: number; readonly sockets: number };

async function measure(child: ChildProcess): Promise<Memory> {
  child.send('measure');
  const [memory] = (await once(child, 'message')) as [Memory];
  return memory;
}

async function open(url: string, count: number): Promise<WebSocket[]> {
  const sockets: WebSocket[] = [];
  for (let i = 0; i < count; i++) {
    const socket = new WebSocket(url, { headers: { 'x-api-key': 'k' }, perMessageDeflate: false });
    await once(socket, 'open');
    sockets.push(socket);
  }
  return sockets;
}

async function check(): Promise<void> {
  const { values } = readOptions(
    `npm run check:idle-sockets -- [--json]

Opens 2,000 audio sockets that say nothing. Exit code 1 where one costs more than 64 KiB.

  --json             one document on standard output`,
    { json: { type: 'boolean', default: false } },
  );
  const child = fork(import.meta.filename, ['--serve'], { execArgv: [...process.execArgv, '--expose-gc'] });
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  const url = `ws://127.0.0.1:${port}/`;
  const warm = await open(url, WARM_UP);
  const before = await measure(child);
  const idle = await open(url, SOCKETS);
  const after = await measure(child);
  const residentBytesPerSocket = Math.round((after.rss - before.rss) / SOCKETS);
  const heldBytesPerSocket = Math.round((after.held - before.held) / SOCKETS);
  for (const socket of [...warm, ...idle]) socket.terminate();
  child.kill();
  const isGood = after.sockets === SOCKETS + WARM_UP && residentBytesPerSocket < LIMIT_BYTES;
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ idleSockets: { sockets: SOCKETS, residentBytesPerSocket, heldBytesPerSocket, limitBytes: LIMIT_BYTES } })}\n`
      : `idle sockets: ${after.sockets} open, ${residentBytesPerSocket} bytes resident and ${heldBytesPerSocket} bytes held by each, limit ${LIMIT_BYTES}\n`,
  );
  process.exitCode = isGood ? 0 : 1;
}

if (process.argv.includes('--serve')) serve();
else await check();
