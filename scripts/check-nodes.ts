/**
 * Two nodes under live calls, each agent at the other node than the call, while the nodes and what they share break:
 * no acknowledged summary may be lost, and no cue doubled, stale, or shown to somebody else.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { DEMO_CALL_PATH } from '../src/app/package-root.js';
import { readRecording } from '../src/lab/telephones/read-recording.js';
import { AgentLine } from './nodes/agent-line.js';
import { CueJudge } from './nodes/cue-judge.js';
import { NODE_FAULTS, tryNodeFault } from './nodes/node-faults.js';
import { NodeSite } from './nodes/node-site.js';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
    calls: { type: 'string', default: '40' },
    only: { type: 'string', default: '' },
  },
});
if (values.help) {
  process.stdout.write(`Usage: EVENKEEL_POSTGRES_URL=postgres://… npm run check:nodes -- [options]

Runs two real servers with a PostgreSQL database made for them, a Redis of their own, and lines that break; each
agent's desktop is at the other node than the call. Then, one after another: ${NODE_FAULTS.map(({ name }) => name).join(', ')}.

  --calls N       live calls throughout, default 40
  --only PATTERN  only what matches, such as 'killed|clocks'
  --json          one document: {"lostAcknowledgedSummaries","doubledCues","staleCues","cuesToWrongAgent","objectionsIgnored","agentsToldWithinMs"}

Acknowledged: the call's stream was closed with 1000. Stale: more than 3 s from the decision to the desktop, besides
what this process was itself late by. Exit code 1 unless all counts are 0, everybody was told within 5 s, and the
upgrade refused no call.
`);
  process.exit(0);
}
const server = process.env.EVENKEEL_POSTGRES_URL;
if (!server) {
  process.stderr.write('check:nodes: give a PostgreSQL server in EVENKEEL_POSTGRES_URL.\n');
  process.exit(2);
}
const tell = (text: string) => process.stderr.write(`${text}\n`);
const only = new RegExp(values.only);
/** Agents are told within this. */
const TELL_LIMIT_MS = 5_000;
const CATCH_UP_MS = 60_000;
const WARM_UP_MS = 8_000;

const recording = await readRecording({ kind: 'stereo', file: DEMO_CALL_PATH, swapped: false }, 8_000);
const site = await NodeSite.start(server);
const judge = new CueJudge(tell);
let agentsToldWithinMs = 0;
let refusedInUpgrade = 0;
let lost: readonly string[] = [];
let acknowledged: readonly string[] = [];
try {
  const lines = Array.from(
    { length: Number(values.calls) },
    (_, index) => new AgentLine(index, site, judge, recording),
  );
  await sleep(WARM_UP_MS);
  for (const fault of NODE_FAULTS.filter(({ name }) => only.test(name))) {
    const refusedBefore = lines.reduce((sum, line) => sum + line.refused, 0);
    const cuesBefore = judge.cues;
    const { told, toldWithinMs } = await tryNodeFault(fault, site, lines);
    const refused = lines.reduce((sum, line) => sum + line.refused, 0) - refusedBefore;
    agentsToldWithinMs = Math.max(agentsToldWithinMs, toldWithinMs);
    if (fault.name === 'rolling upgrade') refusedInUpgrade = refused;
    const toldText = fault.tells === null ? '' : `, ${told} agents told within ${toldWithinMs} ms`;
    tell(`${fault.name}: ${judge.cues - cuesBefore} cues, ${refused} calls refused${toldText}`);
  }
  await Promise.all(lines.map((line) => line.end()));
  acknowledged = lines.flatMap((line) => line.acknowledged);
  for (const untilMs = performance.now() + CATCH_UP_MS; ; await sleep(500)) {
    const stored = await site.stored();
    lost = acknowledged.filter((callId) => !stored.has(callId));
    if (lost.length === 0) break;
    if (performance.now() < untilMs) continue;
    tell(`${lost.length} calls are not in the database; ${await site.waiting()} summaries wait on disk`);
    for (const line of site.said.slice(-20)) tell(line);
    break;
  }
} finally {
  judge.stop();
  await site.stop();
}
const { cues, doubledCues, staleCues, cuesToWrongAgent, objectionsIgnored } = judge;
const counts = {
  lostAcknowledgedSummaries: lost.length,
  doubledCues,
  staleCues,
  cuesToWrongAgent,
  objectionsIgnored,
};
tell(`${acknowledged.length} calls acknowledged, ${cues} cues`);
const result = { ...counts, agentsToldWithinMs };
if (values.json) process.stdout.write(`${JSON.stringify(result)}\n`);
else console.table([result]);
const passed =
  cues > 0 &&
  acknowledged.length > 0 &&
  Object.values(counts).every((count) => count === 0) &&
  agentsToldWithinMs <= TELL_LIMIT_MS &&
  refusedInUpgrade === 0;
process.exit(passed ? 0 : 1);
