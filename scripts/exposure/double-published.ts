import { sql } from 'kysely';
import type { Database } from '../../src/storage/database.js';
import { WHOLE_TENANT } from '../../src/wellbeing/exposure/publisher.js';

const TABLES = {
  teams: ['tenant', 'team_id', 'name', 'time_zone', 'updated_at'],
  published_cells: ['tenant', 'week', 'team_id', 'grain', 'part', 'hours', 'agents_at_least', 'numbers'],
  publications: ['tenant', 'week', 'team_id', 'outcome', 'published_at'],
} as const;

/** As many teams once more with all that is published of them, and none of their calls: what the lead's page reads. */
export async function doublePublished(db: Database, tenant: string, round: number): Promise<void> {
  for (const [table, columns] of Object.entries(TABLES)) {
    const values = columns.map((column) =>
      column === 'team_id' ? sql`cast(${`y${round}-`} as text) || team_id` : sql.ref(column),
    );
    await sql`insert into ${sql.table(table)} (${sql.join(columns.map((column) => sql.ref(column)))})
      select ${sql.join(values)} from ${sql.table(table)}
      where tenant = ${tenant} and team_id <> ${WHOLE_TENANT}`.execute(db);
  }
}
