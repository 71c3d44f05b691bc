import type { CallSummary } from '../../src/core/call/call-summary.js';
import type { RecordKey, StoredRecord } from '../../src/storage/stored-record.js';

export const KEY: RecordKey = { tenant: 'acme', platform: 'native', callId: 'c-1', agentId: 'ana' };

export const SUMMARY: CallSummary = {
  durationMs: 300_000,
  customerSpeechMs: 120_000,
  tenseMs: 40_000,
  angryMs: 20_000,
  anxiousMs: 5_000,
  episodes: [
    { onsetMs: 30_000, peakMs: 45_000, peak: 'angry', endMs: 80_000, recoveryMs: 35_000 },
    { onsetMs: 200_000, peakMs: 220_000, peak: 'tense', endMs: null, recoveryMs: null },
  ],
  strain: 61.5,
  hard: true,
  holdMs: 10_000,
  deadAirMs: 9_000,
  coverage: 'complete',
  ownFacts: {
    talkShare: 0.5,
    agentOverlaps: 3,
    medianResponseLatencyMs: 320,
    articulationRateRatio: 1.1,
    levelDeltaDb: 2,
    openingRateRatio: null,
    openingLevelDeltaDb: null,
  },
};

export function callRecord(key: Partial<RecordKey> = {}, startedAt = 1_000_000): StoredRecord {
  return { type: 'call', key: { ...KEY, ...key }, startedAt, summary: SUMMARY };
}

export function cueRecord(
  key: Partial<RecordKey> = {},
  decidedAt = 1_050_000,
  cueId = 'cue-1',
  outcome: Extract<StoredRecord, { type: 'cue' }>['outcome'] = 'shown',
): StoredRecord {
  return {
    type: 'cue',
    key: { ...KEY, ...key },
    cueId,
    kind: 'breath',
    reason: { key: 'tense', values: { seconds: 8 }, mood: null },
    decidedAt,
    outcome,
  };
}
