import type { FastifyPluginCallback, preHandlerAsyncHookHandler } from 'fastify';
import { ALL_TEAMS, type Principal, type Right } from '../../auth/principal.js';
import { EvenkeelError } from '../../errors.js';
import { principalOf } from '../../http/authenticate.js';
import { sendJson } from '../../http/json-in-turns.js';
import { parsed } from '../../http/parsed.js';
import type { RouteApi } from '../../http/route-api.js';
import { nextWeek, weekOf } from '../../people/week-calendar.js';
import type { Database } from '../../storage/database.js';
import { leadSource } from '../../storage/lead-source.js';
import type { DisclosureRule } from './disclosure.js';
import { type ExposureChoices, READ_CHOICES, READ_REPORT, reportQuery } from './exposure-api.js';
import { reportCsv } from './exposure-csv.js';
import { type ExposureReport, exposureReport, type ReportRange } from './exposure-report.js';
import type { Absence, MeasureValue, Shown } from './measure-value.js';
import { MEASURES, type Measure, type MeasureId } from './measures.js';
import { knownSums, readPeriods } from './read-periods.js';

export type { Absence, ExposureChoices, ExposureReport, Measure, MeasureId, MeasureValue, Shown };

export type ExposureOptions = {
  readonly db: Database;
  readonly requireRight: (right: Right) => preHandlerAsyncHookHandler;
  readonly now: () => number;
  readonly rule: DisclosureRule;
};

/** Weeks shown where none are asked for: a quarter. */
const USUAL_WEEKS = 13;
const MOST_WEEKS = 106;

/** What leads see: published cells, and nothing that is not made of them. */
export function exposureRoutes({ db, requireRight, now, rule }: ExposureOptions): FastifyPluginCallback {
  const source = leadSource(db);
  const known = knownSums();
  const guarded = (api: RouteApi) => ({ preHandler: requireRight('exposure.read'), config: { api } });

  async function teamsOf({ tenant, teams }: Principal) {
    const rows = await source
      .selectFrom('teams')
      .select(['team_id as teamId', 'name'])
      .where('tenant', '=', tenant)
      .orderBy('name')
      .execute();
    return teams.includes(ALL_TEAMS) ? rows : rows.filter(({ teamId }) => teams.includes(teamId));
  }

  return (app, _options, done) => {
    app.get('/v1/exposure/options', guarded(READ_CHOICES), async (request): Promise<ExposureChoices> => {
      const principal = principalOf(request);
      const weeks = await source
        .selectFrom('publications')
        .select('week')
        .distinct()
        .where('tenant', '=', principal.tenant)
        .where('team_id', '!=', '*')
        .where('outcome', '=', 'published')
        .orderBy('week')
        .execute();
      return {
        teams: await teamsOf(principal),
        weeks: weeks.map((row) => row.week),
        measures: MEASURES,
      };
    });

    app.get('/v1/exposure/report', guarded(READ_REPORT), async (request, reply) => {
      const principal = principalOf(request);
      const query = parsed(reportQuery, request.query);
      const allowed = await teamsOf(principal);
      const asked = query.teams?.split(',');
      const teams = asked === undefined ? allowed : allowed.filter(({ teamId }) => asked.includes(teamId));
      if (asked !== undefined && teams.length < new Set(asked).size)
        throw new EvenkeelError('exposure.team-unknown');
      const range = rangeOf(query.from, query.to, now(), teams);
      const teamIds = teams.map(({ teamId }) => teamId);
      const periods = await readPeriods(source, { tenant: principal.tenant, teamIds, ...range }, known);
      const report = await exposureReport(range, periods, rule);
      if (query.format === 'json') return sendJson(reply, report);
      reply.header('content-disposition', 'attachment; filename="evenkeel-exposure.csv"');
      return reply.type('text/csv; charset=utf-8').send(await reportCsv(report));
    });
    done();
  };
}

/** @throws EvenkeelError `exposure.range-invalid` */
function rangeOf(
  from: string | undefined,
  to: string | undefined,
  nowMs: number,
  teams: ReportRange['teams'],
): ReportRange {
  const toWeek = to ?? nextWeek(weekOf(nowMs, 'utc'), -1);
  const fromWeek = from ?? nextWeek(toWeek, 1 - USUAL_WEEKS);
  if (fromWeek > toWeek || fromWeek < nextWeek(toWeek, 1 - MOST_WEEKS))
    throw new EvenkeelError('exposure.range-invalid');
  return { fromWeek, toWeek, teams };
}
