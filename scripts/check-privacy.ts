/**
 * Looks for what must never be found: the angriest speech there is, every protocol, two real nodes with PostgreSQL and
 * Redis, and one with SQLite. EVENKEEL_POSTGRES_URL names the server; a database is made and dropped.
 * Exits 1 and names the kind where anything is found, 2 where it could not look.
 *
 *   npm run check:privacy [-- --json --short --database sqlite --stage erasureStage --seconds 40 --speed 4]
 */
import { TELEPHONES } from '../src/lab/telephones/telephones.js';
import { agentStage, type StageOptions } from './privacy/agent-stage.js';
import { angrySpeech } from './privacy/angry-speech.js';
import { erasureStage } from './privacy/erasure-stage.js';
import { Findings, KINDS, type Kind } from './privacy/findings.js';
import { platformLines } from './privacy/lines.js';
import { objectionStage } from './privacy/objection-stage.js';
import { startSite } from './privacy/site.js';
import { readOptions } from './read-options.js';

const { values } = readOptions(
  `EVENKEEL_POSTGRES_URL=postgres://… npm run check:privacy -- [options]

Looks everywhere for what must never be found: the angriest speech there is, by every protocol, on two nodes with
PostgreSQL and Redis, and on one with SQLite; objections and erasures. A database is made and dropped. About eight
minutes.

  --short            one protocol alone
  --database NAME    one database alone: postgres or sqlite (which needs no server)
  --stage NAME       one stage alone: agentStage, objectionStage or erasureStage
  --seconds N        of speech in each call, default 40
  --speed N          call seconds per second, default 4
  --plant KINDS      kinds with commas: a fault of each is planted, and must be found
  --json             one document on standard output

Exit code 1 where anything is found; its kind is named. 2 where it could not look.
Example: npm run check:privacy -- --database sqlite --short`,
  {
    json: { type: 'boolean', default: false },
    /** One protocol alone. */
    short: { type: 'boolean', default: false },
    /** One database alone: postgres or sqlite. */
    database: { type: 'string' },
    /** One stage alone: agentStage, objectionStage or erasureStage. */
    stage: { type: 'string' },
    seconds: { type: 'string', default: '40' },
    speed: { type: 'string', default: '4' },
    /** Kinds with commas: a fault of each is planted, and must be found. */
    plant: { type: 'string', default: '' },
  },
);
const server = process.env.EVENKEEL_POSTGRES_URL;
if (!server && values.database !== 'sqlite') {
  process.stderr.write('check:privacy: give a PostgreSQL server in EVENKEEL_POSTGRES_URL.\n');
  process.exit(2);
}
const planted = new Set(values.plant.split(',').filter((name) => name !== '') as Kind[]);
for (const kind of planted)
  if (!KINDS.includes(kind)) throw new Error(`--plant: ${kind} is none of ${KINDS.join(', ')}.`);

const found = new Findings();
const speech = await angrySpeech(Number(values.seconds));
const lines = platformLines(TELEPHONES);
const options: StageOptions = {
  lines: values.short ? lines.slice(0, 1) : lines,
  speech,
  speed: Number(values.speed),
  planted,
};
const SITES = { postgres: server ?? null, sqlite: null } as const;

/** Looks where it should, and always takes down what it set up. */
async function look(database: keyof typeof SITES): Promise<void> {
  const site = await startSite(SITES[database]);
  try {
    for (const stage of [agentStage, objectionStage, erasureStage]) {
      if (values.stage !== undefined && values.stage !== stage.name) continue;
      const startMs = performance.now();
      await stage(site, found, options);
      const tookS = Math.round((performance.now() - startMs) / 1000);
      process.stderr.write(
        `${database}, ${stage.name}: ${options.lines.length} lines of ${speech.source}, ${tookS} s\n`,
      );
    }
  } finally {
    await site.stop();
  }
}

for (const database of ['postgres', 'sqlite'] as const)
  if (values.database === undefined || values.database === database)
    await look(database).catch((cause: unknown) => {
      process.stderr.write(
        `check:privacy could not look: ${cause instanceof Error ? cause.message : String(cause)}\n`,
      );
      process.exit(2);
    });
if (values.json) process.stdout.write(`${JSON.stringify(found.counts)}\n`);
else for (const kind of KINDS) process.stdout.write(`${kind}: ${found.counts[kind]}\n`);
for (const line of found.lines()) process.stderr.write(`${line}\n`);
process.exitCode = found.lines().length === 0 ? 0 : 1;
