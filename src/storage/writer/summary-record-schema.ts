import { z } from 'zod';
import { CALLER_MOODS } from '../../core/call/call-state.js';
import { COVERAGE_NOTES } from '../../core/call/call-summary.js';
import { identifier, platformName, tenantName } from '../../identifier.js';
import type { SummaryRecord } from '../stored-record.js';

const number = z.number();
const share = number.nullable();

/** A summary as the journal keeps it: a file is read back only if it is one, field by field. */
export const summaryRecordSchema: z.ZodType<SummaryRecord> = z.strictObject({
  type: z.literal('call'),
  key: z.strictObject({
    tenant: tenantName,
    platform: platformName,
    callId: identifier,
    agentId: identifier.nullable(),
  }),
  startedAt: number,
  overAt: number.optional(),
  summary: z.strictObject({
    durationMs: number,
    customerSpeechMs: number,
    tenseMs: number,
    angryMs: number,
    anxiousMs: number,
    episodes: z.array(
      z.strictObject({
        onsetMs: number,
        peakMs: number,
        peak: z.enum(CALLER_MOODS),
        endMs: share,
        recoveryMs: share,
      }),
    ),
    strain: number,
    hard: z.boolean(),
    holdMs: number,
    deadAirMs: number,
    coverage: z.enum(COVERAGE_NOTES),
    ownFacts: z.strictObject({
      talkShare: share,
      agentOverlaps: number,
      medianResponseLatencyMs: share,
      articulationRateRatio: share,
      levelDeltaDb: share,
      openingRateRatio: share,
      openingLevelDeltaDb: share,
    }),
  }),
});
