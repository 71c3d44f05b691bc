import { csvTableInTurns } from '../../http/csv.js';
import type { OwnCall } from './own-calls.js';

/** The agent's calls as a table, one call a row. */
export function ownCallsCsv(calls: readonly OwnCall[]): Promise<string> {
  const header = [
    'started_at',
    'ended_at',
    'platform',
    'call_id',
    'customer_speech_ms',
    'tense_ms',
    'angry_ms',
    'anxious_ms',
    'strain',
    'hard',
    'hold_ms',
    'dead_air_ms',
    'coverage',
    'talk_share',
    'agent_overlaps',
    'median_response_latency_ms',
    'note',
  ];
  const rows = calls.map((call) => [
    new Date(call.startedAt).toISOString(),
    new Date(call.endedAt).toISOString(),
    call.platform,
    call.callId,
    call.customerSpeechMs,
    call.tenseMs,
    call.angryMs,
    call.anxiousMs,
    call.strain,
    call.hard,
    call.holdMs,
    call.deadAirMs,
    call.coverage,
    call.ownFacts?.talkShare ?? null,
    call.ownFacts?.agentOverlaps ?? null,
    call.ownFacts?.medianResponseLatencyMs ?? null,
    call.note,
  ]);
  return csvTableInTurns(header, rows);
}
