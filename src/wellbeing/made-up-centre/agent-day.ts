import { agentName, CENTRE_SHIFTS, type CentrePlan } from './centre-plan.js';
import type { RowBatch } from './row-batch.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Whose day: the number of the agent, midnight UTC, and the weekday, 0 = Monday. */
export type AgentDay = { readonly agent: number; readonly date: number; readonly weekday: number };

/** One agent's calls of one day into the rows; returns how many. */
export function addAgentDay(
  rows: RowBatch,
  plan: CentrePlan,
  { agent, date, weekday }: AgentDay,
  random: () => number,
): number {
  const team = agent % plan.teams;
  const shift = CENTRE_SHIFTS[Math.floor(agent / plan.teams) % 2]!;
  const slot = (8 * HOUR_MS) / plan.calls;
  const { tenant } = plan;
  // Some teams have harder matters than others, in no order; weeks go up and down, and one week in nine is a bad one.
  const weight = 0.75 + 0.5 * (((team * 5 + 2) % 7) / 6);
  const week = Math.floor(date / (7 * DAY_MS));
  const season = week % 9 === 4 ? 1.5 : 1 + 0.14 * Math.sin(week * 1.7 + team);
  let wasHard = false;
  let endedAt = 0;
  for (let n = 0; n < plan.calls; n += 1) {
    // Where calls are hard a queue waits: after half of them the next call comes at once.
    const isQueued = wasHard && random() < 0.55;
    const due = date + shift.startHour * HOUR_MS + n * slot + random() * slot * 0.02;
    const startedAt = Math.round(isQueued ? endedAt + 20_000 + random() * 100_000 : due);
    const hour = new Date(startedAt).getUTCHours();
    const duration = Math.round(slot * (0.2 + random() * 0.78));
    endedAt = startedAt + duration;
    const peak = Math.exp(-((hour - 10.5) ** 2) / 6) + 0.7 * Math.exp(-((hour - 17) ** 2) / 5);
    const pressure: number =
      (0.03 + 0.06 * peak + (weekday === 0 ? 0.03 : 0) + (wasHard ? 0.02 : 0)) * weight * season;
    const heard = random() > 0.03;
    const hard: boolean = heard && random() < pressure;
    const speech = Math.round(duration * (0.3 + random() * 0.25));
    const id = `${tenant}-${agent}-${startedAt.toString(36)}`;
    const key = { tenant, platform: 'generated', call_id: id, agent_id: agentName(plan, agent) };
    rows.add('calls', {
      id,
      ...key,
      started_at: startedAt,
      ended_at: startedAt + duration,
      customer_speech_ms: speech,
      tense_ms: heard ? Math.round(speech * (hard ? 0.25 + random() * 0.4 : random() * 0.03)) : 0,
      angry_ms: 0,
      anxious_ms: 0,
      strain: hard ? 60 + random() * 30 : random() * 30,
      hard: hard ? 1 : 0,
      hold_ms: Math.round(duration * random() * 0.08),
      dead_air_ms: Math.round(duration * random() * 0.12),
      coverage: heard ? 'complete' : random() < 0.7 ? 'no-notice' : 'gaps',
    });
    if (hard) hardCall(rows, { key, id, startedAt, duration, random });
    wasHard = hard;
  }
  return plan.calls;
}

function hardCall(
  rows: RowBatch,
  call: {
    readonly key: { tenant: string; platform: string; call_id: string; agent_id: string };
    readonly id: string;
    readonly startedAt: number;
    readonly duration: number;
    readonly random: () => number;
  },
): void {
  const { key, id, startedAt, duration, random } = call;
  const onset = Math.round(duration * random() * 0.4);
  const isShown = random() < 0.85;
  const calmAfter = (isShown ? 48 : 57) * 1000 * (0.4 + random() * 1.2);
  const end = Math.round(onset + 8_000 + calmAfter);
  const recovered = end < duration && random() < 0.85;
  rows.add('episodes', {
    call_row: id,
    call_started_at: startedAt,
    onset_ms: onset,
    peak_ms: onset + 4_000,
    peak: random() < 0.6 ? 'angry' : 'tense',
    end_ms: recovered ? end : null,
    recovery_ms: recovered ? end - onset - 4_000 : null,
  });
  const decided = startedAt + onset + 8_000;
  if (onset + 8_000 < duration) {
    const outcome = isShown ? 'shown' : 'hold-out';
    rows.add('cue_log', {
      ...key,
      cue_id: 'c1',
      kind: 'breath',
      reason: '{}',
      decided_at: decided,
      outcome,
    });
    if (isShown && random() < 0.06)
      rows.add('feedback', { ...key, cue_id: 'c1', verdict: 'wrong', at: decided + 3_000 });
  }
  if (random() < 0.7) {
    const at = startedAt + duration;
    rows.add('resets', { ...key, offer_id: 'r1', outcome: 'offered', at });
    const answer = random();
    if (answer < 0.85)
      rows.add('resets', {
        ...key,
        offer_id: 'r1',
        outcome: answer < 0.4 ? 'taken' : 'skipped',
        at: at + 2_000,
      });
  }
}
