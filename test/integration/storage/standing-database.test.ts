import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AgentBinding, CallKey } from '../../../src/binding/agent-binding.js';
import type { StandingStore } from '../../../src/binding/standing-store.js';
import { standingDatabase } from '../../../src/storage/standing-database.js';
import { openStorage, type Storage } from '../../../src/storage/storage.js';
import type { StoredRecord } from '../../../src/storage/stored-record.js';
import { DATABASES, SILENT_LOG, type TestDatabase, WRITER_OPTIONS } from '../../support/databases.js';
import { callRecord } from '../../support/stored-records.js';

const CALL: CallKey = { tenant: 'acme', platform: 'native', callId: 'c-1' };
const BINDER = { actor: 'binder', by: 'crm' };
const LIFETIMES = { bindingMs: 3_600_000, objectionMs: 3_600_000, lateMs: 60_000 };

const binding = (agentId: string, source: AgentBinding['source'] = 'announce'): AgentBinding => ({
  call: CALL,
  agent: { tenant: 'acme', agentId },
  source,
  state: 'active',
});

describe.each(DATABASES)('what stands about calls, in $name', ({ skip, make }) => {
  describe.skipIf(skip)('a store that all nodes share', () => {
    let database: TestDatabase;
    let storage: Storage;
    let store: StandingStore;
    let now: number;

    beforeEach(async () => {
      database = await make();
      storage = await openStorage({ ...database.choice, ...WRITER_OPTIONS }, SILENT_LOG);
      now = Date.now();
      store = standingDatabase(storage, () => now, LIFETIMES);
    });
    afterEach(async () => {
      await storage.close(1_000);
      await database.dispose();
    });

    const bound = async (since: number | null = null) =>
      (await store.changes(since)).bindings.map((change) => change.binding?.agent.agentId ?? null);
    const audited = async () =>
      (await storage.db.selectFrom('audit_trail').select('action').orderBy('seq').execute()).map(
        ({ action }) => action,
      );

    it('gives other nodes the agent of a call, and that the agent is off it', async () => {
      expect(await store.bind(binding('ann'), BINDER, true)).toBe('kept');
      expect(await bound()).toEqual(['ann']);
      await store.unbind(CALL, BINDER);
      expect(await bound()).toEqual([null]);
      expect(await audited()).toEqual(['bind', 'unbind']);
    });

    it('gives changes since a reading, and some from before it', async () => {
      await store.bind(binding('ann'), BINDER, true);
      const { asOf } = await store.changes(null);
      expect(await bound(asOf)).toEqual(['ann']);
      expect(await bound(asOf + 20_000)).toEqual([]);
    });

    it('lets a trusted party take a call from an agent, and a desktop never', async () => {
      await store.bind(binding('ann'), BINDER, true);
      expect(await store.bind(binding('bob', 'desktop'), { actor: 'agent', by: 'bob' }, true)).toBe('taken');
      expect(await store.bind(binding('ann', 'desktop'), { actor: 'agent', by: 'ann' }, true)).toBe('kept');
      expect(await store.bind(binding('bob'), BINDER, true)).toBe('kept');
      expect(await bound()).toEqual(['bob']);
    });

    it('never lets a desktop have a call on which another agent was heard, though nobody is on it now', async () => {
      const byDesktop = (agentId: string, isLive: boolean) =>
        store.bind(binding(agentId, 'desktop'), { actor: 'agent', by: agentId }, isLive);
      await storage.writer.write(callRecord({ agentId: 'ann' }));
      await storage.writer.write({
        ...callRecord({ agentId: null }, 1_300_000),
        overAt: now,
      } as StoredRecord);
      for (const isLive of [true, false]) expect(await byDesktop('bob', isLive)).toBe('taken');
      expect(await bound()).toEqual([]);
      expect(await byDesktop('ann', true)).toBe('kept');
      expect(await store.bind(binding('bob'), BINDER, true)).toBe('kept');
    });

    it('keeps the hold of a call before anybody is on it, and through every change of agent', async () => {
      const held = async () =>
        (await store.changes(null)).bindings.map((change) => [change.binding?.state ?? null, change.isHeld]);
      await store.hold(CALL, false, BINDER);
      expect(await held()).toEqual([]);
      await store.hold(CALL, true, BINDER);
      expect(await held()).toEqual([[null, true]]);
      await store.bind(binding('ann', 'desktop'), { actor: 'agent', by: 'ann' }, true);
      await store.bind(binding('bob'), BINDER, true);
      expect(await held()).toEqual([['held', true]]);
      await store.unbind(CALL, BINDER);
      expect(await held()).toEqual([[null, true]]);
      await store.hold(CALL, false, BINDER);
      expect(await held()).toEqual([[null, false]]);
      await store.bind(binding('bob'), BINDER, true);
      expect(await held()).toEqual([['active', false]]);
      await store.hold(CALL, true, { actor: 'stream' });
      expect(await held()).toEqual([['held', true]]);
      expect(await audited()).toEqual(['hold', 'bind', 'bind', 'unbind', 'resume', 'bind']);
    });

    it('forgets a hold that nobody has renewed for as long as a binding stands', async () => {
      const soon = standingDatabase(storage, () => now, { ...LIFETIMES, bindingMs: 0 });
      await soon.hold(CALL, true, BINDER);
      await expect.poll(async () => (await soon.changes(null)).bindings).toEqual([]);
      expect(await soon.bind(binding('ann'), BINDER, true)).toBe('kept');
      expect((await store.changes(null)).bindings[0]?.binding?.state).toBe('active');
    });

    it('proves nothing that a stream says of its own call', async () => {
      await store.bind(binding('ann', 'stream-metadata'), { actor: 'stream' }, true);
      await store.unbind(CALL, { actor: 'stream' });
      await store.unbind(CALL, BINDER);
      expect(await audited()).toEqual([]);
    });

    it('keeps an objection by its digest until its time is over', async () => {
      await store.object(CALL, BINDER);
      const { objections, salts } = await store.changes(null);
      expect(objections).toHaveLength(1);
      expect(objections[0]!.digest).toBe(store.digest(CALL, salts[0]!.salt));
      expect(JSON.stringify(objections)).not.toContain('c-1');
      now += LIFETIMES.objectionMs + 1;
      expect((await store.changes(null)).objections).toEqual([]);
    });

    it('erases what was inferred without notice, and says when there is nothing', async () => {
      const erased = await store.withdrawNotice(CALL);
      expect(Object.values(erased).every((count) => count === 0)).toBe(true);
      expect((await store.changes(null)).objections).toEqual([]);
      expect(await audited()).toEqual(['erase.no-notice']);
    });
  });
});
