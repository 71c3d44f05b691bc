import type { Kysely, Transaction } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordAudit } from '../../src/storage/audit/audit-trail.js';
import { readAuditTrailAbout } from '../../src/storage/audit/read-audit-trail.js';
import { type AuditSpan, verifyAuditTrail } from '../../src/storage/audit/verify-audit-trail.js';
import type { Database } from '../../src/storage/database.js';
import { migrate } from '../../src/storage/migrator.js';
import { purge } from '../../src/storage/retention/retention.js';
import { openStorage, type Storage } from '../../src/storage/storage.js';
import type { Tables } from '../../src/storage/tables.js';
import { DATABASES, SILENT_LOG, type TestDatabase, WRITER_OPTIONS } from '../support/databases.js';

const TENANT = 'acme';
const DAYS = { calls: 90, cues: 90, resets: 90, bindings: 90, checkIns: 90, published: 90, audit: 90 };
const DAY_MS = 86_400_000;

async function record(db: Database, subject: string, at: number): Promise<void> {
  const entry = { tenant: TENANT, at, actor: 'admin', action: 'tested', subject, details: {} };
  await db.transaction().execute((transaction) => recordAudit(transaction, entry));
}

class Undone extends Error {}

describe.each(DATABASES.filter(({ skip }) => !skip))('the audit trail on $name', ({ make }) => {
  let database: TestDatabase;
  let storage: Storage;

  const remove = (db: Kysely<Tables>, ...seqs: number[]) =>
    db.deleteFrom('audit_trail').where('tenant', '=', TENANT).where('seq', 'in', seqs).execute();

  /** The verdict on the trail after it was tampered with; then the trail is restored. */
  async function brokenAfter(tamper: (db: Kysely<Tables>) => Promise<unknown>): Promise<number | null> {
    let brokenAt: number | null = null;
    const tampered = storage.db.transaction().execute(async (transaction) => {
      await tamper(transaction);
      ({ brokenAt } = await verifyAuditTrail(transaction, TENANT));
      throw new Undone();
    });
    await expect(tampered).rejects.toBeInstanceOf(Undone);
    return brokenAt;
  }

  beforeAll(async () => {
    database = await make();
    storage = await openStorage({ ...database.choice, ...WRITER_OPTIONS }, SILENT_LOG);
    for (let day = 1; day <= 5; day++) await record(storage.db, `agent:${day}`, day * DAY_MS);
  });
  afterAll(async () => {
    await storage.close(1_000);
    await database.dispose();
  });

  it('holds as it was written, and before anything was', async () => {
    const verdict = await verifyAuditTrail(storage.db, TENANT);
    expect(verdict).toMatchObject({ brokenAt: null, checked: 5, head: { seq: 5 } });
    expect(await verifyAuditTrail(storage.db, 'nobody')).toEqual({ brokenAt: null, checked: 0, head: null });
  });

  it.each([
    ['the first entry', [1], 1],
    ['the first two', [1, 2], 1],
    ['one in the middle', [3], 3],
    ['the last', [5], 5],
    ['the last two', [4, 5], 4],
    ['all of them', [1, 2, 3, 4, 5], 1],
  ])('misses %s', async (_what, seqs, brokenAt) => {
    expect(await brokenAfter((db) => remove(db, ...seqs))).toBe(brokenAt);
  });

  it('misses the last entry after others were added', async () => {
    const entry = { tenant: TENANT, at: 0, actor: 'admin', action: 'tested', subject: null, details: {} };
    const tamper = async (db: Kysely<Tables>) => {
      await remove(db, 5);
      await recordAudit(db as Transaction<Tables>, entry);
    };
    expect(await brokenAfter(tamper)).toBe(5);
  });

  it('misses the note of its ends, with or without the entries', async () => {
    const forget = (db: Kysely<Tables>) => db.deleteFrom('audit_heads').execute();
    expect(await brokenAfter(forget)).toBe(1);
    const forgetAll = (db: Kysely<Tables>) => forget(db).then(() => remove(db, 1, 2, 3, 4, 5));
    expect(await brokenAfter(forgetAll)).toBe(1);
  });

  it('finds an entry that nobody recorded', async () => {
    const tamper = async (db: Kysely<Tables>) => {
      const last = db.selectFrom('audit_trail').selectAll().where('seq', '=', 5);
      const row = await last.executeTakeFirstOrThrow();
      await db
        .insertInto('audit_trail')
        .values({ ...row, seq: 6 })
        .execute();
    };
    expect(await brokenAfter(tamper)).toBe(6);
  });

  it('verifies a part, and then its own end or the chain’s', async () => {
    const brokenIn = (span: AuditSpan) =>
      brokenAfter(async (db) => {
        await remove(db, 2, 5);
        const { brokenAt } = await verifyAuditTrail(db, TENANT, span);
        expect(brokenAt).toBe(span.upTo === 4 ? (span.afterSeq === 2 ? 3 : null) : 5);
      });
    await brokenIn({ afterSeq: 3, upTo: 4 });
    await brokenIn({ afterSeq: 2, upTo: 4 });
    await brokenIn({ afterSeq: 3 });
  });

  it('finds what was done about a name behind any number of other entries', async () => {
    const page = { afterSeq: 0, limit: 1 };
    const found = await readAuditTrailAbout(storage.db, TENANT, 'agent:5', page);
    expect(found.map(({ seq }) => seq)).toEqual([5]);
    expect(await readAuditTrailAbout(storage.db, TENANT, 'agent:7', page)).toEqual([]);
    expect(await readAuditTrailAbout(storage.db, 'nobody', 'agent:5', page)).toEqual([]);
    const salts = await storage.db.selectFrom('audit_salts').select('tenant').execute();
    expect(salts).toEqual([{ tenant: TENANT }]);
  });

  it('is anchored where a schema without anchors left it', async () => {
    let undone: readonly string[] = [];
    while (!undone.includes('0005-audit-heads'))
      undone = (await migrate(storage.db, 'one-down')).map(({ name }) => name);
    await storage.db.insertInto('audit_salts').values({ tenant: 'asked', salt: 'a' }).execute();
    await migrate(storage.db, 'latest');
    expect((await verifyAuditTrail(storage.db, 'asked')).brokenAt).toBeNull();
    expect(await verifyAuditTrail(storage.db, TENANT)).toMatchObject({ brokenAt: null, head: { seq: 5 } });
    expect(await brokenAfter((db) => remove(db, 5))).toBe(5);
  });

  it('holds after retention took its beginning, and goes on counting after it took all', async () => {
    // Its clock was behind: it stays until those before it go.
    await record(storage.db, 'agent:late', 1 * DAY_MS);
    const now = 93 * DAY_MS + 1;
    const options = { days: DAYS, now, tenant: TENANT };
    expect((await purge(storage, { ...options, dryRun: true })).classes.at(-1)?.rows.audit_trail).toBe(3);
    expect((await purge(storage, { ...options, dryRun: false })).classes.at(-1)?.rows.audit_trail).toBe(3);
    // The three that are left, and what says that three were purged and the files scrubbed.
    expect(await verifyAuditTrail(storage.db, TENANT)).toMatchObject({ brokenAt: null, checked: 5 });
    expect(await brokenAfter((db) => remove(db, 4))).toBe(4);
    await purge(storage, { ...options, now: now + 200 * DAY_MS, dryRun: false });
    const verdict = await verifyAuditTrail(storage.db, TENANT);
    expect(verdict).toMatchObject({ brokenAt: null, checked: 2, head: { seq: 10 } });
  });
});
