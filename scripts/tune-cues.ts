/**
 * Sets the thresholds and weights of the caller's mood for the model in `models/`: run it after each new model, then
 * `npm run evaluate:cues`. Uses `tune` speakers, every second calm person, natural talk (also soft), and `train` speakers, each
 * heard with a network that was trained without them (`scripts/training/train.py --fold`); never `test` speakers.
 * Prints what the numbers found give on all these people, with the operating curve. `--rounds 0` finds none: it prints
 * that of the numbers that ship.
 * Usage: npm run tune:cues -- --folds DIR[,DIR…] [--rounds N] [--candidates N] [--cache FILE] [--write]
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { INITIAL_CALL_STATE, isTense, reduceCallState } from '../src/core/call/call-state.js';
import { DEFAULT_MOOD_OPTIONS, type MoodOptions, withThresholds } from '../src/core/call/mood-options.js';
import { OnnxClassifier } from '../src/core/classifier/onnx-classifier.js';
import { cueFigures, type ObservedScenario, unrestrained } from '../src/lab/evaluation/cue-figures.js';
import type { CueScenario } from '../src/lab/evaluation/cue-scenario.js';
import { DISTRESS, naturalFigures, soundFigures } from '../src/lab/evaluation/natural-figures.js';
import { operatingCurve } from '../src/lab/evaluation/operating-curve.js';
import { loadScenarios, observeScenarios } from '../src/lab/evaluation/score-cues.js';
import { VOICE_S } from '../src/lab/evaluation/sound-reels.js';
import { normal } from '../src/lab/random/random-draws.js';
import { seededRandom } from '../src/lab/random/seeded-random.js';
import { defaultCoachOptions } from '../src/live/coaching-settings.js';

const OPTIONS_FILE = 'src/core/call/mood-options.ts';
const { values } = parseArgs({
  options: {
    data: { type: 'string', default: process.env.EVENKEEL_DATA ?? '../shared/data' },
    model: { type: 'string', default: 'models/emotion.onnx' },
    folds: { type: 'string' },
    rounds: { type: 'string', default: '10' },
    candidates: { type: 'string', default: '120' },
    cache: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});

/** What is searched, and the ends of the range. The rest is a matter of judgement, not of fit. */
const SEARCHED = {
  'anger.atNats': [1, 10],
  'anger.driftNats': [0, 3],
  'anger.oddsWeight': [0, 1],
  'anger.levelNatsPerDb': [0, 0.2],
  'anger.f0NatsPerSemitone': [0, 0.4],
  'anxiety.atNats': [1, 10],
  'anxiety.driftNats': [0, 3],
  'anxiety.oddsWeight': [0, 1],
  'anxiety.f0NatsPerSemitone': [0, 0.4],
  'start.priorWindows': [1, 8],
  // Steadier than this, and a lively caller of the scripted calls draws a cue (`happy-caller-no-cue.call`).
  'start.leastSpreadNats': [0.46, 0.8],
} as const satisfies Record<string, readonly [low: number, high: number]>;

/** Tense stretches an hour that a candidate may have, a little below what is promised, and what each beyond costs. */
const LIMITS = {
  calm: { perHour: 0.5, cost: 0.3 },
  happy: { perHour: 2.2, cost: 0.06 },
  natural: { perHour: 0.7, cost: 0.05 },
  lively: { perHour: 2.5, cost: 0.03 },
} as const;
/** Below the limit, less is still better. */
const SLOPE = 1 / 30;
/** A reel of sounds in which an alarm is raised. */
const REEL_COST = 0.01;
/**
 * The limits hold over a band of thresholds: of people never heard, a candidate that just keeps them on these gives two
 * to three times as many.
 */
const BAND = [1, 0.8] as const;
/** Speech at a quarter of its level: natural talk is not always near the microphone. */
const SOFT = 0.25;

const { policy } = defaultCoachOptions(['customer'], true);

const folds = values.folds?.split(',') ?? [];
const missing = folds.filter((fold) => !existsSync(join(fold, 'left-out.tsv')));
if (folds.length === 0 || missing.length > 0) {
  const what = missing.length > 0 ? `${missing.join(' and ')} holds no left-out.tsv` : 'none is given';
  process.stderr.write(
    `tune:cues: --folds names what \`train.py --fold\` wrote; ${what}. scripts/training/README.md says how.\n`,
  );
  process.exit(2);
}

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

/** Speakers raised in time, softly, so that a tenth of a second is not all or nothing: the mean of anger and anxiety. */
function raised(scenarios: readonly ObservedScenario[], options: MoodOptions): number {
  const shareOf = (kind: 'anger' | 'anxiety') => {
    const own = scenarios.filter((one) => one.kind === kind);
    const shares = own.map((one) => {
      const times = tenseAt(one, options);
      const first = times.find((atMs) => atMs >= (one.onsetMs ?? 0));
      // A false alarm before the onset spends the cue.
      if (first === undefined || times[0]! < (one.onsetMs ?? 0)) return 0;
      return 1 / (1 + Math.exp((first - (one.onsetMs ?? 0) - 8000) / 1500));
    });
    return shares.reduce((sum, share) => sum + share, 0) / Math.max(1, own.length);
  };
  return (shareOf('anger') + shareOf('anxiety')) / 2;
}

/** What the false alarms of calm, happy, natural and lively speech and of sounds cost. */
function falseCost(scenarios: readonly ObservedScenario[], options: MoodOptions): number {
  let cost = 0;
  for (const kind of ['calm', 'happy', 'natural', 'lively'] as const) {
    const own = scenarios.filter((one) => one.kind === kind);
    const hours = own.reduce((sum, { callerMs }) => sum + callerMs, 0) / 3_600_000;
    const count = own.reduce((sum, one) => sum + tenseAt(one, options).length, 0);
    const perHour = hours === 0 ? 0 : count / hours;
    cost += LIMITS[kind].cost * (Math.max(0, perHour - LIMITS[kind].perHour) + SLOPE * perHour);
  }
  const reels = scenarios.filter(({ kind, speaker }) => kind === 'sounds' && !DISTRESS.test(speaker));
  const startsMs = VOICE_S * 1000;
  return (
    cost + REEL_COST * reels.filter((one) => tenseAt(one, options).some((atMs) => atMs >= startsMs)).length
  );
}

function worth(scenarios: readonly ObservedScenario[], options: MoodOptions): number {
  const costs = BAND.map((scale) =>
    falseCost(
      scenarios,
      withThresholds(options, {
        angerAtNats: options.anger.atNats * scale,
        anxietyAtNats: options.anxiety.atNats * scale,
      }),
    ),
  );
  return raised(scenarios, options) - costs.reduce((sum, cost) => sum + cost, 0) / BAND.length;
}

async function rehearsed(): Promise<readonly ObservedScenario[]> {
  if (values.cache !== undefined && existsSync(values.cache))
    return JSON.parse(readFileSync(values.cache, 'utf8')) as readonly ObservedScenario[];
  const onProgress = (what: string, done: number, total: number) => {
    if (done % 50 === 0 || done === total) process.stderr.write(`${done} of ${total} ${what}\n`);
  };
  const onFault = (sentence: string) => process.stderr.write(`${sentence}\n`);
  const sounds = join(values.data, 'sounds');
  const scenariosOf = (folder: string, part: string, natural: boolean) =>
    loadScenarios({
      dataFolder: join(values.data, folder),
      part,
      calmFolder: null,
      naturalFolder: natural ? values.data : null,
      soundsFolder: folder === 'speech' && existsSync(sounds) ? sounds : null,
      onProgress,
      onFault,
    });
  const observe = async (scenarios: readonly CueScenario[], modelPath: string) => {
    const classifier = await OnnxClassifier.load({ modelPath });
    const observed = await observeScenarios(scenarios, classifier, onProgress);
    await classifier.close();
    return observed.map((one) => ({
      ...one,
      observations: one.observations.filter(({ emotion }) => emotion.kind === 'heard'),
    }));
  };
  const calmPeople = (await scenariosOf('calm', 'all', false)).filter((_, index) => index % 2 === 0);
  const tuned = await scenariosOf('speech', 'tune', true);
  const soft = tuned
    .filter(({ kind }) => kind === 'natural')
    .map((one) => ({ ...one, samples: one.samples.map((sample) => sample * SOFT) }));
  const people = await observe([...tuned, ...soft, ...calmPeople], values.model);
  const trainedOn = await scenariosOf('speech', 'train', false);
  for (const fold of folds) {
    const leftOut = new Set(readFileSync(join(fold, 'left-out.tsv'), 'utf8').trim().split('\n').slice(1));
    const unheard = trainedOn.filter(({ speaker, kind }) => leftOut.has(speaker) && kind !== 'sounds');
    people.push(...(await observe(unheard, join(fold, 'emotion.onnx'))));
  }
  if (values.cache !== undefined) writeFileSync(values.cache, JSON.stringify(people));
  return people;
}

type Searched = keyof typeof SEARCHED;
const NAMES = Object.keys(SEARCHED) as Searched[];

function within(name: Searched, value: number): number {
  const [low, high] = SEARCHED[name];
  return Math.min(high, Math.max(low, value));
}

type Values = Readonly<Record<Searched, number>>;

/** The options with other values at the searched places. */
function withValues(options: MoodOptions, changed: Values): MoodOptions {
  const of = <Section extends 'anger' | 'anxiety' | 'start'>(section: Section): MoodOptions[Section] => {
    const own = NAMES.filter((name) => name.startsWith(`${section}.`));
    const entries = own.map((name) => [name.slice(section.length + 1), changed[name]]);
    return { ...options[section], ...Object.fromEntries(entries) };
  };
  return { ...options, anger: of('anger'), anxiety: of('anxiety'), start: of('start') };
}

function valuesOf(options: MoodOptions): Values {
  const sections: Readonly<Record<string, Readonly<Record<string, number>>>> = {
    anger: options.anger,
    anxiety: options.anxiety,
    start: options.start,
  };
  const entries = NAMES.map((name) => {
    const [section = '', field = ''] = name.split('.');
    return [name, sections[section]?.[field]];
  });
  return Object.fromEntries(entries) as Values;
}

/** Cross-entropy method (Rubinstein 1999): draw candidates, keep the best, draw again around them. */
function search(scenarios: readonly ObservedScenario[], rounds: number, candidates: number): Values {
  const random = seededRandom(20261122);
  const worthOf = (changed: Values) => worth(scenarios, withValues(DEFAULT_MOOD_OPTIONS, changed));
  const start = valuesOf(DEFAULT_MOOD_OPTIONS);
  let best = { changed: start, worth: worthOf(start) };
  let centre = start;
  let spread = Object.fromEntries(
    NAMES.map((name) => [name, (SEARCHED[name][1] - SEARCHED[name][0]) / 4]),
  ) as Values;
  for (let round = 0; round < rounds; round++) {
    const drawn = Array.from({ length: candidates }, () => {
      const moved = NAMES.map((name) => [name, within(name, centre[name] + spread[name] * normal(random))]);
      const changed = Object.fromEntries(moved) as Values;
      return { changed, worth: worthOf(changed) };
    });
    const elite = [best, ...drawn].sort((x, y) => y.worth - x.worth).slice(0, Math.ceil(candidates / 8));
    best = elite[0]!;
    const mean = (name: Searched) =>
      elite.reduce((sum, { changed }) => sum + changed[name], 0) / elite.length;
    const deviation = (name: Searched) =>
      Math.sqrt(
        elite.reduce((sum, { changed }) => sum + (changed[name] - mean(name)) ** 2, 0) / elite.length,
      );
    centre = Object.fromEntries(NAMES.map((name) => [name, mean(name)])) as Values;
    spread = Object.fromEntries(
      NAMES.map((name) => [name, 1.1 * deviation(name) + 0.01 * (SEARCHED[name][1] - SEARCHED[name][0])]),
    ) as Values;
    process.stderr.write(`round ${round + 1} of ${rounds}: ${best.worth.toFixed(4)}\n`);
  }
  return best.changed;
}

/** The source of the options with other numbers: `  section: {` opens a section, `    field: number,` stands in it. */
function rewritten(source: string, changed: Values): string {
  let section = '';
  return source
    .split('\n')
    .map((line) => {
      section = /^ {2}(\w+): \{$/.exec(line)?.[1] ?? section;
      const field = /^ {4}(\w+): [-\d._]+,$/.exec(line)?.[1];
      const name = NAMES.find((one) => one === `${section}.${field}`);
      return name === undefined ? line : `    ${field}: ${changed[name]},`;
    })
    .join('\n');
}

const rehearsal = await rehearsed();
const best = search(rehearsal, Number(values.rounds), Number(values.candidates));
const rounded = Object.fromEntries(NAMES.map((name) => [name, Number(best[name].toFixed(2))])) as Values;
const chosen = withValues(DEFAULT_MOOD_OPTIONS, rounded);
const { anger, anxiety } = cueFigures(rehearsal, chosen, policy);
const { calm, happy } = cueFigures(rehearsal, chosen, unrestrained(policy));
const of = (kind: ObservedScenario['kind']) => rehearsal.filter((one) => one.kind === kind);
console.log(
  JSON.stringify(
    {
      rounded,
      natural: naturalFigures(of('natural'), chosen, policy),
      lively: naturalFigures(of('lively'), chosen, policy),
      ...soundFigures(of('sounds'), chosen, policy),
      people: { anger, anxiety, calm, happy },
      curve: operatingCurve(rehearsal, chosen, policy),
    },
    null,
    2,
  ),
);
if (values.write) {
  writeFileSync(OPTIONS_FILE, rewritten(readFileSync(OPTIONS_FILE, 'utf8'), rounded));
  process.stderr.write(`written to ${OPTIONS_FILE}\n`);
}
