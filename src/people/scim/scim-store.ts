import type { Kysely } from 'kysely';
import { EvenkeelError } from '../../errors.js';
import { recordAudit, recordRead } from '../../storage/audit/audit-trail.js';
import type { Database } from '../../storage/database.js';
import type { Tables } from '../../storage/tables.js';
import { isTimeZone } from '../week-calendar.js';
import {
  type Listed,
  listGroups,
  listUsers,
  membersNow,
  type ScimGroup,
  type ScimUser,
  type Search,
} from './scim-lists.js';

/**
 * Changes to the people and teams of one tenant, as of now; leaving a team closes the membership and keeps its past.
 * Every change and its entry in the audit trail happen together, or not at all.
 */
export class ScimStore {
  readonly #db: Database;
  readonly #tenant: string;
  readonly #by: string;
  readonly #now: () => number;

  /** `by`: the admin for whom it is done, whom the trail names by digest. */
  constructor(db: Database, party: { readonly tenant: string; readonly by: string }, now: () => number) {
    this.#db = db;
    this.#tenant = party.tenant;
    this.#by = party.by;
    this.#now = now;
  }

  /** @throws EvenkeelError `people.filter-invalid` */
  users(search: Search): Promise<Listed<ScimUser>> {
    return listUsers(this.#db, this.#tenant, search);
  }

  /** @throws EvenkeelError `people.filter-invalid` */
  groups(search: Search): Promise<Listed<ScimGroup>> {
    return listGroups(this.#db, this.#tenant, search);
  }

  /** @throws EvenkeelError `people.not-found` */
  user(id: string): Promise<ScimUser> {
    return oneUser(this.#db, this.#tenant, id);
  }

  /** @throws EvenkeelError `people.exists`: names are the same whatever their case */
  createUser({ userName, externalId, active }: Omit<ScimUser, 'id' | 'updatedAt'>): Promise<ScimUser> {
    return this.#change('people.user-created', `agent:${userName}`, {}, async (db) => {
      const filter = { kind: 'compare', attribute: 'username', op: 'eq', value: userName } as const;
      if ((await listUsers(db, this.#tenant, { filter, startIndex: 1, count: 0 })).total > 0)
        throw new EvenkeelError('people.exists');
      await db
        .insertInto('agents')
        .values({
          tenant: this.#tenant,
          agent_id: userName,
          external_id: externalId,
          active: active ? 1 : 0,
          updated_at: this.#now(),
        })
        .execute();
      return oneUser(db, this.#tenant, userName);
    });
  }

  /**
   * An inactive person leaves every team, even when the same request renames them: no name keeps a leaver in.
   * @throws EvenkeelError `people.not-found`, `people.name-fixed`
   */
  updateUser(
    id: string,
    { userName, externalId, active }: Omit<ScimUser, 'id' | 'updatedAt'>,
  ): Promise<ScimUser> {
    return this.#change('people.user-updated', `agent:${id}`, { active }, async (db) => {
      await oneUser(db, this.#tenant, id);
      if (active && userName.toLowerCase() !== id.toLowerCase()) throw new EvenkeelError('people.name-fixed');
      await db
        .updateTable('agents')
        .set({ external_id: externalId, active: active ? 1 : 0, updated_at: this.#now() })
        .where('tenant', '=', this.#tenant)
        .where('agent_id', '=', id)
        .execute();
      if (!active) await this.#close(db, null, id);
      return oneUser(db, this.#tenant, id);
    });
  }

  /** The person leaves every team and the directory. Records of their calls are erased by `/v1/retention/erase`. */
  deleteUser(id: string): Promise<void> {
    return this.#change('people.user-deleted', `agent:${id}`, {}, async (db) => {
      await oneUser(db, this.#tenant, id);
      await this.#close(db, null, id);
      await db.deleteFrom('agents').where('tenant', '=', this.#tenant).where('agent_id', '=', id).execute();
    });
  }

  /** @throws EvenkeelError `people.not-found` */
  group(id: string): Promise<ScimGroup> {
    return oneGroup(this.#db, this.#tenant, id);
  }

  /** @throws EvenkeelError `people.exists`, `people.value-invalid` */
  createGroup(group: Omit<ScimGroup, 'updatedAt'>): Promise<ScimGroup> {
    const details = { members: group.memberIds.length };
    return this.#change('people.group-created', `team:${group.id}`, details, async (db) => {
      await this.#mayBeCalled(db, group);
      await db
        .insertInto('teams')
        .values({ ...this.#teamRow(group), tenant: this.#tenant, team_id: group.id })
        .execute();
      await this.#setMembers(db, group.id, group.memberIds);
      return oneGroup(db, this.#tenant, group.id);
    });
  }

  /** @throws EvenkeelError `people.not-found`, `people.exists`, `people.value-invalid` */
  updateGroup(group: Omit<ScimGroup, 'updatedAt'>): Promise<ScimGroup> {
    const details = { members: group.memberIds.length };
    return this.#change('people.group-updated', `team:${group.id}`, details, async (db) => {
      await oneGroup(db, this.#tenant, group.id);
      await this.#mayBeCalled(db, group);
      await db
        .updateTable('teams')
        .set(this.#teamRow(group))
        .where('tenant', '=', this.#tenant)
        .where('team_id', '=', group.id)
        .execute();
      await this.#setMembers(db, group.id, group.memberIds);
      return oneGroup(db, this.#tenant, group.id);
    });
  }

  /** The team is gone with its shifts; what is published of it is kept, and shown no more. */
  deleteGroup(id: string): Promise<void> {
    return this.#change('people.group-deleted', `team:${id}`, {}, async (db) => {
      await oneGroup(db, this.#tenant, id);
      await this.#setMembers(db, id, []);
      for (const table of ['shifts', 'teams'] as const)
        await db.deleteFrom(table).where('tenant', '=', this.#tenant).where('team_id', '=', id).execute();
    });
  }

  /** Proves that people were read: one, by `subject`, or a list. */
  proveRead(subject: string | null): Promise<void> {
    return recordRead(this.#db, { ...this.#proof, action: 'read.people', subject, details: {} });
  }

  get #proof() {
    return { tenant: this.#tenant, at: this.#now(), actor: 'admin', by: this.#by };
  }

  #change<T>(
    action: string,
    subject: string,
    details: Readonly<Record<string, number | boolean>>,
    work: (db: Kysely<Tables>) => Promise<T>,
  ): Promise<T> {
    return this.#db.transaction().execute(async (transaction) => {
      const result = await work(transaction);
      await recordAudit(transaction, { ...this.#proof, action, subject, details });
      return result;
    });
  }

  async #mayBeCalled(
    db: Kysely<Tables>,
    { id, displayName, timeZone }: Omit<ScimGroup, 'updatedAt'>,
  ): Promise<void> {
    if (!isTimeZone(timeZone))
      throw new EvenkeelError(
        'people.value-invalid',
        'timeZone is not an IANA time zone such as Europe/Berlin.',
      );
    const filter = { kind: 'compare', attribute: 'displayname', op: 'eq', value: displayName } as const;
    const { resources } = await listGroups(db, this.#tenant, { filter, startIndex: 1, count: 2 });
    if (resources.some((other) => other.id !== id)) throw new EvenkeelError('people.exists');
  }

  async #setMembers(db: Kysely<Tables>, teamId: string, wanted: readonly string[]): Promise<void> {
    const current = new Set(await membersNow(db, this.#tenant, teamId));
    const wantedIds = new Set(wanted);
    for (const agentId of current) if (!wantedIds.has(agentId)) await this.#close(db, teamId, agentId);
    for (const agent_id of wantedIds) {
      if (current.has(agent_id)) continue;
      await this.#knows(db, agent_id);
      await db
        .insertInto('memberships')
        .values({ tenant: this.#tenant, team_id: teamId, agent_id, from_at: this.#now(), to_at: null })
        .onConflict((conflict) =>
          conflict.columns(['tenant', 'team_id', 'agent_id', 'from_at']).doUpdateSet({ to_at: null }),
        )
        .execute();
    }
  }

  async #knows(db: Kysely<Tables>, agentId: string): Promise<void> {
    await oneUser(db, this.#tenant, agentId).catch((cause: unknown) => {
      if (!(cause instanceof EvenkeelError) || cause.code !== 'people.not-found') throw cause;
      throw new EvenkeelError('people.value-invalid', 'A member is not a user here.', { cause });
    });
  }

  async #close(db: Kysely<Tables>, teamId: string | null, agentId: string): Promise<void> {
    let query = db
      .updateTable('memberships')
      .set({ to_at: this.#now() })
      .where('tenant', '=', this.#tenant)
      .where('agent_id', '=', agentId)
      .where('to_at', 'is', null);
    if (teamId !== null) query = query.where('team_id', '=', teamId);
    await query.execute();
  }

  #teamRow({ displayName, timeZone, externalId }: Omit<ScimGroup, 'updatedAt'>) {
    return { name: displayName, time_zone: timeZone, external_id: externalId, updated_at: this.#now() };
  }
}

async function oneUser(db: Kysely<Tables>, tenant: string, id: string): Promise<ScimUser> {
  const filter = { kind: 'compare', attribute: 'id', op: 'eq', value: id } as const;
  const { resources } = await listUsers(db, tenant, { filter, startIndex: 1, count: 1 });
  if (resources[0] === undefined) throw new EvenkeelError('people.not-found');
  return resources[0];
}

async function oneGroup(db: Kysely<Tables>, tenant: string, id: string): Promise<ScimGroup> {
  const filter = { kind: 'compare', attribute: 'id', op: 'eq', value: id } as const;
  const { resources } = await listGroups(db, tenant, { filter, startIndex: 1, count: 1 });
  if (resources[0] === undefined) throw new EvenkeelError('people.not-found');
  return resources[0];
}
