import type { Span } from '../storage/own-records/own-cues.js';
import type { Shift } from './shift-segments.js';

export type Team = {
  readonly teamId: string;
  readonly name: string;
  readonly timeZone: string;
  readonly shifts: readonly Shift[];
};

export type Membership = {
  readonly teamId: string;
  readonly agentId: string;
  readonly from: number;
  /** Null = still there. */
  readonly to: number | null;
};

/** Who was in which team when, and when the teams work. */
export type Rota = {
  readonly teams: ReadonlyMap<string, Team>;
  readonly memberships: readonly Membership[];
};

/** Agents who were in the team at any time of the span. */
export function membersDuring(rota: Rota, teamId: string, span: Span): readonly string[] {
  const own = rota.memberships.filter(
    (row) => row.teamId === teamId && row.from < span.to && (row.to === null || row.to > span.from),
  );
  return [...new Set(own.map(({ agentId }) => agentId))];
}
