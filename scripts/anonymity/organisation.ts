/** Generated organisations, awkward on purpose: small teams, teams that share people, extreme calls, one-person shifts. */
import fc from 'fast-check';
import type { CallSummary } from '../../src/core/call/call-summary.js';
import type { Membership, Team } from '../../src/people/rota.js';
import type { RecordKey, StoredRecord } from '../../src/storage/stored-record.js';

export const TENANT = 'generated';
const DAY_MS = 86_400_000;
/** A Monday, 00:00 UTC; the clocks of Europe go forward on the Sunday of the second week. */
export const START_MS = Date.UTC(2026, 2, 16);

type TeamPlan = {
  readonly size: number;
  readonly timeZone: string;
  readonly shiftPlan: 'none' | 'day' | 'early-late' | 'round-the-clock';
  readonly hardRate: number;
  /** Whether one agent has twenty-five times the calls of the others. */
  readonly dominated: boolean;
  readonly callsADay: number;
};

export type Plan = {
  readonly seed: number;
  readonly teams: readonly TeamPlan[];
  readonly weeks: number;
  readonly inTwoTeams: number;
  readonly movers: number;
  readonly erased: number;
};

export type RawCall = {
  readonly agentId: string;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly heard: boolean;
  readonly speechMs: number;
  readonly tenseMs: number;
  readonly quietMs: number;
  readonly hard: boolean;
  readonly recoveriesMs: readonly (number | null)[];
  readonly reset: 'taken' | 'skipped' | 'unanswered' | null;
  /** The cue that was due in the first tense stretch; the coin may have withheld it. */
  readonly cue: { readonly isShown: boolean; readonly isWrong: boolean } | null;
};

/** From the start of a call to the moment at which its cue is due: within the first tense stretch. */
export const CUE_AFTER_MS = 1_200;
/** Where the tense stretches of a call begin, and how long after that they peak. */
export const STRETCH_EVERY_MS = 1_000;
export const PEAK_AFTER_MS = 500;

export type Organisation = {
  readonly teams: readonly Team[];
  readonly memberships: readonly Membership[];
  readonly calls: readonly RawCall[];
  /** Agents who have their records erased once everything is published. */
  readonly erased: readonly string[];
  readonly weeks: number;
};

const team = fc.record<TeamPlan>({
  size: fc.oneof(
    fc.integer({ min: 2, max: 9 }),
    fc.integer({ min: 10, max: 13 }),
    fc.integer({ min: 14, max: 26 }),
  ),
  timeZone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Shanghai'),
  shiftPlan: fc.constantFrom('none', 'day', 'early-late', 'round-the-clock'),
  hardRate: fc.constantFrom(0, 0.03, 0.1, 0.3, 0.9, 1),
  dominated: fc.boolean(),
  callsADay: fc.integer({ min: 1, max: 6 }),
});

export const organisationPlan: fc.Arbitrary<Plan> = fc.record({
  seed: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
  teams: fc.array(team, { minLength: 1, maxLength: 4 }),
  weeks: fc.integer({ min: 1, max: 2 }),
  inTwoTeams: fc.integer({ min: 0, max: 3 }),
  movers: fc.integer({ min: 0, max: 3 }),
  erased: fc.integer({ min: 1, max: 3 }),
});

const SHIFTS: Readonly<Record<TeamPlan['shiftPlan'], readonly (readonly [string, number, number])[]>> = {
  none: [],
  day: [['day', 8 * 60, 17 * 60]],
  'early-late': [
    ['early', 7 * 60, 15 * 60],
    ['late', 11 * 60 + 30, 20 * 60],
  ],
  'round-the-clock': [
    ['early', 6 * 60, 14 * 60],
    ['late', 14 * 60, 22 * 60],
    ['night', 22 * 60, 6 * 60],
  ],
};

/** The same plan gives the same organisation. */
export function makeOrganisation(plan: Plan): Organisation {
  const random = mulberry32(plan.seed);
  const pick = (count: number) => Math.floor(random() * count);
  const teams: Team[] = plan.teams.map(({ timeZone, shiftPlan }, index) => ({
    teamId: `t${index}`,
    name: `Team ${index}`,
    timeZone,
    shifts: SHIFTS[shiftPlan].map(([shiftId, startMinute, endMinute]) => ({
      shiftId,
      name: shiftId,
      weekdays: [1, 2, 3, 4, 5],
      startMinute,
      endMinute,
    })),
  }));
  const memberships: Membership[] = [];
  const agents: { agentId: string; plan: TeamPlan; startHour: number; isBusy: boolean }[] = [];
  const from = START_MS - 30 * DAY_MS;
  plan.teams.forEach((own, index) => {
    for (let n = 0; n < own.size; n += 1) {
      const agentId = `a${index}-${n}`;
      const starts = SHIFTS[own.shiftPlan].map(([, start]) => start / 60);
      // A night shift with hardly anybody on it is the usual way to be singled out.
      const startHour = starts[n < own.size - 2 ? pick(Math.min(2, starts.length)) : starts.length - 1] ?? 9;
      agents.push({ agentId, plan: own, startHour, isBusy: own.dominated && n === 0 });
      memberships.push({ teamId: `t${index}`, agentId, from: from + n, to: null });
    }
  });
  for (let n = 0; n < plan.inTwoTeams; n += 1) {
    const { agentId } = agents[pick(agents.length)]!;
    const teamId = teams[pick(teams.length)]!.teamId;
    if (memberships.some((row) => row.agentId === agentId && row.teamId === teamId)) continue;
    memberships.push({ teamId, agentId, from: from + 1000, to: null });
  }
  for (let n = 0; n < plan.movers; n += 1) {
    const { agentId } = agents[pick(agents.length)]!;
    const at = memberships.findIndex((row) => row.agentId === agentId && row.to === null);
    const old = memberships[at]!;
    const teamId = teams[pick(teams.length)]!.teamId;
    if (memberships.some((row) => row.agentId === agentId && row.teamId === teamId)) continue;
    const moved = START_MS + Math.floor(random() * plan.weeks * 5) * DAY_MS;
    memberships[at] = { ...old, to: moved };
    memberships.push({ teamId, agentId, from: moved, to: null });
  }
  const calls = agents.flatMap((agent) => callsOf(agent, plan.weeks, random));
  const erased = Array.from({ length: plan.erased }, () => agents[pick(agents.length)]!.agentId);
  return { teams, memberships, calls, erased: [...new Set(erased)], weeks: plan.weeks };
}

function callsOf(
  agent: { agentId: string; plan: TeamPlan; startHour: number; isBusy: boolean },
  weeks: number,
  random: () => number,
): RawCall[] {
  const calls: RawCall[] = [];
  for (let week = 0; week < weeks; week += 1)
    for (let day = 0; day < 5; day += 1) {
      let at =
        START_MS + (week * 7 + day) * DAY_MS + agent.startHour * 3_600_000 + Math.floor(random() * 3_600_000);
      // One agent with twenty-five times everybody's calls, almost none of them hard: the bounds must still hide them.
      const count = agent.plan.callsADay * (agent.isBusy ? 25 : 1);
      for (let n = 0; n < count; n += 1) {
        const durationMs = Math.round((60 + random() * 600) * 1000 * (agent.isBusy ? 0.1 : 1));
        const speechMs = Math.round(durationMs * (0.2 + random() * 0.5));
        const heard = random() > 0.04;
        const hard = heard && random() < (agent.isBusy ? 0.01 : agent.plan.hardRate);
        const stretches = hard ? 1 + Math.floor(random() * 2) : 0;
        calls.push({
          agentId: agent.agentId,
          startedAt: at,
          endedAt: at + durationMs,
          heard,
          speechMs,
          tenseMs: Math.round(heard ? speechMs * (hard ? 0.2 + random() * 0.6 : random() * 0.05) : 0),
          quietMs: Math.round(durationMs * random() * 0.2),
          hard,
          recoveriesMs: Array.from({ length: stretches }, () =>
            random() < 0.7 ? Math.round(20_000 + random() * 90_000) : null,
          ),
          reset:
            hard && random() < 0.8
              ? (['taken', 'skipped', 'unanswered'] as const)[Math.floor(random() * 3)]!
              : null,
          cue: stretches > 0 ? { isShown: random() < 0.7, isWrong: random() < 0.2 } : null,
        });
        at += durationMs + Math.round(random() * (agent.isBusy ? 2 : 12) * 60_000);
      }
    }
  return calls;
}

/** What the product would have stored of these calls. */
export function recordsOf(calls: readonly RawCall[]): StoredRecord[] {
  return calls.flatMap((call): StoredRecord[] => {
    const key = {
      tenant: TENANT,
      platform: 'generated',
      callId: `${call.agentId}@${call.startedAt}`,
      agentId: call.agentId,
    };
    return [
      { type: 'call', key, startedAt: call.startedAt, summary: summaryOf(call) },
      ...resetsOf(call, key),
      ...cuesOf(call, key),
    ];
  });
}

function summaryOf(call: RawCall): CallSummary {
  return {
    durationMs: call.endedAt - call.startedAt,
    customerSpeechMs: call.speechMs,
    tenseMs: call.tenseMs,
    angryMs: 0,
    anxiousMs: 0,
    episodes: call.recoveriesMs.map((recoveryMs, index) => ({
      onsetMs: STRETCH_EVERY_MS * (index + 1),
      peakMs: STRETCH_EVERY_MS * (index + 1) + PEAK_AFTER_MS,
      peak: 'tense',
      endMs: recoveryMs === null ? null : STRETCH_EVERY_MS * (index + 1) + PEAK_AFTER_MS + recoveryMs,
      recoveryMs,
    })),
    strain: call.hard ? 70 : 10,
    hard: call.hard,
    holdMs: 0,
    deadAirMs: call.quietMs,
    coverage: call.heard ? 'complete' : 'no-notice',
    ownFacts: {
      talkShare: 0.5,
      agentOverlaps: 0,
      medianResponseLatencyMs: null,
      articulationRateRatio: null,
      levelDeltaDb: null,
      openingRateRatio: null,
      openingLevelDeltaDb: null,
    },
  };
}

function resetsOf({ reset, endedAt }: RawCall, key: RecordKey): StoredRecord[] {
  if (reset === null) return [];
  const offered = { type: 'reset', key, offerId: 'r', outcome: 'offered', at: endedAt } as const;
  return reset === 'unanswered' ? [offered] : [offered, { ...offered, outcome: reset, at: endedAt + 1000 }];
}

function cuesOf({ cue, startedAt }: RawCall, key: RecordKey): StoredRecord[] {
  if (cue === null) return [];
  const shown: StoredRecord = {
    type: 'cue',
    key,
    cueId: 'c',
    kind: 'breath',
    reason: { key: 'tense', values: {}, mood: null },
    decidedAt: startedAt + CUE_AFTER_MS,
    outcome: cue.isShown ? 'shown' : 'hold-out',
  };
  if (!cue.isShown || !cue.isWrong) return [shown];
  const at = startedAt + CUE_AFTER_MS + 1;
  return [shown, { type: 'feedback', key, cueId: 'c', verdict: 'wrong', at }];
}

/** Small seeded generator (T. Ettinger, mulberry32): the run must be the same on every machine. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
