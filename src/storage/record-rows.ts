import { createHash } from 'node:crypto';
import type { Insertable } from 'kysely';
import type { RecordKey, StoredRecord } from './stored-record.js';
import type { Tables } from './tables.js';

/** Rows of one record, by table, in the order in which they must be written. */
export type RecordRows = ReadonlyArray<
  {
    readonly [T in keyof Tables]: { readonly table: T; readonly row: Insertable<Tables[T]> };
  }[keyof Tables]
>;

/** A call's row: the same call writes the same row however often it is tried. 128 bits, base64url. */
export function callRowId(key: RecordKey, startedAt: number): string {
  const parts = [key.tenant, key.platform, key.callId, key.agentId ?? '', String(startedAt)];
  return createHash('sha256')
    .update(parts.map((part) => `${part.length}:${part}`).join(''))
    .digest('base64url')
    .slice(0, 22);
}

/** What a record becomes in the tables. Pure. */
export function recordRows(record: StoredRecord): RecordRows {
  const { tenant, platform, callId: call_id, agentId: agent_id } = record.key;
  const key = { tenant, platform, call_id, agent_id };
  switch (record.type) {
    case 'call':
      return callRows(record);
    case 'cue':
      return [
        {
          table: 'cue_log',
          row: {
            ...key,
            cue_id: record.cueId,
            kind: record.kind,
            reason: JSON.stringify(record.reason),
            decided_at: whole(record.decidedAt),
            outcome: record.outcome,
          },
        },
      ];
    case 'feedback':
      return [
        {
          table: 'feedback',
          row: { ...key, cue_id: record.cueId, verdict: record.verdict, at: whole(record.at) },
        },
      ];
    case 'reset':
      return [
        {
          table: 'resets',
          row: { ...key, offer_id: record.offerId, outcome: record.outcome, at: whole(record.at) },
        },
      ];
    case 'binding':
      return [
        {
          table: 'bindings',
          row: { ...key, source: record.source, state: record.state, at: whole(record.at) },
        },
      ];
  }
}

function callRows(record: Extract<StoredRecord, { type: 'call' }>): RecordRows {
  const { key, summary, startedAt } = record;
  const id = callRowId(key, whole(startedAt));
  const facts = summary.ownFacts;
  return [
    {
      table: 'calls',
      row: {
        id,
        tenant: key.tenant,
        platform: key.platform,
        call_id: key.callId,
        agent_id: key.agentId,
        started_at: whole(startedAt),
        ended_at: whole(startedAt + summary.durationMs),
        customer_speech_ms: whole(summary.customerSpeechMs),
        tense_ms: whole(summary.tenseMs),
        angry_ms: whole(summary.angryMs),
        anxious_ms: whole(summary.anxiousMs),
        strain: summary.strain,
        hard: summary.hard ? 1 : 0,
        hold_ms: whole(summary.holdMs),
        dead_air_ms: whole(summary.deadAirMs),
        coverage: summary.coverage,
        over_at: record.overAt === undefined ? null : whole(record.overAt),
      },
    },
    ...summary.episodes.map((episode) => ({
      table: 'episodes' as const,
      row: {
        call_row: id,
        call_started_at: whole(startedAt),
        onset_ms: whole(episode.onsetMs),
        peak_ms: whole(episode.peakMs),
        peak: episode.peak,
        end_ms: episode.endMs === null ? null : whole(episode.endMs),
        recovery_ms: episode.recoveryMs === null ? null : whole(episode.recoveryMs),
      },
    })),
    {
      table: 'own_facts',
      row: {
        call_row: id,
        call_started_at: whole(startedAt),
        talk_share: facts.talkShare,
        agent_overlaps: whole(facts.agentOverlaps),
        median_response_latency_ms: facts.medianResponseLatencyMs,
        articulation_rate_ratio: facts.articulationRateRatio,
        level_delta_db: facts.levelDeltaDb,
        opening_rate_ratio: facts.openingRateRatio,
        opening_level_delta_db: facts.openingLevelDeltaDb,
      },
    },
  ];
}

function whole(value: number): number {
  return Math.round(value);
}
