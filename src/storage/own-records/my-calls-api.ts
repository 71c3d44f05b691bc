import { z } from 'zod';
import type { RouteApi } from '../../http/route-api.js';
import { identifier, wordsOf } from '../../identifier.js';
import type { ErasureReport } from '../erasure-report.js';
import type { OwnCall } from './own-calls.js';
import type { OwnCue, OwnReset } from './own-cues.js';
import type { OwnEpisode } from './own-episodes.js';
import type { OwnExport } from './own-export.js';
import { type CheckIn, FEELINGS } from './own-notes.js';

/** One of the agent's calls with what hung on it. */
export type MyCall = OwnCall & {
  readonly episodes: ReadonlyArray<Omit<OwnEpisode, 'callRow'>>;
  readonly cues: readonly OwnCue[];
  readonly resets: readonly OwnReset[];
};

/** `GET /v1/my/calls`, newest first; ask again with `before` = `nextBefore` until it is null. */
export type MyCallsAnswer = { readonly calls: readonly MyCall[]; readonly nextBefore: number | null };

/** `DELETE /v1/my/calls` and `DELETE /v1/my/calls/:id`: rows taken out, by table. */
export type MyCallsErased = { readonly erased: ErasureReport };

/** `GET /v1/my/check-ins`. */
export type MyCheckIns = { readonly checkIns: readonly CheckIn[] };

export const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  before: z.coerce.number().int().min(0).nullable().default(null),
});
export const callParams = z.strictObject({ id: identifier });
export const exportQuery = z.strictObject({ format: z.enum(['json', 'csv']).default('json') });
export const noteBody = z.strictObject({ text: wordsOf(280) });
export const checkInBody = z.strictObject({ feeling: z.enum(FEELINGS) });
export const spanQuery = z.strictObject({ from: z.coerce.number().int().min(0).default(0) });

const measure = z.number().nullable();
const ownCall = z.object({
  id: z.string(),
  platform: identifier,
  callId: identifier,
  startedAt: z.number(),
  endedAt: z.number(),
  customerSpeechMs: z.number(),
  tenseMs: z.number(),
  angryMs: z.number(),
  anxiousMs: z.number(),
  strain: z.number(),
  hard: z.boolean(),
  holdMs: z.number(),
  deadAirMs: z.number(),
  coverage: z.string(),
  note: z.string().nullable(),
  ownFacts: z
    .object({
      talkShare: measure,
      agentOverlaps: z.number(),
      medianResponseLatencyMs: measure,
      articulationRateRatio: measure,
      levelDeltaDb: measure,
      openingRateRatio: measure,
      openingLevelDeltaDb: measure,
    })
    .nullable(),
});
const ownEpisode = z.object({
  onsetMs: z.number(),
  peakMs: z.number(),
  peak: z.string(),
  endMs: measure,
  recoveryMs: measure,
});
const ownCue = z.object({
  callId: identifier,
  platform: identifier,
  cueId: identifier,
  kind: z.string(),
  reason: z.object({
    key: z.string(),
    values: z.record(z.string(), z.union([z.number(), z.string()])),
    mood: z.record(z.string(), z.number().nullable()).nullable(),
  }),
  decidedAt: z.number(),
  outcome: z.string(),
  verdicts: z.array(z.string()),
});
const ownReset = z.object({
  callId: identifier,
  platform: identifier,
  offerId: identifier,
  outcome: z.string(),
  at: z.number(),
}) satisfies z.ZodType<OwnReset>;
const checkIns = z.array(z.object({ at: z.number(), feeling: z.string() })) satisfies z.ZodType<CheckIn[]>;
const erased = z.object({ erased: z.record(z.string(), z.number()) }) satisfies z.ZodType<MyCallsErased>;
const everything = z.object({
  person: z
    .object({ agentId: identifier, externalId: identifier.nullable(), active: z.boolean() })
    .nullable(),
  calls: z.array(ownCall satisfies z.ZodType<OwnCall>),
  episodes: z.array(ownEpisode.extend({ callRow: z.string() })),
  cues: z.array(ownCue),
  resets: z.array(ownReset),
  bindings: z.array(
    z.object({
      platform: identifier,
      callId: identifier,
      source: z.string(),
      state: z.string(),
      at: z.number(),
    }),
  ),
  checkIns,
  memberships: z.array(z.object({ teamId: identifier, from: z.number(), to: measure })),
} satisfies Record<keyof OwnExport, z.ZodType>);

export const LIST_CALLS: RouteApi = {
  id: 'listMyCalls',
  summary: 'The agent’s own calls, newest first.',
  query: pageQuery,
  answers: {
    200: z.object({
      calls: z.array(
        ownCall.extend({
          episodes: z.array(ownEpisode),
          cues: z.array(ownCue),
          resets: z.array(ownReset),
        }),
      ),
      nextBefore: z.number().nullable(),
    }),
  },
};
export const DELETE_CALL: RouteApi = {
  id: 'deleteMyCall',
  summary: 'Deletes one of the agent’s own calls and all that hangs on it.',
  params: callParams,
  answers: { 200: erased },
  refusals: ['http.not-found'],
};
export const DELETE_CALLS: RouteApi = {
  id: 'deleteMyCalls',
  summary: 'Deletes everything that is kept of the agent.',
  answers: { 200: erased },
};
export const WRITE_NOTE: RouteApi = {
  id: 'writeNote',
  summary: 'The agent’s own line on a call; an empty one takes it away.',
  params: callParams,
  body: noteBody,
  answers: { 204: null },
  refusals: ['http.not-found'],
};
export const EXPORT: RouteApi = {
  id: 'exportMyRecords',
  summary: 'Everything that is kept of the agent, for the agent.',
  query: exportQuery,
  answers: { 200: [everything, 'text/csv'] },
};
export const LIST_CHECK_INS: RouteApi = {
  id: 'listCheckIns',
  summary: 'How the agent has felt, in the agent’s own words.',
  query: spanQuery,
  answers: { 200: z.object({ checkIns }) },
};
export const CHECK_IN: RouteApi = {
  id: 'checkIn',
  summary: 'How the agent feels now.',
  body: checkInBody,
  answers: { 204: null },
};
