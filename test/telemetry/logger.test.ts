import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { createLogger, type LoggerOptions } from '../../src/telemetry/logger.js';

function capture(logIdentifiers: LoggerOptions['logIdentifiers']) {
  const lines: string[] = [];
  const logger = createLogger({ logLevel: 'debug', logIdentifiers }, { write: (line) => lines.push(line) });
  return {
    logger,
    last: () => JSON.parse(lines.at(-1)!) as Record<string, unknown>,
    text: () => lines.join(''),
  };
}

describe('createLogger', () => {
  it('writes one JSON object a line with level, time and message', () => {
    const { logger, last } = capture('remove');
    logger.info({ code: 'x.y' }, 'Something happened');
    expect(last()).toMatchObject({ level: 'info', code: 'x.y', message: 'Something happened' });
    expect(Date.parse(String(last().time))).toBeGreaterThan(0);
  });

  it('removes identifiers under pii, at any depth and in child loggers', () => {
    const { logger, last, text } = capture('remove');
    logger
      .child({ pii: { agentId: 'anna' }, node: 1 })
      .warn({ pii: { callId: 'c-77' }, deep: { pii: { a: 'zoe' } } }, 'x');
    expect(text()).not.toMatch(/anna|c-77|zoe/);
    expect(last()).toMatchObject({ node: 1, deep: {} });
  });

  it('treats an identifier that slipped out of pii as one, and never writes a secret', () => {
    const { logger, text } = capture('hash');
    logger.info(
      { callId: 'c-77', open: { agentId: 'anna' }, list: [{ phone: '+4930123' }], token: 'eyJ' },
      'x',
    );
    expect(text()).not.toMatch(/c-77|anna|4930123|eyJ/);
  });

  it('hashes so that lines of one process can be joined, and of two cannot', () => {
    const one = capture('hash');
    const two = capture('hash');
    const hashes = [one, one, two].map(({ logger, last }) => {
      logger.info({ pii: { agentId: 'anna' } }, 'x');
      return (last().pii as { agentId: string }).agentId;
    });
    expect(hashes[0]).toBe(hashes[1]);
    expect(hashes[0]).not.toBe(hashes[2]);
    expect(hashes[0]).toHaveLength(12);
  });

  it('says why a database refused a row, and nothing of what stands in it', () => {
    const { logger, last, text } = capture('remove');
    const refusal = Object.assign(new pg.DatabaseError('violates check constraint "c"', 1, 'error'), {
      code: '23514',
      table: 'calls',
      constraint: 'c',
      detail: 'Failing row contains (acme, c-77, anna, 4200).',
      where: 'COPY calls, line 1: "c-77"',
    });
    const several = new AggregateError([refusal], 'all failed');
    logger.warn({ err: new Error('not written', { cause: refusal }) }, 'x');
    logger.warn({ err: several }, 'x');
    expect(text()).not.toMatch(/c-77|anna|4200/);
    expect(last().err).toMatchObject({
      aggregateErrors: [{ code: '23514', table: 'calls', constraint: 'c' }],
    });
    expect(text()).toContain('violates check constraint');
  });

  it('never writes bytes, for they could be audio', () => {
    const { logger, last } = capture('remove');
    logger.info({ frame: Uint8Array.of(1, 2, 3), samples: { pcm: new Float32Array(2) } }, 'x');
    expect(last()).toMatchObject({
      frame: '[bytes are never logged]',
      samples: { pcm: '[bytes are never logged]' },
    });
  });
});
