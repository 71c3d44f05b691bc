import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { auditReport, reportText } from '../../src/cli/output/audit-report.js';
import { erase } from '../../src/storage/erase.js';
import { openStorage, type Storage } from '../../src/storage/storage.js';
import { DATABASES, SILENT_LOG, type TestDatabase, WRITER_OPTIONS } from '../support/databases.js';

describe.each(DATABASES.filter(({ skip }) => !skip))('evenkeel audit on $name', ({ make }) => {
  let database: TestDatabase;
  let storage: Storage;

  beforeEach(async () => {
    database = await make();
    storage = await openStorage({ ...database.choice, ...WRITER_OPTIONS }, SILENT_LOG);
    for (const agentId of ['miss-ada', 'mister-bo']) {
      const erasure = { what: 'agent', own: { tenant: 'acme', agentId } } as const;
      await erase(storage, erasure, { actor: 'admin', by: `root of ${agentId}`, at: 1_000 });
    }
  });
  afterEach(async () => {
    await storage.close(1_000);
    await database.dispose();
  });

  it('verifies the chain, and names nobody', async () => {
    const report = await auditReport(storage.db, 'acme', null);
    expect(report).toMatchObject({ brokenAt: null, checked: 4 });
    expect(JSON.stringify(report)).not.toMatch(/miss-ada|mister-bo|root of/);
    await storage.db.updateTable('audit_trail').set({ details: '{}' }).where('seq', '=', 3).execute();
    expect((await auditReport(storage.db, 'acme', null)).brokenAt).toBe(3);
  });

  it('says that a tenant without entries has none, not that its chain holds', async () => {
    expect(reportText(await auditReport(storage.db, 'acme', null))).toContain('The chain holds: 4 entries');
    expect(reportText(await auditReport(storage.db, 'acmee', null))).toContain('There is no entry');
  });

  it('finds what was done about a name, and what a name did', async () => {
    const actions = async (subject: string) =>
      (await auditReport(storage.db, 'acme', subject)).entries.map(({ seq, action }) => [seq, action]);
    expect(await actions('agent:mister-bo')).toEqual([[3, 'erase.agent']]);
    expect(await actions('actor:root of miss-ada')).toEqual([
      [1, 'erase.agent'],
      [2, 'scrub'],
    ]);
    expect(await actions('agent:nobody')).toEqual([]);
  });
});
