import type { Database } from '../../storage/database.js';
import { addAgentDay } from './agent-day.js';
import { writeCentrePeople } from './centre-people.js';
import type { CentrePlan } from './centre-plan.js';
import { RowBatch } from './row-batch.js';

const DAY_MS = 86_400_000;

/** Rows that are held until they are written together: few transactions, and memory for the largest centre. */
const ROWS_PER_TRANSACTION = 100_000;

/**
 * Writes the people and the calls of an organisation that does not exist, for trials, pictures and benchmarks: busy
 * mornings and Monday peaks, evenings with fewer people, teams with harder matters, a small effect of shown cues.
 * Nothing is published yet. Returns the number of calls.
 */
export async function writeMadeUpCentre(db: Database, plan: CentrePlan): Promise<number> {
  const random = seeded(plan.seed);
  const startMs = Math.floor((plan.endMs - plan.days * DAY_MS) / DAY_MS) * DAY_MS;
  await writeCentrePeople(db, plan, startMs);
  let calls = 0;
  let rows = new RowBatch();
  for (let day = 0; day < plan.days; day += 1) {
    const date = startMs + day * DAY_MS;
    const weekday = (new Date(date).getUTCDay() + 6) % 7;
    for (let agent = 0; agent < plan.agents; agent += 1)
      if (plan.everyDay === true || !isFree(agent, weekday))
        calls += addAgentDay(rows, plan, { agent, date, weekday }, random);
    if (rows.count < ROWS_PER_TRANSACTION) continue;
    await rows.write(db);
    rows = new RowBatch();
  }
  await rows.write(db);
  return calls;
}

/** Two free days of seven, spread over the week. */
function isFree(agent: number, weekday: number): boolean {
  if (weekday === 6) return agent % 5 !== 0;
  return weekday === 5 ? agent % 3 !== 0 : (agent + weekday) % 12 === 0;
}

function seeded(seed: number): () => number {
  let state = seed % 2147483647 || 1;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}
