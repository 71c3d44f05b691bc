import { type MigrationProvider, Migrator } from 'kysely';
import { EvenkeelError } from '../errors.js';
import type { Database } from './database.js';
import { calls } from './migrations/0001-calls.js';
import { peopleAndPublication } from './migrations/0002-people-and-publication.js';
import { teamExternalIdsAndTimes } from './migrations/0003-team-external-ids-and-times.js';
import { standingAndErasures } from './migrations/0004-standing-and-erasures.js';
import { auditHeads } from './migrations/0005-audit-heads.js';
import { whenACallWasOver } from './migrations/0006-when-a-call-was-over.js';
import { noStatisticsOfNames } from './migrations/0007-no-statistics-of-names.js';
import { signInSessions } from './migrations/0008-sign-in-sessions.js';
import { months } from './migrations/0009-months.js';

const provider: MigrationProvider = {
  getMigrations: async () => ({
    '0001-calls': calls,
    '0002-people-and-publication': peopleAndPublication,
    '0003-team-external-ids-and-times': teamExternalIdsAndTimes,
    '0004-standing-and-erasures': standingAndErasures,
    '0005-audit-heads': auditHeads,
    '0006-when-a-call-was-over': whenACallWasOver,
    '0007-no-statistics-of-names': noStatisticsOfNames,
    '0008-sign-in-sessions': signInSessions,
    '0009-months': months,
  }),
};

/** Where the schema is to be brought: the newest, one step back, or nothing at all. */
export type MigrationGoal = 'latest' | 'one-down' | 'empty';

export type MigrationStep = { readonly name: string; readonly direction: 'up' | 'down' };

/**
 * Brings the schema to the goal and names what was done, in order.
 * @throws EvenkeelError `storage.migration-failed`: nothing of the failed step is kept
 */
export async function migrate(db: Database, goal: MigrationGoal): Promise<readonly MigrationStep[]> {
  const migrator = new Migrator({ db, provider });
  const steps: MigrationStep[] = [];
  for (;;) {
    const { error, results } =
      goal === 'latest' ? await migrator.migrateToLatest() : await migrator.migrateDown();
    if (error !== undefined) throw new EvenkeelError('storage.migration-failed', undefined, { cause: error });
    const done = (results ?? []).filter(({ status }) => status === 'Success');
    steps.push(
      ...done.map(({ migrationName, direction }) => ({
        name: migrationName,
        direction: direction === 'Up' ? ('up' as const) : ('down' as const),
      })),
    );
    if (goal !== 'empty' || done.length === 0) return steps;
  }
}
