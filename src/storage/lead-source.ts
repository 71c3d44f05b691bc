import type { Kysely } from 'kysely';
import type { CueKind } from '../core/cues/cue.js';
import type { Database } from './database.js';
import type { Tables } from './tables.js';

/**
 * All that anything made for a lead may be computed from. What was measured on the agent's channel (`own_facts`) and
 * what the agent keeps for themselves (`notes`, `check_ins`) is not among the tables: a query that names them does
 * not compile.
 */
export type LeadTables = Omit<Tables, 'own_facts' | 'notes' | 'check_ins'>;

export type LeadSource = Kysely<LeadTables>;

export function leadSource(db: Database): LeadSource {
  return db as unknown as LeadSource;
}

/**
 * Cues that are decided from the caller's voice. The others (pace, overlap, talk share, silence of the agent) tell
 * of the agent's channel, so not even their number reaches a lead.
 */
export const CALLER_SIDE_CUES: readonly CueKind[] = [
  'breath',
  'acknowledge',
  'reassure',
  'quieter-spot',
  'sum-up',
  'way-forward',
  'warm-close',
];
