import { z } from 'zod';
import type { CallAnalysis } from './call-analysis.js';

const ms = z.number().min(0);

/** One line of `evenkeel replay --format jsonl`: first the call, then its intervals in order of time. */
export const analysisRow = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('call'),
    version: z.literal(1),
    file: z.string(),
    durationMs: ms,
    coverage: z
      .string()
      .describe('How well the call could be heard; everything but "complete" limits the figures.'),
    emotionClaimed: z.boolean().describe("Whether anything is said about the caller's emotion."),
    customerSpeechMs: ms,
    tenseMs: ms.describe('Caller speech heard as tense, angry or anxious.'),
    angryMs: ms.describe('The part of it that was named angry.'),
    anxiousMs: ms.describe('The part of it that was named anxious.'),
    strain: z.number().min(0).max(100),
    hard: z.boolean().describe('A hard call: strain at or above the threshold of the site.'),
    holdMs: ms,
    deadAirMs: ms,
  }),
  z.strictObject({
    type: z.literal('interval'),
    file: z.string(),
    tier: z
      .enum(['caller', 'agent', 'mixed', 'overlap', 'mood', 'cue'])
      .describe('Who speaks, both at once, what the caller sounds like, or a cue while it is shown.'),
    label: z.string().describe('Of a mood: calm, tense, angry, anxious or unsure. Of a cue: its kind.'),
    fromMs: ms,
    toMs: ms,
    reason: z.string().nullable().describe('Why a cue was given; null for other intervals.'),
  }),
]);

export type AnalysisRow = z.infer<typeof analysisRow>;

/** Coverage notes under which nothing is said about the caller's emotion. */
const UNCLAIMED = new Set(['no-notice', 'objection', 'mixed-channel', 'no-customer-channel']);

export function analysisRows({ name, durationMs, summary, intervals }: CallAnalysis): AnalysisRow[] {
  const figures = summary ?? null;
  const coverage = figures?.coverage ?? 'no-customer-channel';
  return [
    {
      type: 'call',
      version: 1,
      file: name,
      durationMs,
      coverage,
      emotionClaimed: !UNCLAIMED.has(coverage),
      customerSpeechMs: figures?.customerSpeechMs ?? 0,
      tenseMs: figures?.tenseMs ?? 0,
      angryMs: figures?.angryMs ?? 0,
      anxiousMs: figures?.anxiousMs ?? 0,
      strain: figures?.strain ?? 0,
      hard: figures?.hard ?? false,
      holdMs: figures?.holdMs ?? 0,
      deadAirMs: figures?.deadAirMs ?? 0,
    },
    ...intervals.map((interval): AnalysisRow => ({ type: 'interval', file: name, ...interval })),
  ];
}
