import { EvenkeelError } from '../../errors.js';
import type { Database } from '../database.js';

/** A person and a team as an identity provider sees them (RFC 7643 User and Group, the part that we keep). */
export type ScimUser = {
  readonly id: string;
  readonly userName: string;
  readonly externalId: string | null;
  readonly active: boolean;
};
export type ScimGroup = {
  readonly id: string;
  readonly displayName: string;
  readonly timeZone: string;
  readonly memberIds: readonly string[];
};

export type Page = { readonly startIndex: number; readonly count: number };
export type Listed<T> = { readonly total: number; readonly resources: readonly T[] };

/** People and teams of one tenant, as of now; leaving a team closes the membership and keeps its past. */
export class ScimStore {
  readonly #db: Database;
  readonly #tenant: string;
  readonly #now: () => number;

  constructor(db: Database, tenant: string, now: () => number) {
    this.#db = db;
    this.#tenant = tenant;
    this.#now = now;
  }

  async listUsers(userName: string | null, page: Page): Promise<Listed<ScimUser>> {
    let query = this.#db.selectFrom('agents').where('tenant', '=', this.#tenant);
    if (userName !== null) query = query.where('agent_id', '=', userName);
    const { total } = await query
      .select(({ fn }) => fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow();
    const rows = await query
      .selectAll()
      .orderBy('agent_id')
      .limit(page.count)
      .offset(page.startIndex - 1)
      .execute();
    return { total: Number(total), resources: rows.map(toUser) };
  }

  /** @throws EvenkeelError `people.not-found` */
  async user(id: string): Promise<ScimUser> {
    const { resources } = await this.listUsers(id, { startIndex: 1, count: 1 });
    if (resources[0] === undefined) throw new EvenkeelError('people.not-found');
    return resources[0];
  }

  /** @throws EvenkeelError `people.exists` */
  async createUser(user: Omit<ScimUser, 'id'>): Promise<ScimUser> {
    const { numInsertedOrUpdatedRows } = await this.#db
      .insertInto('agents')
      .values({ ...this.#userRow(user), tenant: this.#tenant, agent_id: user.userName })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (Number(numInsertedOrUpdatedRows ?? 0) === 0) throw new EvenkeelError('people.exists');
    return this.user(user.userName);
  }

  /** An inactive person leaves every team. @throws EvenkeelError `people.not-found` */
  async updateUser(id: string, user: Pick<ScimUser, 'externalId' | 'active'>): Promise<ScimUser> {
    const { numUpdatedRows } = await this.#db
      .updateTable('agents')
      .set(this.#userRow(user))
      .where('tenant', '=', this.#tenant)
      .where('agent_id', '=', id)
      .executeTakeFirst();
    if (Number(numUpdatedRows) === 0) throw new EvenkeelError('people.not-found');
    if (!user.active) await this.#close(null, id);
    return this.user(id);
  }

  async listGroups(displayName: string | null, page: Page): Promise<Listed<ScimGroup>> {
    let query = this.#db.selectFrom('teams').where('tenant', '=', this.#tenant);
    if (displayName !== null) query = query.where('name', '=', displayName);
    const { total } = await query
      .select(({ fn }) => fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow();
    const rows = await query
      .selectAll()
      .orderBy('team_id')
      .limit(page.count)
      .offset(page.startIndex - 1)
      .execute();
    return { total: Number(total), resources: await Promise.all(rows.map((row) => this.#toGroup(row))) };
  }

  /** @throws EvenkeelError `people.not-found` */
  async group(id: string): Promise<ScimGroup> {
    const row = await this.#db
      .selectFrom('teams')
      .selectAll()
      .where('tenant', '=', this.#tenant)
      .where('team_id', '=', id)
      .executeTakeFirst();
    if (row === undefined) throw new EvenkeelError('people.not-found');
    return this.#toGroup(row);
  }

  /** @throws EvenkeelError `people.exists` */
  async createGroup(group: ScimGroup): Promise<ScimGroup> {
    if ((await this.listGroups(group.displayName, { startIndex: 1, count: 1 })).total > 0)
      throw new EvenkeelError('people.exists');
    await this.#db
      .insertInto('teams')
      .values({
        tenant: this.#tenant,
        team_id: group.id,
        name: group.displayName,
        time_zone: group.timeZone,
        updated_at: this.#now(),
      })
      .execute();
    await this.#setMembers(group.id, group.memberIds);
    return this.group(group.id);
  }

  /** @throws EvenkeelError `people.not-found` */
  async updateGroup(group: ScimGroup): Promise<ScimGroup> {
    const { numUpdatedRows } = await this.#db
      .updateTable('teams')
      .set({ name: group.displayName, time_zone: group.timeZone, updated_at: this.#now() })
      .where('tenant', '=', this.#tenant)
      .where('team_id', '=', group.id)
      .executeTakeFirst();
    if (Number(numUpdatedRows) === 0) throw new EvenkeelError('people.not-found');
    await this.#setMembers(group.id, group.memberIds);
    return this.group(group.id);
  }

  /** Nobody is in the team any more; what is published of it stays. */
  async emptyGroup(id: string): Promise<void> {
    await this.group(id);
    await this.#setMembers(id, []);
  }

  async #setMembers(teamId: string, wanted: readonly string[]): Promise<void> {
    const current = await this.#members(teamId);
    for (const agentId of current) if (!wanted.includes(agentId)) await this.#close(teamId, agentId);
    for (const agent_id of new Set(wanted)) {
      if (current.includes(agent_id)) continue;
      await this.user(agent_id);
      await this.#db
        .insertInto('memberships')
        .values({ tenant: this.#tenant, team_id: teamId, agent_id, from_at: this.#now(), to_at: null })
        .onConflict((conflict) =>
          conflict.columns(['tenant', 'team_id', 'agent_id', 'from_at']).doUpdateSet({ to_at: null }),
        )
        .execute();
    }
  }

  async #close(teamId: string | null, agentId: string): Promise<void> {
    let query = this.#db
      .updateTable('memberships')
      .set({ to_at: this.#now() })
      .where('tenant', '=', this.#tenant)
      .where('agent_id', '=', agentId)
      .where('to_at', 'is', null);
    if (teamId !== null) query = query.where('team_id', '=', teamId);
    await query.execute();
  }

  async #members(teamId: string): Promise<readonly string[]> {
    const rows = await this.#db
      .selectFrom('memberships')
      .select('agent_id')
      .distinct()
      .where('tenant', '=', this.#tenant)
      .where('team_id', '=', teamId)
      .where('to_at', 'is', null)
      .orderBy('agent_id')
      .execute();
    return rows.map(({ agent_id }) => agent_id);
  }

  async #toGroup(row: { team_id: string; name: string; time_zone: string }): Promise<ScimGroup> {
    return {
      id: row.team_id,
      displayName: row.name,
      timeZone: row.time_zone,
      memberIds: await this.#members(row.team_id),
    };
  }

  #userRow(user: Pick<ScimUser, 'externalId' | 'active'>) {
    return { external_id: user.externalId, active: user.active ? 1 : 0, updated_at: this.#now() };
  }
}

function toUser(row: { agent_id: string; external_id: string | null; active: number }): ScimUser {
  return {
    id: row.agent_id,
    userName: row.agent_id,
    externalId: row.external_id,
    active: row.active === 1,
  };
}
