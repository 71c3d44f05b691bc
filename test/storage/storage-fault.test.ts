import { describe, expect, it } from 'vitest';
import { EvenkeelError } from '../../src/errors.js';
import { storageFault } from '../../src/storage/storage-fault.js';

const withCode = (code: string, message = 'x') => Object.assign(new Error(message), { code });

describe('storageFault', () => {
  it.each([
    ['storage.unavailable', withCode('ECONNREFUSED')],
    ['storage.unavailable', new AggregateError([withCode('ECONNREFUSED'), withCode('ECONNREFUSED')])],
    ['storage.unavailable', withCode('57P01', 'terminating connection due to administrator command')],
    ['storage.unavailable', withCode('53300', 'too many connections')],
    ['storage.unavailable', withCode('08006')],
    ['storage.unavailable', new Error('timeout exceeded when trying to connect')],
    ['storage.unavailable', new Error('Query read timeout')],
    ['storage.unavailable', new Error('Connection terminated unexpectedly')],
    ['storage.unavailable', withCode('SQLITE_CANTOPEN')],
    ['storage.unavailable', withCode('SQLITE_IOERR_WRITE')],
    [
      'storage.unavailable',
      new EvenkeelError('storage.migration-failed', undefined, { cause: withCode('ETIMEDOUT') }),
    ],
    ['storage.busy', withCode('SQLITE_BUSY_SNAPSHOT')],
    ['storage.busy', withCode('40P01', 'deadlock detected')],
    ['storage.disk-full', withCode('SQLITE_FULL')],
    ['storage.disk-full', withCode('53100', 'could not extend file')],
  ])('takes for %s what may pass: %o', (code, cause) => {
    expect(storageFault(cause)?.code).toBe(code);
    expect(storageFault(cause)?.httpStatus).toBe(503);
  });

  it.each([
    withCode('22021'),
    withCode('23505'),
    withCode('42P01'),
    withCode('SQLITE_CONSTRAINT'),
    new TypeError('x'),
    null,
    'x',
  ])('takes for a fault of our own what will not pass: %o', (cause) => {
    expect(storageFault(cause)).toBeNull();
  });
});
