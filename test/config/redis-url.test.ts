import { describe, expect, it } from 'vitest';
import { readRedisUrl } from '../../src/config/redis-url.js';

const SERVER = { kind: 'server', isTls: false, database: 0 };

describe('the URL of a Redis', () => {
  it.each([
    ['redis://cache', { ...SERVER, hosts: [{ host: 'cache', port: 6379 }] }],
    [
      'rediss://ada:p%40ss@cache.example.com:7000/3',
      {
        kind: 'server',
        isTls: true,
        database: 3,
        hosts: [{ host: 'cache.example.com', port: 7000 }],
        username: 'ada',
        password: 'p@ss',
      },
    ],
    ['redis://:secret@[::1]:6380', { ...SERVER, hosts: [{ host: '::1', port: 6380 }], password: 'secret' }],
    [
      'redis-sentinel://:secret@one,two:26380/2?sentinelPassword=ask%21#main',
      {
        kind: 'sentinel',
        isTls: false,
        database: 2,
        hosts: [
          { host: 'one', port: 26379 },
          { host: 'two', port: 26380 },
        ],
        password: 'secret',
        name: 'main',
        sentinelPassword: 'ask!',
      },
    ],
    [
      'rediss-cluster://ada:secret@one:7000,two:7001',
      {
        kind: 'cluster',
        isTls: true,
        database: 0,
        hosts: [
          { host: 'one', port: 7000 },
          { host: 'two', port: 7001 },
        ],
        username: 'ada',
        password: 'secret',
      },
    ],
  ])('reads %s', (text, target) => {
    expect(readRedisUrl(text)).toEqual(target);
  });

  it.each([
    'http://cache:6379',
    'cache:6379',
    'redis://',
    'redis://one,two',
    'redis://cache:0',
    'redis://cache:70000',
    'redis://cache/main',
    'redis://%E0%A4%A@cache',
    'redis://ca che',
    'redis://cache#main',
    'redis://cache?sentinelPassword=x',
    'redis-sentinel://one,two/0',
    'redis-sentinel://one,,two#main',
    'redis-cluster://one/1',
    `redis-cluster://${Array.from({ length: 33 }, (_, at) => `n${at}`).join(',')}`,
  ])('refuses %s', (text) => {
    expect(readRedisUrl(text)).toBeNull();
  });
});
