import type { Database } from '../database.js';
import { listEveryOwnCall, type OwnCall, type OwnKey } from './own-calls.js';
import { listOwnCues, listOwnResets, type OwnCue, type OwnReset } from './own-cues.js';
import { listOwnEpisodes, type OwnEpisode } from './own-episodes.js';
import { type CheckIn, listCheckIns } from './own-notes.js';

/** Everything that is held on one agent, for that agent. */
export type OwnExport = {
  /** The entry in the directory; null = none. */
  readonly person: OwnEntry | null;
  readonly calls: readonly OwnCall[];
  readonly episodes: readonly OwnEpisode[];
  readonly cues: readonly OwnCue[];
  readonly resets: readonly OwnReset[];
  readonly bindings: readonly OwnBinding[];
  readonly checkIns: readonly CheckIn[];
  readonly memberships: readonly OwnMembership[];
};

export type OwnEntry = {
  readonly agentId: string;
  readonly externalId: string | null;
  readonly active: boolean;
};
export type OwnBinding = {
  readonly platform: string;
  readonly callId: string;
  readonly source: string;
  readonly state: string;
  readonly at: number;
};
export type OwnMembership = { readonly teamId: string; readonly from: number; readonly to: number | null };

const EVER = { from: 0, to: Number.MAX_SAFE_INTEGER };

export async function exportOwn(db: Database, own: OwnKey): Promise<OwnExport> {
  const bindings = await db
    .selectFrom('bindings')
    .select(['platform', 'call_id as callId', 'source', 'state', 'at'])
    .where('tenant', '=', own.tenant)
    .where('agent_id', '=', own.agentId)
    .execute();
  const memberships = await db
    .selectFrom('memberships')
    .select(['team_id as teamId', 'from_at as from', 'to_at as to'])
    .where('tenant', '=', own.tenant)
    .where('agent_id', '=', own.agentId)
    .execute();
  const entry = await db
    .selectFrom('agents')
    .select(['agent_id', 'external_id', 'active'])
    .where('tenant', '=', own.tenant)
    .where('agent_id', '=', own.agentId)
    .executeTakeFirst();
  return {
    person:
      entry === undefined
        ? null
        : { agentId: entry.agent_id, externalId: entry.external_id, active: entry.active === 1 },
    calls: await listEveryOwnCall(db, own),
    episodes: await listOwnEpisodes(db, own, EVER),
    cues: await listOwnCues(db, own, EVER),
    resets: await listOwnResets(db, own, EVER),
    bindings,
    checkIns: await listCheckIns(db, own, EVER),
    memberships,
  };
}
