import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readServerMessage } from '../../../../src/web/panel/connection/read-server-message.js';

it('takes what the server sends, and nothing that lacks a field or has another kind of value in it', () => {
  const cue = {
    type: 'cue',
    callRef: 'c',
    cueId: 'c.1',
    kind: 'breath',
    step: null,
    reason: { key: 'tense', values: {}, mood: null },
    atMs: 1,
    decidedAt: 2,
    expiresAt: 3,
  };
  expect(readServerMessage(JSON.stringify(cue))).toEqual(cue);
  for (const field of ['callRef', 'cueId', 'kind', 'reason', 'atMs', 'decidedAt', 'expiresAt'])
    for (const value of [undefined, null, {}])
      expect(readServerMessage(JSON.stringify({ ...cue, [field]: value }))).toBeNull();
  for (const type of ['__proto__', 'constructor', 'toString'])
    expect(readServerMessage(JSON.stringify({ type }))).toBeNull();
});

it('never throws, whatever came', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json(), fc.constant(null)), (data) => {
      expect(readServerMessage(data)).toBeNull();
    }),
  );
});
