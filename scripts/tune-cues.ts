/**
 * Sets the thresholds of the caller's mood for the model in `models/`: run it after each new model, then
 * `npm run evaluate:cues`. Uses `tune` speakers and every second calm person, never `test` speakers.
 * Usage: npm run tune:cues -- [--rounds N] [--cache FILE] [--write]
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { INITIAL_CALL_STATE, isTense, reduceCallState } from '../src/call/call-state.js';
import { DEFAULT_MOOD_OPTIONS, type MoodOptions } from '../src/call/mood-options.js';
import { OnnxClassifier } from '../src/classifier/onnx-classifier.js';
import { defaultCoachOptions } from '../src/cues/coaching-settings.js';
import { cueFigures, type ObservedScenario, unrestrained } from '../src/evaluation/cue-figures.js';
import { loadScenarios, observeScenarios } from '../src/evaluation/score-cues.js';
import { normal, seededRandom } from '../src/evaluation/seeded-random.js';

const OPTIONS_FILE = 'src/call/mood-options.ts';
const { values } = parseArgs({
  options: {
    data: { type: 'string', default: process.env.EVENKEEL_DATA ?? '../shared/data' },
    model: { type: 'string', default: 'models/emotion.onnx' },
    rounds: { type: 'string', default: '200' },
    cache: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});

/** What is searched: the spread of a step, and the ends of the range. The rest is a matter of judgement, not of fit. */
const SEARCHED: Readonly<
  Partial<Record<keyof MoodOptions, readonly [spread: number, low: number, high: number]>>
> = {
  tenseAtNats: [0.4, 0.5, 6],
  driftNats: [0.25, -0.5, 3],
  windowCapNats: [0.5, 1, 4],
  modelWeight: [0.12, 0, 1.2],
  modelChangeWeight: [0.15, 0, 1.5],
  startPriorNats: [0.3, -3, 0],
  startPriorWindows: [2, 1, 20],
  levelNatsPerDb: [0.02, 0, 0.25],
  f0NatsPerSemitone: [0.04, 0, 0.5],
};

/** False alarms per hour that a candidate may have on `tune`: half of what is promised, since a false alarm may bring several cues. */
const CALM_PER_HOUR = 0.4;
const HAPPY_PER_HOUR = 2.5;

type Alarms = {
  readonly delaysMs: readonly number[];
  readonly calmPerHour: number;
  readonly happyPerHour: number;
};

/** Times at which one scenario becomes tense. */
function tenseAt({ observations }: ObservedScenario, options: MoodOptions): number[] {
  const times: number[] = [];
  let state = INITIAL_CALL_STATE;
  for (const observation of observations) {
    const next = reduceCallState(state, observation, options);
    if (isTense(next.mood) && !isTense(state.mood)) times.push(next.atMs);
    state = next;
  }
  return times;
}

function alarmsOf(scenarios: readonly ObservedScenario[], options: MoodOptions): Alarms {
  const perHour = (kind: 'calm' | 'happy') => {
    const calls = scenarios.filter((one) => one.kind === kind);
    const hours = calls.reduce((sum, { callerMs }) => sum + callerMs, 0) / 3_600_000;
    return calls.reduce((sum, one) => sum + tenseAt(one, options).length, 0) / hours;
  };
  const delaysMs = scenarios.flatMap((one) => {
    if (one.onsetMs === null) return [];
    const times = tenseAt(one, options);
    const first = times.find((atMs) => atMs >= one.onsetMs!);
    // A false alarm before the onset spends the cue.
    return [first === undefined || times[0]! < one.onsetMs ? Number.POSITIVE_INFINITY : first - one.onsetMs];
  });
  return { delaysMs, calmPerHour: perHour('calm'), happyPerHour: perHour('happy') };
}

/** Speakers raised in time, softly, so that a tenth of a second is not all or nothing; less what is false beyond the limits. */
function worth({ delaysMs, calmPerHour, happyPerHour }: Alarms): number {
  const raised = delaysMs.map((ms) => 1 / (1 + Math.exp((ms - 8000) / 1500)));
  const share = raised.reduce((sum, value) => sum + value, 0) / raised.length;
  return (
    share -
    0.6 * Math.max(0, calmPerHour - CALM_PER_HOUR) -
    0.04 * Math.max(0, happyPerHour - HAPPY_PER_HOUR) -
    0.02 * calmPerHour -
    0.002 * happyPerHour
  );
}

async function observed(): Promise<readonly ObservedScenario[]> {
  if (values.cache !== undefined && existsSync(values.cache))
    return JSON.parse(readFileSync(values.cache, 'utf8')) as ObservedScenario[];
  const onProgress = (what: string, done: number, total: number) => {
    if (done % 50 === 0 || done === total) process.stderr.write(`${done} of ${total} ${what}\n`);
  };
  const onFault = (sentence: string) => process.stderr.write(`${sentence}\n`);
  const acted = {
    dataFolder: join(values.data, 'speech'),
    part: 'tune',
    calmFolder: null,
    onProgress,
    onFault,
  };
  const calm = { dataFolder: join(values.data, 'calm'), part: 'all', calmFolder: null, onProgress, onFault };
  const people = (await loadScenarios(calm)).filter((_, index) => index % 2 === 0);
  const classifier = await OnnxClassifier.load({ modelPath: values.model });
  const scenarios = await observeScenarios(
    [...(await loadScenarios(acted)), ...people],
    classifier,
    onProgress,
  );
  await classifier.close();
  const lean = scenarios.map((one) => ({
    ...one,
    observations: one.observations.filter(({ emotion }) => emotion.kind === 'heard'),
  }));
  if (values.cache !== undefined) writeFileSync(values.cache, JSON.stringify(lean));
  return lean;
}

function neighbour(options: MoodOptions, random: () => number, width: number): MoodOptions {
  const moved = Object.entries(SEARCHED).map(([name, [spread, low, high]]) => {
    const value = options[name as keyof MoodOptions];
    const step = random() < 0.4 ? width * spread * normal(random) : 0;
    return [name, Math.min(high, Math.max(low, value + step))];
  });
  return { ...options, ...Object.fromEntries(moved) };
}

const scenarios = await observed();
const random = seededRandom(20261122);
let best = DEFAULT_MOOD_OPTIONS;
let bestWorth = worth(alarmsOf(scenarios, best));
const rounds = Number(values.rounds);
for (let round = 0; round < rounds; round++) {
  const candidate = neighbour(best, random, round < rounds / 2 ? 2 : 0.8);
  const value = worth(alarmsOf(scenarios, candidate));
  if (value > bestWorth) {
    best = candidate;
    bestWorth = value;
    process.stderr.write(`round ${round}: ${value.toFixed(4)}\n`);
  }
}
const rounded = Object.fromEntries(
  Object.keys(SEARCHED).map((name) => [name, Number(best[name as keyof MoodOptions].toFixed(3))]),
);
const chosen = { ...best, ...rounded };
const { policy } = defaultCoachOptions(['customer'], true);
const shipped = cueFigures(scenarios, chosen, policy);
const free = cueFigures(scenarios, chosen, unrestrained(policy));
console.log(
  JSON.stringify(
    { rounded, anger: shipped.anger, anxiety: shipped.anxiety, calm: free.calm, happy: free.happy },
    null,
    2,
  ),
);
if (values.write) {
  let text = readFileSync(OPTIONS_FILE, 'utf8');
  for (const [name, value] of Object.entries(rounded))
    text = text.replace(new RegExp(`^( {2}${name}: )[-\\d._]+,$`, 'm'), `$1${value},`);
  writeFileSync(OPTIONS_FILE, text);
  process.stderr.write(`written to ${OPTIONS_FILE}\n`);
}
