import { z } from 'zod';
import type { RouteApi } from '../../http/route-api.js';
import { identifier } from '../../identifier.js';
import type { Absence } from './measure-value.js';
import { MEASURE_IDS, type Measure } from './measures.js';

const week = z.string().regex(/^\d{4}-W\d{2}$/, 'write a week as 2026-W12');
export const reportQuery = z.strictObject({
  from: week.optional(),
  to: week.optional(),
  /** Team ids, comma-separated; none = every team that the lead may see. */
  teams: z.string().max(10_000).optional(),
  format: z.enum(['json', 'csv']).default('json'),
});

/** `GET /v1/exposure/options`: what a lead can ask for. */
export type ExposureChoices = {
  readonly teams: ReadonlyArray<{ readonly teamId: string; readonly name: string }>;
  readonly weeks: ReadonlyArray<string>;
  readonly measures: readonly Measure[];
};

const bound = z.number().nullable();
/** Why there is no number. */
const absence = z.enum(['hidden', 'no-calls', 'pending']) satisfies z.ZodType<Absence>;
const measureValue = z.union([
  z.object({ value: z.number(), low: bound, high: bound, cells: z.number() }),
  absence,
]);
const measures = z.partialRecord(z.enum(MEASURE_IDS), measureValue);
const bands = z.object({ notHeard: z.string(), withoutNotice: z.string(), unbound: z.string() });

export const READ_CHOICES: RouteApi = {
  id: 'readExposureChoices',
  summary: 'The teams, weeks and measures that a lead can ask for.',
  answers: {
    200: z.object({
      teams: z.array(z.object({ teamId: identifier, name: z.string() })),
      weeks: z.array(z.string()),
      measures: z.array(
        z.object({
          id: z.enum(MEASURE_IDS),
          numerator: z.string(),
          denominator: z.string().nullable(),
          unit: z.string(),
          grain: z.string(),
        }),
      ),
    }),
  },
};
export const READ_REPORT: RouteApi = {
  id: 'readExposureReport',
  summary: 'Exposure of teams over weeks, from published group figures alone.',
  query: reportQuery,
  answers: {
    200: [
      z.object({
        weeks: z.array(z.string()),
        k: z.number(),
        roundTo: z.number(),
        totals: measures,
        trend: z.array(z.object({ week: z.string(), measures })),
        teams: z.array(z.object({ teamId: identifier, name: z.string(), weeksShown: z.number(), measures })),
        heatMap: z.array(
          z.union([
            z.object({
              tenseShare: z.number(),
              dayTenseShare: z.number().nullable(),
              agentsAtLeast: z.number(),
            }),
            absence,
          ]),
        ),
        effect: z.object({
          holdOut: z.record(z.string(), z.number()).nullable(),
          cueWrongShare: measureValue,
          blocks: z.array(z.string()),
        }),
        quality: z.array(bands.extend({ week: z.string() })),
        coverage: z.object({ shown: z.number(), suppressed: z.number(), pending: z.number() }),
      }),
      'text/csv',
    ],
  },
  refusals: ['exposure.team-unknown', 'exposure.range-invalid'],
};
