import { DateTime } from 'luxon';
import { readRota } from '../../people/read-rota.js';
import type { Team } from '../../people/rota.js';
import { occurrenceHours, type Shift, shiftSegments } from '../../people/shift-segments.js';
import { nextWeek, weekOf, weekSpan } from '../../people/week-calendar.js';
import type { Database } from '../../storage/database.js';
import { leadSource } from '../../storage/lead-source.js';
import { loadTeamSpan } from '../exposure/load-team-week.js';
import { readCells } from '../exposure/read-cells.js';
import { type ShiftLimit, type ShiftVerdict, shiftVerdict } from './shift-load.js';

/** A team's shift whose load was far above its usual. About a team, never a person. */
export type TeamAlert = {
  readonly tenant: string;
  readonly teamId: string;
  readonly teamName: string;
  readonly shiftName: string;
  /** Local date on which the shift began. */
  readonly date: string;
  readonly factor: number;
};

/** A shift is judged after this pause, so that its last calls have ended and are stored. */
const SETTLE_MS = 30 * 60_000;
/** Shifts that ended longer ago are no longer judged: the alert would come too late to act on. */
const STALE_MS = 12 * 3_600_000;
const HISTORY_WEEKS = 13;

/** Judges every shift that has just ended, each once. At most one alert for a team and day. */
export async function dueAlerts(
  db: Database,
  tenant: string,
  options: ShiftLimit,
  now: number,
): Promise<readonly TeamAlert[]> {
  const source = leadSource(db);
  const rota = await readRota(source, tenant);
  const alerts: TeamAlert[] = [];
  for (const team of rota.teams.values()) {
    for (const { shift, start } of endedShifts(team, now)) {
      const date = start.toISODate() ?? '';
      const occurrence = { tenant, teamId: team.teamId, shiftId: shift.shiftId, date };
      if (await isJudged(db, occurrence)) continue;
      const week = weekOf(start.toMillis(), team.timeZone);
      const { calls } = await loadTeamSpan(source, { tenant, team, rota }, weekSpan(week, team.timeZone));
      const hours = occurrenceHours(shift, start.weekday).filter(
        ({ from }) => from >= (start.weekday - 1) * 24,
      );
      const segments = shiftSegments(team.shifts).filter(({ from, to }) =>
        hours.some((range) => from >= range.from && to <= range.to),
      );
      const cells = await readCells(source, {
        tenant,
        teamIds: [team.teamId],
        fromWeek: nextWeek(week, -HISTORY_WEEKS),
        toWeek: nextWeek(week, -1),
      });
      const verdict = shiftVerdict(calls, segments, cells, options);
      const outcome = await record(db, { ...occurrence, verdict }, now);
      if (outcome === 'sent')
        alerts.push({
          tenant,
          teamId: team.teamId,
          teamName: team.name,
          shiftName: shift.name,
          date,
          factor: options.factor,
        });
    }
  }
  return alerts;
}

/** Occurrences that ended between the stale limit and the settling pause ago; wall time, so clock changes are right. */
function endedShifts(
  team: Team,
  now: number,
): ReadonlyArray<{ readonly shift: Shift; readonly start: DateTime }> {
  const today = DateTime.fromMillis(now, { zone: team.timeZone }).startOf('day');
  return team.shifts.flatMap((shift) =>
    [-2, -1, 0].flatMap((days) => {
      const day = today.plus({ days });
      if (!shift.weekdays.includes(day.weekday)) return [];
      const start = day.set({ hour: Math.floor(shift.startMinute / 60), minute: shift.startMinute % 60 });
      const endDay = shift.endMinute > shift.startMinute ? day : day.plus({ days: 1 });
      const end = endDay.set({ hour: Math.floor(shift.endMinute / 60), minute: shift.endMinute % 60 });
      const ago = now - end.toMillis();
      return ago >= SETTLE_MS && ago < STALE_MS ? [{ shift, start }] : [];
    }),
  );
}

/** One shift of a team on one local date. */
type Occurrence = {
  readonly tenant: string;
  readonly teamId: string;
  readonly shiftId: string;
  readonly date: string;
};

async function isJudged(db: Database, { tenant, teamId, shiftId, date }: Occurrence): Promise<boolean> {
  const row = await db
    .selectFrom('alerts')
    .select('outcome')
    .where('tenant', '=', tenant)
    .where('team_id', '=', teamId)
    .where('shift_id', '=', shiftId)
    .where('shift_date', '=', date)
    .executeTakeFirst();
  return row !== undefined;
}

type Judged = Occurrence & { readonly verdict: ShiftVerdict };

/** The first process to record a shift decides; a second alert of the day is held back. */
async function record(db: Database, judged: Judged, now: number): Promise<string> {
  return db.transaction().execute(async (transaction) => {
    const { sent } = await transaction
      .selectFrom('alerts')
      .select(({ fn }) => fn.countAll<number>().as('sent'))
      .where('tenant', '=', judged.tenant)
      .where('team_id', '=', judged.teamId)
      .where('shift_date', '=', judged.date)
      .where('outcome', '=', 'sent')
      .executeTakeFirstOrThrow();
    const isLimited = judged.verdict === 'high' && Number(sent) > 0;
    const outcome = isLimited ? 'limited' : judged.verdict === 'high' ? 'sent' : judged.verdict;
    const { numInsertedOrUpdatedRows } = await transaction
      .insertInto('alerts')
      .values({
        tenant: judged.tenant,
        team_id: judged.teamId,
        shift_id: judged.shiftId,
        shift_date: judged.date,
        decided_at: now,
        outcome,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    return Number(numInsertedOrUpdatedRows ?? 0) === 0 ? 'elsewhere' : outcome;
  });
}
