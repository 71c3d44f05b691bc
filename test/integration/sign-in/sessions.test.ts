import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { signInSection } from '../../../src/config/sections/sign-in-section.js';
import { type NewSession, PAGE_LIFETIME_MS, Sessions } from '../../../src/sign-in/sessions.js';
import { openStorage, type Storage } from '../../../src/storage/storage.js';
import { DATABASES, SILENT_LOG, type TestDatabase, WRITER_OPTIONS } from '../../support/databases.js';

const code = (wanted: string) => expect.objectContaining({ code: wanted });
const MINUTE_MS = 60_000;

function session(subject = 'ada-of-the-desk', sessionId: string | null = null): NewSession {
  return {
    content: {
      role: 'agent',
      tenant: 'acme',
      subject,
      teams: [],
      tokenId: `link-of-${subject}`,
      provider: { idToken: 'an-id-token', refreshToken: 'a-refresh-token' },
      recheckedAt: 0,
    },
    provider: { issuer: 'https://idp.example', subject, sessionId },
  };
}

describe.each(DATABASES.filter(({ skip }) => !skip))('sessions in $name', ({ make }) => {
  let database: TestDatabase;
  let storage: Storage;
  let now: number;
  let revoked: { revokedTokenIds: string[]; revokedSubjects: string[] };

  const node = (limits: object = {}) =>
    new Sessions({
      ...storage,
      now: () => now,
      limits: signInSection.parse({ idleMinutes: 60, sessionHours: 12, ...limits }),
      revocations: () => revoked,
    });

  beforeEach(async () => {
    database = await make();
    storage = await openStorage({ ...database.choice, ...WRITER_OPTIONS }, SILENT_LOG);
    now = Date.UTC(2026, 10, 20, 12);
    revoked = { revokedTokenIds: [], revokedSubjects: [] };
  });
  afterEach(async () => {
    await storage.close(1_000);
    await database.dispose();
  });

  it('knows on every node who is signed in, until the cookie has not been used for an hour', async () => {
    const cookie = await node().open(session(), 'cookie');
    expect(await node().verify(cookie)).toEqual({
      role: 'agent',
      tenant: 'acme',
      subject: 'ada-of-the-desk',
      teams: [],
      expiresAtMs: now + 60 * MINUTE_MS,
    });
    now += 60 * MINUTE_MS;
    await expect(node().verify(cookie)).rejects.toEqual(code('auth.session-ended'));
  });

  it('ends with its longest time, however much it is used', async () => {
    const sessions = node({ sessionHours: 1, idleMinutes: 50 });
    let cookie = await sessions.open(session(), 'cookie');
    now += 40 * MINUTE_MS;
    cookie = await sessions.replaceCookie(await sessions.read(cookie), cookie);
    now += 19 * MINUTE_MS;
    const { token, expiresInMs } = await sessions.givePage(await sessions.read(cookie));
    expect(expiresInMs).toBe(MINUTE_MS);
    now += MINUTE_MS;
    for (const held of [cookie, token])
      await expect(sessions.verify(held)).rejects.toEqual(code('auth.session-ended'));
  });

  it('replaces a cookie, and lets the old one finish what is under way', async () => {
    const sessions = node();
    const old = await sessions.open(session(), 'cookie');
    const fresh = await sessions.replaceCookie(await sessions.read(old), old);
    expect((await sessions.verify(old)).subject).toBe('ada-of-the-desk');
    now += 30_000;
    await expect(sessions.verify(old)).rejects.toEqual(code('auth.session-ended'));
    expect((await sessions.verify(fresh)).subject).toBe('ada-of-the-desk');
  });

  it('keeps nothing at rest that says who it is, or that could be used', async () => {
    const sessions = node();
    const cookie = await sessions.open(session('ada-of-the-desk', 'sid-of-the-provider'), 'cookie');
    const { token } = await sessions.givePage(await sessions.read(cookie));
    const rows = [
      ...(await storage.db.selectFrom('sign_in_sessions').selectAll().execute()),
      ...(await storage.db.selectFrom('sign_in_credentials').selectAll().execute()),
    ];
    expect(rows).toHaveLength(3);
    const { sqliteFile } = database.choice;
    const bytes = [sqliteFile, `${sqliteFile}-wal`].map((file) =>
      sqliteFile === null ? '' : readFileSync(file!, 'latin1'),
    );
    for (const secret of [
      cookie,
      token,
      'ada-of-the-desk',
      'a-refresh-token',
      'an-id-token',
      'sid-of-the-provider',
    ])
      expect([JSON.stringify(rows), ...bytes].some((text) => text.includes(secret))).toBe(false);
  });

  it.each([
    ['the person', () => revoked.revokedSubjects.push('acme/ada-of-the-desk')],
    ['the link', () => revoked.revokedTokenIds.push('link-of-ada-of-the-desk')],
  ])('ends when %s is revoked, for good', async (_what, revoke) => {
    const sessions = node();
    const cookie = await sessions.open(session(), 'cookie');
    const bo = await sessions.open(session('bo'), 'cookie');
    revoke();
    await expect(sessions.verify(cookie)).rejects.toEqual(code('auth.token-revoked'));
    revoked = { revokedTokenIds: [], revokedSubjects: [] };
    await expect(sessions.verify(cookie)).rejects.toEqual(code('auth.session-ended'));
    expect((await sessions.verify(bo)).subject).toBe('bo');
  });

  it('ends one sign-in at the provider, or all of a person', async () => {
    const sessions = node();
    const [one, two, other] = await Promise.all([
      sessions.open(session('ada', 'sid-1'), 'cookie'),
      sessions.open(session('ada', 'sid-2'), 'cookie'),
      sessions.open(session('bo', 'sid-3'), 'cookie'),
    ]);
    await node().endAtProvider('https://idp.example', 'ada', 'sid-1');
    await expect(sessions.verify(one)).rejects.toEqual(code('auth.session-ended'));
    await node().endAtProvider('https://idp.example', 'ada', null);
    await expect(sessions.verify(two)).rejects.toEqual(code('auth.session-ended'));
    expect((await sessions.verify(other)).subject).toBe('bo');
  });

  it('takes a ticket once, from who knows its secret, for half a minute', async () => {
    const sessions = node();
    const ticket = await sessions.open(session(), 'ticket', 'proof');
    await expect(sessions.verify(ticket)).rejects.toEqual(code('auth.session-ended'));
    expect(await sessions.redeem(ticket, 'another proof')).toBeNull();
    const all = await Promise.all([node().redeem(ticket, 'proof'), node().redeem(ticket, 'proof')]);
    expect(all.filter((one) => one !== null)).toHaveLength(1);
    const late = await sessions.open(session(), 'ticket', 'proof');
    now += 30_000;
    expect(await sessions.redeem(late, 'proof')).toBeNull();
  });

  it('lets a link in once, on whichever node', async () => {
    const uses = await Promise.all([node().useUp('jti-1', now + 1_000), node().useUp('jti-1', now + 1_000)]);
    expect(uses.filter(Boolean)).toHaveLength(1);
  });

  it('makes room for a person’s newest sign-in, and for no stranger’s', async () => {
    const sessions = node({ maxSessions: 3, maxSessionsPerPerson: 2 });
    const first = await sessions.open(session(), 'cookie');
    for (let more = 0; more < 3; more += 1) {
      now += 1;
      await sessions.open(session(), 'cookie');
    }
    await expect(sessions.verify(first)).rejects.toEqual(code('auth.session-ended'));
    await sessions.open(session('bo'), 'cookie');
    await expect(sessions.open(session('cy'), 'cookie')).rejects.toEqual(code('auth.sessions-full'));
    now += 61 * MINUTE_MS;
    await sessions.open(session('cy'), 'cookie');
    const { count } = await storage.db
      .selectFrom('sign_in_sessions')
      .select((of) => of.fn.countAll<number | string>().as('count'))
      .executeTakeFirstOrThrow();
    expect(Number(count)).toBe(1);
  });

  it('bounds what one session gives to pages', async () => {
    const sessions = node();
    const cookie = await sessions.open(session(), 'cookie');
    const open = await sessions.read(cookie);
    const tokens: string[] = [];
    for (let pages = 0; pages < 60; pages += 1) {
      now += 1;
      tokens.push((await sessions.givePage(open)).token);
    }
    await expect(sessions.verify(tokens[0]!)).rejects.toEqual(code('auth.session-ended'));
    expect((await sessions.verify(tokens.at(-1)!)).expiresAtMs).toBe(now + PAGE_LIFETIME_MS);
    expect((await sessions.verify(cookie)).subject).toBe('ada-of-the-desk');
  });

  it('says that the database is away, not that nobody is signed in', async () => {
    const sessions = new Sessions({
      ...storage,
      ready: () => Promise.reject(new Error('away')),
      now: () => now,
      limits: signInSection.parse({}),
      revocations: () => revoked,
    });
    await expect(sessions.verify('evs_unknown')).rejects.toEqual(code('auth.sessions-away'));
  });
});
