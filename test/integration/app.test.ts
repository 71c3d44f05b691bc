import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createApp } from '../../src/app/app.js';
import { OpenResources } from '../../src/app/open-resources.js';
import { type ConfigOverrides, loadConfig } from '../../src/config/load-config.js';
import { systemClock } from '../../src/ingest/ingest-clock.js';
import { DATABASES, type TestDatabase } from '../support/databases.js';
import { HandleWatch, openFilesIn } from '../support/open-handles.js';
import { lacks } from '../support/requirements.js';

/** In the order in which they open. */
const STEPS = [
  'classifier',
  'storage',
  'bus',
  'traces',
  'leases',
  'notice',
  'standing',
  'coaches',
  'http',
  'live view',
  'desktops',
  'jobs',
  'ingest',
  'calls',
  'dependencies',
  'rounds',
];

const { open } = OpenResources.prototype;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evenkeel-app-'));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

const configOf = (overrides: ConfigOverrides = {}) =>
  loadConfig({
    env: {},
    overrides: {
      auth: { secret: 'a secret that only this test knows, long enough' },
      storage: { sqliteFile: join(folder, 'test.sqlite') },
      telemetry: { logLevel: 'silent' },
      ...overrides,
      server: { host: '127.0.0.1', port: 0, workers: 0, ...overrides.server },
    },
  });

const expectAllClosed = async (handles: HandleWatch) => {
  expect(openFilesIn(folder)).toEqual([]);
  expect(await handles.left()).toEqual([]);
};

/** Lets the step fail instead of opening. */
const plant = (failing: string, error: Error) =>
  vi.spyOn(OpenResources.prototype, 'open').mockImplementation(function (this: OpenResources, ...args) {
    return args[0] === failing ? Promise.reject(error) : (open.apply(this, args) as never);
  });

describe('the application', () => {
  it('opens its parts in one order and closes them in the reverse', async () => {
    const opened: string[] = [];
    const closed: string[] = [];
    vi.spyOn(OpenResources.prototype, 'open').mockImplementation(function (this: OpenResources, ...args) {
      const [what, make, close, limitMs] = args;
      opened.push(what);
      const noted: typeof close = (part) => {
        closed.push(what);
        return close(part);
      };
      return open.call(this, what, make, noted, limitMs) as never;
    });
    const handles = new HandleWatch();
    const app = await createApp(configOf());
    await app.listen();
    expect(await app.stop(0)).toEqual({ journalled: 0, lost: 0 });
    expect(opened).toEqual(STEPS);
    expect(closed).toEqual([...STEPS].reverse());
    await expectAllClosed(handles);
  });

  it.each(STEPS)('closes everything when the step "%s" fails, and throws its error', async (failing) => {
    const planted = new Error(`planted in ${failing}`);
    plant(failing, planted);
    const handles = new HandleWatch();
    await expect(createApp(configOf())).rejects.toBe(planted);
    await expectAllClosed(handles);
  });

  it('closes everything when its port is taken', async () => {
    const other = createServer();
    await once(other.listen(0, '127.0.0.1'), 'listening');
    const { port } = other.address() as AddressInfo;
    const handles = new HandleWatch();
    const app = await createApp(configOf({ server: { port } }));
    await expect(app.listen()).rejects.toMatchObject({ code: 'server.port-taken' });
    await expectAllClosed(handles);
    other.close();
  });
});

describe.skipIf(lacks('postgres') || lacks('redis'))(
  'the application on PostgreSQL, Redis and threads',
  () => {
    let database: TestDatabase;
    beforeEach(async () => {
      database = await DATABASES[1].make();
    });
    afterEach(() => database.dispose());

    const shared = () =>
      configOf({
        server: { workers: 1 },
        storage: { postgresUrl: database.choice.postgresUrl },
        desktop: { redisUrl: process.env.EVENKEEL_REDIS_URL ?? '' },
      });

    it('closes connections and threads when the last step fails', async () => {
      const planted = new Error('planted');
      plant('rounds', planted);
      const handles = new HandleWatch();
      await expect(createApp(shared())).rejects.toBe(planted);
      await expectAllClosed(handles);
    });

    it('closes its connections when the clocks differ', async () => {
      const clock = { ...systemClock, wallMs: () => Date.now() + 3_600_000 };
      const handles = new HandleWatch();
      await expect(createApp(shared(), { clock })).rejects.toMatchObject({ code: 'server.clock-differs' });
      await expectAllClosed(handles);
    });
  },
);
