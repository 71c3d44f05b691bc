import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type ServedInstance, startServed } from '../../scripts/served/served-instance.js';
import { openStorage } from '../../src/storage/storage.js';
import { DATABASES, SILENT_LOG, WRITER_OPTIONS } from '../support/databases.js';
import { TcpProxy } from '../support/tcp-proxy.js';

const CONNECTORS = [{ name: 'native', protocol: 'native', path: '/streams/native' }];
const [SQLITE, POSTGRES] = DATABASES;
const cleanUp: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const undo of cleanUp.splice(0).reverse()) await undo();
});

/** A short call; resolves when the server has said that it has ended. */
async function callUntilEnded(served: ServedInstance, token: string, callId: string): Promise<void> {
  const socket = new WebSocket(`${served.url.replace('http', 'ws')}/streams/native`, 'evenkeel.audio.v1', {
    headers: { authorization: `Bearer ${token}` },
  });
  await once(socket, 'open');
  const ended = new Promise<void>((resolve, reject) => {
    socket.on('error', reject);
    socket.on('message', (data) => {
      if (JSON.parse(String(data)).type === 'ended') resolve();
    });
    socket.on('close', (code) => reject(new Error(`closed with ${code} before the end was said`)));
  });
  const start = { type: 'start', callId, roles: ['customer', 'agent'], codec: 'pcmu', sampleRateHz: 8000 };
  socket.send(JSON.stringify(start));
  for (let n = 0; n < 20; n += 1) socket.send(Buffer.alloc(320, 0xff));
  socket.send(JSON.stringify({ type: 'end' }));
  await ended;
}

async function storedCalls(choice: Parameters<typeof openStorage>[0]): Promise<readonly string[]> {
  const storage = await openStorage(choice, SILENT_LOG);
  await storage.writer.flush(10_000);
  const rows = await storage.db.selectFrom('calls').select('call_id').execute();
  await storage.close(1_000);
  return rows.map(({ call_id }) => call_id).sort();
}

describe('ends that were acknowledged', () => {
  const names = Array.from({ length: 8 }, (_, n) => `call-${n}`);

  it('survive kill -9', async () => {
    const database = await SQLITE.make();
    cleanUp.push(() => database.dispose());
    const storage = { ...WRITER_OPTIONS, ...database.choice };
    const served = await startServed(CONNECTORS, { settings: { storage } });
    const token = await served.token('source', 'pbx');
    await Promise.all(names.map((callId) => callUntilEnded(served, token, callId)));
    served.process.kill('SIGKILL');
    await once(served.process, 'exit');
    expect(await storedCalls(storage)).toEqual(names);
  }, 120_000);

  it.skipIf(POSTGRES.skip)(
    'survive kill -9 while the database is away, and a stop says what it leaves',
    async () => {
      const database = await POSTGRES.make();
      cleanUp.push(() => database.dispose());
      const folder = await SQLITE.make();
      cleanUp.push(() => folder.dispose());
      const url = new URL(database.choice.postgresUrl ?? '');
      const proxy = new TcpProxy(url.hostname, Number(url.port || 5432));
      url.host = `127.0.0.1:${await proxy.listen()}`;
      cleanUp.push(() => proxy.close());
      const storage = {
        ...WRITER_OPTIONS,
        ...{ postgresUrl: url.href, postgresConnections: 2, sqliteFile: null },
        journalFolder: `${folder.choice.sqliteFile}-waiting`,
      };
      const served = await startServed(CONNECTORS, { settings: { storage } });
      const token = await served.token('source', 'pbx');
      proxy.cut();
      await Promise.all(names.slice(0, 4).map((callId) => callUntilEnded(served, token, callId)));
      served.process.kill('SIGKILL');
      await once(served.process, 'exit');
      // A second process takes the first one's summaries over, and adds its own.
      const second = await startServed(CONNECTORS, { settings: { storage } });
      const secondToken = await second.token('source', 'pbx');
      await Promise.all(names.slice(4).map((callId) => callUntilEnded(second, secondToken, callId)));
      expect(await second.stop()).toBe(0);
      proxy.mend();
      expect(await storedCalls(storage)).toEqual(names);
    },
    120_000,
  );
});
