/** How large the made-up centre is, and from when to when its calls are. */
export type CentrePlan = {
  readonly tenant: string;
  readonly agents: number;
  readonly teams: number;
  readonly days: number;
  /** A day and agent. */
  readonly calls: number;
  /** Data ends before this moment, milliseconds since the epoch. */
  readonly endMs: number;
  readonly seed: number;
  /** No one has a day off: the largest possible number of calls. */
  readonly everyDay?: boolean;
  /** What the first agent is called, for a page of that agent's own. */
  readonly firstAgent?: string;
};

/** The shifts, start hour in UTC; half of each team works either. */
export const CENTRE_SHIFTS = [
  { id: 'early', name: 'Early', startHour: 7 },
  { id: 'late', name: 'Late', startHour: 12 },
] as const;

export function agentName({ firstAgent }: CentrePlan, agent: number): string {
  return agent === 0 && firstAgent !== undefined ? firstAgent : `agent-${String(agent).padStart(3, '0')}`;
}

export function teamId(team: number): string {
  return `team-${String(team).padStart(2, '0')}`;
}
