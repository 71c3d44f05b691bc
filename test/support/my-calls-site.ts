import { resolve } from 'node:path';
import type { FastifyPluginCallback } from 'fastify';
import { createHttpServer } from '../../src/http/http-server.js';
import { listen } from '../../src/http/listen.js';
import { myCallsRoutes } from '../../src/storage/own-records/my-calls-routes.js';
import { openStorage, type Storage } from '../../src/storage/storage.js';
import type { StoredRecord } from '../../src/storage/stored-record.js';
import { createLogger } from '../../src/telemetry/logger.js';
import { createMetrics } from '../../src/telemetry/metrics.js';
import { DATABASES, SILENT_LOG, WRITER_OPTIONS } from './databases.js';
import { requireRight } from './http-principals.js';
import { cueRecord, KEY, SUMMARY } from './stored-records.js';

const DAY_MS = 86_400_000;

/** When the newest call of `recordsOfAna` began. */
export const NEWEST_CALL_AT = new Date(2026, 10, 20, 12).getTime();

/** The page of an agent's own calls with its routes, and a database of its own. */
export type MyCallsSite = { readonly url: string; readonly storage: Storage; stop(): Promise<void> };

/** Without a sign-in at a provider: pages live on the tokens that they are opened with. */
const nobodySignedIn: FastifyPluginCallback = (app, _options, done) => {
  app.post('/v1/session/token', { config: { openTo: 'own-session' } }, async () => ({
    token: null,
    ended: null,
    provider: false,
  }));
  done();
};

/** Six weeks of calls of one agent, `agent:acme:ana`, and one call of another. */
export function recordsOfAna(): StoredRecord[] {
  const calls = Array.from({ length: 18 }, (_, index): StoredRecord => {
    const strain = 20 + ((index * 37) % 60);
    return {
      type: 'call',
      key: { ...KEY, callId: `c-${index}` },
      startedAt: NEWEST_CALL_AT - index * 2.3 * DAY_MS,
      summary: {
        ...SUMMARY,
        durationMs: 240_000 + index * 20_000,
        tenseMs: strain * 900,
        strain,
        hard: strain > 60,
        ownFacts: { ...SUMMARY.ownFacts, talkShare: 0.42 + (index % 5) / 50, agentOverlaps: index % 4 },
      },
    };
  });
  const at = NEWEST_CALL_AT + 90_000;
  return [
    ...calls,
    {
      ...cueRecord({ callId: 'c-0' }, at, 'q-1'),
      reason: { key: 'louder', values: { levelDb: 6, seconds: 9 }, mood: null },
    } as StoredRecord,
    { type: 'feedback', key: { ...KEY, callId: 'c-0' }, cueId: 'q-1', verdict: 'helped', at: at + 5_000 },
    { type: 'reset', key: { ...KEY, callId: 'c-0' }, offerId: 'r-1', outcome: 'taken', at: at + 200_000 },
    {
      type: 'call',
      key: { ...KEY, callId: 'of-bo', agentId: 'bo' },
      startedAt: NEWEST_CALL_AT,
      summary: SUMMARY,
    },
  ];
}

export async function startMyCallsSite(): Promise<MyCallsSite> {
  const database = await DATABASES[0].make();
  const storage = await openStorage({ ...database.choice, ...WRITER_OPTIONS }, SILENT_LOG);
  await Promise.all(recordsOfAna().map((record) => storage.writer.write(record)));
  const app = await createHttpServer({
    logger: createLogger({ logLevel: 'silent', logIdentifiers: 'remove' }),
    metrics: createMetrics(),
    metricsToken: null,
    version: '0.0.0',
    frameAncestors: [],
    trustedProxies: [],
    bodyLimitBytes: 65_536,
    tls: null,
    webFolder: resolve('dist/web'),
    isDraining: () => false,
    checkReadiness: async () => {},
    listWarnings: async () => [],
    routes: [myCallsRoutes({ ...storage, requireRight, now: () => Date.now() }), nobodySignedIn],
  });
  return {
    url: await listen(app, { host: '127.0.0.1', port: 0 }),
    storage,
    async stop() {
      await app.close();
      await storage.close(1_000);
      await database.dispose();
    },
  };
}
