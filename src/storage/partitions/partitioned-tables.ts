import type { Tables } from '../tables.js';

/** A table that PostgreSQL keeps in partitions by month, and the time by which a row has its month. */
export type Partitioned = { readonly table: keyof Tables; readonly time: string };

/** Calls, and what hangs on a call's row; a month of them goes together. In the order of their references. */
export const CALL_ROWS: readonly Partitioned[] = [
  { table: 'calls', time: 'started_at' },
  { table: 'episodes', time: 'call_started_at' },
  { table: 'own_facts', time: 'call_started_at' },
];

/** Records that name a call by its key; each table's months go by themselves. Resets are few, and their key has no time. */
export const KEYED_RECORDS: readonly Partitioned[] = [
  { table: 'cue_log', time: 'decided_at' },
  { table: 'feedback', time: 'at' },
  { table: 'bindings', time: 'at' },
];

/** Tables whose months are made and dropped together. */
export const PARTITIONED: readonly (readonly Partitioned[])[] = [
  CALL_ROWS,
  ...KEYED_RECORDS.map((one) => [one]),
];
