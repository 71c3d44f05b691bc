import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LATE_BINDING_MS } from '../../../src/binding/standing-store.js';
import { erase } from '../../../src/storage/erase.js';
import { standingDatabase } from '../../../src/storage/standing-database.js';
import { openStorage, type Storage } from '../../../src/storage/storage.js';
import { DATABASES, SILENT_LOG, type TestDatabase, WRITER_OPTIONS } from '../../support/databases.js';
import { callRecord, cueRecord } from '../../support/stored-records.js';

const OVER_AT = 1_300_000;
const CALL = { tenant: 'acme', platform: 'native', callId: 'c-1' };
const BINDER = { actor: 'binder', by: 'crm' };
const LIFETIMES = { bindingMs: 4 * 3_600_000, objectionMs: 12 * 3_600_000, lateMs: LATE_BINDING_MS };
const binding = (agentId: string) =>
  ({ call: CALL, agent: { tenant: 'acme', agentId }, source: 'announce', state: 'active' }) as const;
const ended = (agentId: string | null, startedAt = 1_000_000) =>
  ({ ...callRecord({ agentId }, startedAt), overAt: OVER_AT }) as ReturnType<typeof callRecord>;

describe.each(DATABASES.filter(({ skip }) => !skip))(
  'a binding after the end of the call, on $name',
  ({ make }) => {
    let database: TestDatabase;
    let storage: Storage;
    let now: number;

    beforeEach(async () => {
      database = await make();
      storage = await openStorage({ ...database.choice, ...WRITER_OPTIONS }, SILENT_LOG);
      now = OVER_AT + 60_000;
    });
    afterEach(async () => {
      await storage.close(1_000);
      await database.dispose();
    });

    const store = () => standingDatabase(storage, () => now, LIFETIMES);
    const bind = (agentId: string) => store().bind(binding(agentId), BINDER, false);
    const agents = async () =>
      (await storage.db.selectFrom('calls').select('agent_id').orderBy('started_at').execute()).map(
        ({ agent_id }) => agent_id,
      );

    it('gives the agent the call and its cues, and says so in the audit', async () => {
      await storage.writer.write(ended(null));
      await storage.writer.write(cueRecord({ agentId: null }, 1_100_000, 'q', 'unbound'));
      expect(await store().isOver(CALL)).toBe(true);
      expect(await bind('ann')).toBe('late');
      expect(await bind('ann')).toBe('late');
      expect(await agents()).toEqual(['ann']);
      const cues = await storage.db.selectFrom('cue_log').select('agent_id').execute();
      expect(cues).toEqual([{ agent_id: 'ann' }]);
      expect(await storage.db.selectFrom('live_bindings').selectAll().execute()).toEqual([]);
      const [proof] = await storage.db.selectFrom('audit_trail').selectAll().execute();
      expect(proof).toMatchObject({ action: 'bind', actor: 'binder' });
      await expect(bind('bob')).rejects.toMatchObject({ code: 'binding.call-over' });
    });

    it('is refused when the ten minutes are over, and says nothing of a call that nobody has heard of', async () => {
      await storage.writer.write(ended(null));
      now = OVER_AT + LATE_BINDING_MS + 1;
      await expect(bind('ann')).rejects.toMatchObject({ code: 'binding.call-over', httpStatus: 409 });
      expect(await agents()).toEqual([null]);
      const elsewhere = { ...binding('ann'), call: { ...CALL, callId: 'unheard-of' } };
      expect(await store().bind(elsewhere, BINDER, false)).toBe('kept');
    });

    it('leaves what is another agent’s: only the last stretch, which is nobody’s, is given', async () => {
      await storage.writer.write(callRecord({ agentId: 'ann' }, 1_000_000));
      await storage.writer.write(ended(null, 1_200_000));
      expect(await bind('bob')).toBe('late');
      expect(await agents()).toEqual(['ann', 'bob']);
    });

    it('is as before once the call is in progress again', async () => {
      await storage.writer.write(ended(null));
      await store().reopen(CALL);
      expect(await store().isOver(CALL)).toBe(false);
      expect(await bind('ann')).toBe('kept');
      expect(await agents()).toEqual([null]);
    });

    it('that came before the summary was kept holds for it all the same', async () => {
      expect(await bind('ann')).toBe('kept');
      await storage.writer.write(ended(null));
      expect(await agents()).toEqual(['ann']);
    });

    it('brings nothing back to an agent whose records were erased', async () => {
      await storage.writer.write(ended(null));
      await erase(
        storage,
        { what: 'agent', own: { tenant: 'acme', agentId: 'ann' } },
        { ...BINDER, at: now },
      );
      await expect(bind('ann')).rejects.toMatchObject({ code: 'binding.call-over' });
      expect(await agents()).toEqual([null]);
    });
  },
);
