import { expect, it } from 'vitest';
import { NonceCache } from '../../../../src/ingest/adapters/audiohook/nonce-cache.js';

it('knows what it has seen, for as long as it could be replayed', () => {
  const nonces = new NonceCache(1_000);
  expect(nonces.isFresh('acme', 'n', 0)).toBe(true);
  expect(nonces.isFresh('acme', 'n', 1_000)).toBe(false);
  expect(nonces.isFresh('acme', 'n', 1_001)).toBe(true);
});

it('lets no tenant use up the room of another, and forgets nothing to make room', () => {
  const nonces = new NonceCache(1_000, 3);
  const seen = [1, 2, 3, 4].map((n) => nonces.isFresh('loud', String(n), n));
  expect(seen).toEqual([true, true, true, false]);
  expect(nonces.isFresh('loud', '1', 5)).toBe(false);
  expect(nonces.isFresh('calm', '1', 5)).toBe(true);
  expect(nonces.isFresh('loud', '4', 1_500)).toBe(true);
});
