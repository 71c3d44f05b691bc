import { type Kysely, type RawBuilder, sql } from 'kysely';
import { EvenkeelError } from '../../errors.js';
import type { Tables } from '../../storage/tables.js';
import { attributeName, type ScimFilter } from './scim-filter.js';
import { columnOf, type FilterColumns, filterCondition } from './scim-filter-condition.js';

/** A person and a team as an identity provider sees them (RFC 7643 User and Group, the part that we keep). */
export type ScimUser = {
  /** The agent's id, as calls name them: the same as `userName`. */
  readonly id: string;
  readonly userName: string;
  readonly externalId: string | null;
  readonly active: boolean;
  readonly updatedAt: number;
};
export type ScimGroup = {
  readonly id: string;
  readonly displayName: string;
  readonly externalId: string | null;
  readonly timeZone: string;
  readonly memberIds: readonly string[];
  readonly updatedAt: number;
};

/** `startIndex` counts from 1. */
export type Page = { readonly startIndex: number; readonly count: number };
/** By an attribute, as RFC 7644 section 3.4.2.3 has it. */
export type Sort = { readonly by: string; readonly isDescending: boolean };
/** What is searched for, and which part of it is wanted. */
export type Search = Page & { readonly filter: ScimFilter | null; readonly sort?: Sort | null };
export type Listed<T> = { readonly total: number; readonly resources: readonly T[] };

const USER_COLUMNS: FilterColumns = {
  id: { kind: 'exact-text', column: 'agent_id' },
  username: { kind: 'text', column: 'agent_id' },
  externalid: { kind: 'exact-text', column: 'external_id' },
  active: { kind: 'flag', column: 'active' },
  'meta.lastmodified': { kind: 'time', column: 'updated_at' },
};

const MEMBER = {
  kind: 'member',
  exists: (memberId: string) => sql<boolean>`exists (select 1 from memberships
    where memberships.tenant = teams.tenant and memberships.team_id = teams.team_id
    and memberships.to_at is null and memberships.agent_id = ${memberId})`,
} as const;

const GROUP_COLUMNS: FilterColumns = {
  id: { kind: 'exact-text', column: 'team_id' },
  displayname: { kind: 'text', column: 'name' },
  externalid: { kind: 'exact-text', column: 'external_id' },
  'meta.lastmodified': { kind: 'time', column: 'updated_at' },
  members: MEMBER,
  'members.value': MEMBER,
};

/** @throws EvenkeelError `people.filter-invalid` */
export async function listUsers(
  db: Kysely<Tables>,
  tenant: string,
  { filter, sort, ...page }: Search,
): Promise<Listed<ScimUser>> {
  let query = db.selectFrom('agents').where('tenant', '=', tenant);
  if (filter !== null) query = query.where(filterCondition(filter, USER_COLUMNS));
  const { total } = await query
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await query
    .selectAll()
    .$if(!!sort, (sorted) => sorted.orderBy(sortedBy(sort!, USER_COLUMNS)))
    .orderBy('agent_id')
    .limit(page.count)
    .offset(page.startIndex - 1)
    .execute();
  return {
    total: Number(total),
    resources: rows.map((row) => ({
      id: row.agent_id,
      userName: row.agent_id,
      externalId: row.external_id,
      active: row.active === 1,
      updatedAt: row.updated_at,
    })),
  };
}

/** @throws EvenkeelError `people.filter-invalid` */
export async function listGroups(
  db: Kysely<Tables>,
  tenant: string,
  { filter, sort, ...page }: Search,
): Promise<Listed<ScimGroup>> {
  let query = db.selectFrom('teams').where('tenant', '=', tenant);
  if (filter !== null) query = query.where(filterCondition(filter, GROUP_COLUMNS));
  const { total } = await query
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await query
    .selectAll()
    .$if(!!sort, (sorted) => sorted.orderBy(sortedBy(sort!, GROUP_COLUMNS)))
    .orderBy('team_id')
    .limit(page.count)
    .offset(page.startIndex - 1)
    .execute();
  const resources: ScimGroup[] = [];
  for (const row of rows)
    resources.push({
      id: row.team_id,
      displayName: row.name,
      externalId: row.external_id,
      timeZone: row.time_zone,
      memberIds: await membersNow(db, tenant, row.team_id),
      updatedAt: row.updated_at,
    });
  return { total: Number(total), resources };
}

/** Missing values come last, and first in descending order. */
function sortedBy({ by, isDescending }: Sort, columns: FilterColumns): RawBuilder<unknown> {
  const column = columnOf(attributeName(by), columns);
  if (column.kind === 'member') throw new EvenkeelError('people.value-invalid', `${by} cannot be sorted by.`);
  const kept = sql.ref(column.column);
  const value = column.kind === 'text' ? sql`lower(${kept})` : kept;
  return isDescending
    ? sql`case when ${kept} is null then 0 else 1 end, ${value} desc`
    : sql`case when ${kept} is null then 1 else 0 end, ${value}`;
}

/** People that one statement reads of a team. */
const MEMBERS_AT_ONE_GO = 2_000;

/** Who is in the team now, in the order of their ids. */
export async function membersNow(
  db: Kysely<Tables>,
  tenant: string,
  teamId: string,
): Promise<readonly string[]> {
  const members: string[] = [];
  for (;;) {
    const last = members.at(-1);
    const rows = await db
      .selectFrom('memberships')
      .select('agent_id')
      .distinct()
      .where('tenant', '=', tenant)
      .where('team_id', '=', teamId)
      .where('to_at', 'is', null)
      .$if(last !== undefined, (query) => query.where('agent_id', '>', last!))
      .orderBy('agent_id')
      .limit(MEMBERS_AT_ONE_GO)
      .execute();
    for (const { agent_id } of rows) members.push(agent_id);
    if (rows.length < MEMBERS_AT_ONE_GO) return members;
  }
}
