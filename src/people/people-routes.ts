import type { FastifyPluginCallback, preHandlerAsyncHookHandler } from 'fastify';
import { z } from 'zod';
import type { Right } from '../auth/principal.js';
import { principalOf } from '../http/authenticate.js';
import { parsed } from '../http/parsed.js';
import type { RouteApi } from '../http/route-api.js';
import type { Database } from '../storage/database.js';
import { type ImportReport, importPeople } from './import-people.js';
import { readPeopleCsv, readShiftsCsv } from './people-csv.js';

export type PeopleOptions = {
  readonly db: Database;
  readonly requireRight: (right: Right) => preHandlerAsyncHookHandler;
  readonly now: () => number;
};

const importBody = z.strictObject({
  /** CSV texts; either may be left out. */
  people: z.string().optional(),
  shifts: z.string().optional(),
  dryRun: z.boolean().default(false),
});

const IMPORT: RouteApi = {
  id: 'importPeople',
  summary: 'Teams, agents and shifts from CSV: all lines or none.',
  body: importBody,
  answers: {
    200: z.object({
      dryRun: z.boolean(),
      teams: z.number(),
      agents: z.number(),
      joined: z.number(),
      left: z.number(),
      shifts: z.number(),
    }) satisfies z.ZodType<ImportReport>,
  },
  refusals: ['people.file-invalid'],
};

/** `POST /v1/people/import`: teams, agents and shifts from CSV, all lines or none. */
export function peopleRoutes({ db, requireRight, now }: PeopleOptions): FastifyPluginCallback {
  return (app, _options, done) => {
    app.post(
      '/v1/people/import',
      { preHandler: requireRight('people.manage'), config: { api: IMPORT } },
      async (request): Promise<ImportReport> => {
        const body = parsed(importBody, request.body);
        const wanted = {
          tenant: principalOf(request).tenant,
          by: principalOf(request).subject,
          people: body.people === undefined ? [] : await readPeopleCsv(body.people),
          shifts: body.shifts === undefined ? [] : await readShiftsCsv(body.shifts),
        };
        return importPeople(db, wanted, now(), body.dryRun);
      },
    );
    done();
  };
}
