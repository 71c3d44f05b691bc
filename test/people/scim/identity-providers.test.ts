import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import Fastify, { type FastifyInstance } from 'fastify';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { errorHandler } from '../../../src/http/error-handler.js';
import { scimRoutes } from '../../../src/people/scim/scim-routes.js';
import { openStorage, type Storage } from '../../../src/storage/storage.js';
import { DATABASES, SILENT_LOG, type TestDatabase, WRITER_OPTIONS } from '../../support/databases.js';
import { bearer, requireRight } from '../../support/http-principals.js';

type Exchange = {
  readonly what: string;
  readonly send: {
    readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
    readonly path: string;
    readonly body?: object;
  };
  readonly expect: { readonly status: number; readonly body?: object };
  readonly keep?: string;
};

describe.each(DATABASES.filter(({ skip }) => !skip))('identity providers on $name', ({ make }) => {
  let database: TestDatabase;
  let storage: Storage;
  let app: FastifyInstance;

  beforeEach(async () => {
    database = await make();
    storage = await openStorage({ ...database.choice, ...WRITER_OPTIONS }, SILENT_LOG);
    app = Fastify();
    app.setErrorHandler(errorHandler(pino({ level: 'silent' }) as never));
    await app.register(scimRoutes({ db: storage.db, requireRight, now: () => 1_000, makeId: randomUUID }));
  });
  afterEach(async () => {
    await app.close();
    await storage.close(1_000);
    await database.dispose();
  });

  it.each(['entra', 'okta'])('answers what %s sends, exchange by exchange', async (provider) => {
    const lines = readFileSync(`test/fixtures/scim/${provider}.jsonl`, 'utf8').trim().split('\n');
    const kept = new Map<string, string>();
    const filled = <T>(value: T): T =>
      JSON.parse(JSON.stringify(value).replace(/\{(\w+)\}/g, (name, key) => kept.get(key) ?? name)) as T;
    for (const line of lines) {
      const { what, send, expect: expected, keep } = JSON.parse(line) as Exchange;
      const answer = await app.inject({
        method: send.method,
        url: `/scim/v2${filled(send.path)}`,
        headers: { ...bearer('admin', 'acme', 'idp'), 'content-type': 'application/scim+json' },
        ...(send.body === undefined ? {} : { payload: JSON.stringify(filled(send.body)) }),
      });
      expect([what, answer.statusCode, answer.body]).toEqual([what, expected.status, expect.anything()]);
      if (expected.body !== undefined)
        expect([what, answer.json()]).toMatchObject([what, filled(expected.body)]);
      if (answer.statusCode !== 204)
        expect(answer.headers['content-type']).toBe('application/scim+json; charset=utf-8');
      if (keep !== undefined) kept.set(keep, answer.json().id);
    }
  });
});
