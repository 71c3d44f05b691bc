import { expect, it } from 'vitest';
import { z } from 'zod';
import { readStoredJson } from '../../src/storage/stored-json.js';

it('gives back a column that is of the schema, and null for any other', () => {
  const schema = z.record(z.string(), z.number());
  expect(readStoredJson(schema, '{"a":1}')).toEqual({ a: 1 });
  for (const text of ['', 'null', '[1]', '{"a":"1"}', '{"a":1'])
    expect(readStoredJson(schema, text)).toBeNull();
});
