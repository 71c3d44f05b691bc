import fc from 'fast-check';
import Fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendJson } from '../../src/http/json-in-turns.js';

describe('sendJson', () => {
  let value: unknown;
  const app = Fastify();
  beforeAll(async () => {
    app.get('/', async (_request, reply) => sendJson(reply, value));
    await app.ready();
  });
  afterAll(() => app.close());

  it('answers what JSON.stringify would say, whatever is in it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ depthSize: 'large' }), async (data) => {
        value = data;
        const answer = await app.inject('/');
        expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
        expect(answer.payload).toBe(JSON.stringify(data));
      }),
    );
  });

  it('leaves out what is undefined', async () => {
    value = { first: undefined, second: [], third: { fourth: undefined }, fifth: null };
    expect((await app.inject('/')).payload).toBe(JSON.stringify(value));
  });

  it('lets timers run while it writes a long list', async () => {
    value = Array.from({ length: 200_000 }, (_, index) => ({ index, name: `n${index}` }));
    let ticks = 0;
    const timer = setInterval(() => {
      ticks += 1;
    }, 1);
    const { payload } = await app.inject('/');
    clearInterval(timer);
    expect(JSON.parse(payload)).toHaveLength(200_000);
    expect(ticks).toBeGreaterThan(3);
  });
});
