import type { Kysely, Migration } from 'kysely';

/**
 * Calls and everything that hangs on one call. Column types are the ones both databases know.
 * One list, in the order of creation: it is data, and frozen since it was released.
 */
export const calls: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const schema = db.schema;
    await schema
      .createTable('calls')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('tenant', 'text', (c) => c.notNull())
      .addColumn('platform', 'text', (c) => c.notNull())
      .addColumn('call_id', 'text', (c) => c.notNull())
      .addColumn('agent_id', 'text')
      .addColumn('started_at', 'bigint', (c) => c.notNull())
      .addColumn('ended_at', 'bigint', (c) => c.notNull())
      .addColumn('customer_speech_ms', 'bigint', (c) => c.notNull())
      .addColumn('tense_ms', 'bigint', (c) => c.notNull())
      .addColumn('angry_ms', 'bigint', (c) => c.notNull())
      .addColumn('anxious_ms', 'bigint', (c) => c.notNull())
      .addColumn('strain', 'double precision', (c) => c.notNull())
      .addColumn('hard', 'integer', (c) => c.notNull())
      .addColumn('hold_ms', 'bigint', (c) => c.notNull())
      .addColumn('dead_air_ms', 'bigint', (c) => c.notNull())
      .addColumn('coverage', 'text', (c) => c.notNull())
      .execute();
    const index = (name: string, table: string, columns: string[]) =>
      schema.createIndex(name).on(table).columns(columns).execute();
    await index('calls_by_agent', 'calls', ['tenant', 'agent_id', 'started_at']);
    await index('calls_by_time', 'calls', ['tenant', 'started_at']);
    await index('calls_by_key', 'calls', ['tenant', 'platform', 'call_id']);

    await schema
      .createTable('episodes')
      .addColumn('call_row', 'text', (c) => c.notNull().references('calls.id').onDelete('cascade'))
      .addColumn('onset_ms', 'bigint', (c) => c.notNull())
      .addColumn('peak_ms', 'bigint', (c) => c.notNull())
      .addColumn('peak', 'text', (c) => c.notNull())
      .addColumn('end_ms', 'bigint')
      .addColumn('recovery_ms', 'bigint')
      .addPrimaryKeyConstraint('episodes_key', ['call_row', 'onset_ms'])
      .execute();
    await schema
      .createTable('own_facts')
      .addColumn('call_row', 'text', (c) => c.primaryKey().references('calls.id').onDelete('cascade'))
      .addColumn('talk_share', 'double precision')
      .addColumn('agent_overlaps', 'integer', (c) => c.notNull())
      .addColumn('median_response_latency_ms', 'double precision')
      .addColumn('articulation_rate_ratio', 'double precision')
      .addColumn('level_delta_db', 'double precision')
      .addColumn('opening_rate_ratio', 'double precision')
      .addColumn('opening_level_delta_db', 'double precision')
      .execute();

    const ofCall = (table: string) =>
      schema
        .createTable(table)
        .addColumn('tenant', 'text', (c) => c.notNull())
        .addColumn('platform', 'text', (c) => c.notNull())
        .addColumn('call_id', 'text', (c) => c.notNull())
        .addColumn('agent_id', 'text');
    await ofCall('cue_log')
      .addColumn('cue_id', 'text', (c) => c.notNull())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('reason', 'text', (c) => c.notNull())
      .addColumn('decided_at', 'bigint', (c) => c.notNull())
      .addColumn('outcome', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('cue_log_key', [
        'tenant',
        'platform',
        'call_id',
        'cue_id',
        'decided_at',
        'outcome',
      ])
      .execute();
    await ofCall('feedback')
      .addColumn('cue_id', 'text', (c) => c.notNull())
      .addColumn('verdict', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('feedback_key', ['tenant', 'platform', 'call_id', 'cue_id', 'verdict', 'at'])
      .execute();
    await ofCall('resets')
      .addColumn('offer_id', 'text', (c) => c.notNull())
      .addColumn('outcome', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('resets_key', ['tenant', 'platform', 'call_id', 'offer_id', 'outcome'])
      .execute();
    await ofCall('bindings')
      .addColumn('source', 'text', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('bindings_key', ['tenant', 'platform', 'call_id', 'at', 'state'])
      .execute();
    await index('cue_log_by_agent', 'cue_log', ['tenant', 'agent_id', 'decided_at']);
    await index('feedback_by_agent', 'feedback', ['tenant', 'agent_id', 'at']);
    await index('resets_by_agent', 'resets', ['tenant', 'agent_id', 'at']);
    await index('bindings_by_agent', 'bindings', ['tenant', 'agent_id', 'at']);

    await schema
      .createTable('notes')
      .addColumn('call_row', 'text', (c) => c.primaryKey().references('calls.id').onDelete('cascade'))
      .addColumn('tenant', 'text', (c) => c.notNull())
      .addColumn('agent_id', 'text', (c) => c.notNull())
      .addColumn('text', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .execute();
    await schema
      .createTable('check_ins')
      .addColumn('tenant', 'text', (c) => c.notNull())
      .addColumn('agent_id', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('feeling', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('check_ins_key', ['tenant', 'agent_id', 'at'])
      .execute();
  },

  async down(db: Kysely<unknown>): Promise<void> {
    const tables = [
      'check_ins',
      'notes',
      'bindings',
      'resets',
      'feedback',
      'cue_log',
      'own_facts',
      'episodes',
      'calls',
    ];
    for (const table of tables) await db.schema.dropTable(table).execute();
  },
};
