/**
 * Sets the thresholds of the caller's mood for the model in `models/`: run it after each new model, then
 * `npm run evaluate:cues`. Uses `tune` speakers and every second calm person, never `test` speakers.
 * Usage: npm run tune:cues -- [--rounds N] [--candidates N] [--cache FILE] [--write]
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
    rounds: { type: 'string', default: '10' },
    candidates: { type: 'string', default: '120' },
    cache: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});

/** What is searched, and the ends of the range. The rest is a matter of judgement, not of fit. */
const SEARCHED = {
  tenseAtNats: [0.3, 8],
  calmAtNats: [1, 4],
  driftNats: [-1, 5],
  windowCapNats: [1, 6],
  modelWeight: [0, 1.5],
  modelChangeWeight: [0, 2.5],
  startPriorNats: [-3, 0],
  startPriorWindows: [1, 20],
  levelNatsPerDb: [0, 0.3],
  f0NatsPerSemitone: [0, 0.5],
} as const satisfies Partial<Record<keyof MoodOptions, readonly [low: number, high: number]>>;

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
    0.06 * Math.max(0, happyPerHour - HAPPY_PER_HOUR) -
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

type Searched = keyof typeof SEARCHED;
const NAMES = Object.keys(SEARCHED) as Searched[];

function within(name: Searched, value: number): number {
  const [low, high] = SEARCHED[name];
  return Math.min(high, Math.max(low, value));
}

/** Cross-entropy method (Rubinstein 1999): draw candidates, keep the best, draw again around them. */
function search(scenarios: readonly ObservedScenario[], rounds: number, candidates: number): MoodOptions {
  const random = seededRandom(20261122);
  const value = (options: MoodOptions) => worth(alarmsOf(scenarios, options));
  const start = DEFAULT_MOOD_OPTIONS;
  let best = { options: start, worth: value(start) };
  let centre: Readonly<Record<Searched, number>> = start;
  let spread = Object.fromEntries(
    NAMES.map((name) => [name, (SEARCHED[name][1] - SEARCHED[name][0]) / 4]),
  ) as Record<Searched, number>;
  for (let round = 0; round < rounds; round++) {
    const drawn = Array.from({ length: candidates }, () => {
      const moved = NAMES.map((name) => [name, within(name, centre[name] + spread[name] * normal(random))]);
      const options: MoodOptions = { ...start, ...Object.fromEntries(moved) };
      return { options, worth: value(options) };
    });
    const elite = [best, ...drawn].sort((x, y) => y.worth - x.worth).slice(0, Math.ceil(candidates / 8));
    best = elite[0]!;
    const mean = (name: Searched) =>
      elite.reduce((sum, { options }) => sum + options[name], 0) / elite.length;
    const deviation = (name: Searched) =>
      Math.sqrt(
        elite.reduce((sum, { options }) => sum + (options[name] - mean(name)) ** 2, 0) / elite.length,
      );
    centre = Object.fromEntries(NAMES.map((name) => [name, mean(name)])) as Record<Searched, number>;
    spread = Object.fromEntries(
      NAMES.map((name) => [name, 1.1 * deviation(name) + 0.01 * (SEARCHED[name][1] - SEARCHED[name][0])]),
    ) as Record<Searched, number>;
    process.stderr.write(`round ${round + 1} of ${rounds}: ${best.worth.toFixed(4)}\n`);
  }
  return best.options;
}

const scenarios = await observed();
const best = search(scenarios, Number(values.rounds), Number(values.candidates));
const rounded = Object.fromEntries(NAMES.map((name) => [name, Number(best[name].toFixed(3))]));
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
