/**
 * Sets the thresholds and weights of the caller's mood for the model in `models/`: run it after each new model, then
 * `npm run evaluate:cues`. Uses `tune` speakers, every second calm person, natural talk (also soft), and, with `--folds`,
 * `train` speakers, each heard with networks that were trained without them (`--fold` of `scripts/training/train.py` and
 * `train_second.py`); never `test` speakers. When the second network would have been asked is decided again for every
 * candidate. Prints what the numbers found give on all these people, with the operating curve. `--rounds 0` finds none:
 * it prints that of the numbers that ship.
 * Usage: npm run tune:cues -- [--folds DIR,DIR…] [--rounds N] [--candidates N] [--seed N] [--cache FILE] [--write]
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_MOOD_OPTIONS, type MoodOptions } from '../src/core/call/mood-options.js';
import { cueFigures, type ObservedScenario, unrestrained } from '../src/lab/evaluation/cue-figures.js';
import { naturalFigures, soundFigures } from '../src/lab/evaluation/natural-figures.js';
import { operatingCurve } from '../src/lab/evaluation/operating-curve.js';
import { defaultCoachOptions } from '../src/live/coaching-settings.js';
import { readOptions } from './read-options.js';
import { rehearsed } from './tuning/rehearsal.js';
import { rewritten } from './tuning/rewritten.js';
import { search, type Values } from './tuning/search.js';
import { asAsked, worth } from './tuning/worth.js';

const OPTIONS_FILE = 'src/core/call/mood-options.ts';
const { values } = readOptions(
  `npm run tune:cues -- [options]

Sets the thresholds of the mood on development speakers (hours), and prints what they give.

  --data FOLDER      speech and talk, default EVENKEEL_DATA or ../shared/data
  --model FILE       default models/emotion.onnx
  --folds FOLDER     networks that have not heard the speakers they judge
  --rounds N         default 12
  --candidates N     of each round, default 100
  --seed N           default 1
  --cache FOLDER     keeps what was heard for the next time
  --write            writes the thresholds into src/core/call/mood-options.ts`,
  {
    data: { type: 'string', default: process.env.EVENKEEL_DATA ?? '../shared/data' },
    model: { type: 'string', default: 'models/emotion.onnx' },
    folds: { type: 'string' },
    rounds: { type: 'string', default: '12' },
    candidates: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    cache: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
);

/** What is searched, and the ends of the range. The rest is a matter of judgement, not of fit. */
const SEARCHED = {
  'anger.atNats': [0.8, 8],
  'anger.driftNats': [-1, 5],
  'anger.oddsWeight': [0, 1.6],
  'anger.secondWeight': [0.2, 1],
  'anger.secondNeutralNats': [-1.5, 0.3],
  'anger.levelNatsPerDb': [0, 0.12],
  'anger.f0NatsPerSemitone': [0, 0.4],
  'anxiety.atNats': [0.8, 8],
  'anxiety.driftNats': [-1, 5],
  'anxiety.oddsWeight': [0, 1.2],
  'anxiety.secondWeight': [0.15, 0.8],
  'anxiety.secondNeutralNats': [-1.5, 0.3],
  'anxiety.f0NatsPerSemitone': [0, 0.2],
  'start.priorWindows': [1, 8],
  // Steadier than this, and a lively caller of the scripted calls draws a cue (`happy-caller-no-cue.call`).
  'start.leastSpreadNats': [0.46, 0.9],
  'start.mostSpreads': [0.5, 3],
} as const satisfies Record<string, readonly [low: number, high: number]>;

const { policy } = defaultCoachOptions(['customer'], true);

const folds = values.folds?.split(',') ?? [];
const missing = folds.filter((fold) => !existsSync(join(fold, 'left-out.tsv')));
if (missing.length > 0) {
  const what = `${missing.join(' and ')} holds no left-out.tsv`;
  process.stderr.write(
    `tune:cues: --folds names what \`train.py --fold\` wrote; ${what}. scripts/training/README.md says how.\n`,
  );
  process.exit(2);
}

type Searched = keyof typeof SEARCHED;
const NAMES = Object.keys(SEARCHED) as Searched[];

type SearchedValues = Values<typeof SEARCHED>;

/** The options with other values at the searched places. */
function withValues(options: MoodOptions, changed: SearchedValues): MoodOptions {
  const of = <Section extends 'anger' | 'anxiety' | 'start'>(section: Section): MoodOptions[Section] => {
    const own = NAMES.filter((name) => name.startsWith(`${section}.`));
    const entries = own.map((name) => [name.slice(section.length + 1), changed[name]]);
    return { ...options[section], ...Object.fromEntries(entries) };
  };
  return { ...options, anger: of('anger'), anxiety: of('anxiety'), start: of('start') };
}

function valuesOf(options: MoodOptions): SearchedValues {
  const sections: Readonly<Record<string, Readonly<Record<string, number>>>> = {
    anger: options.anger,
    anxiety: options.anxiety,
    start: options.start,
  };
  const entries = NAMES.map((name) => {
    const [section = '', field = ''] = name.split('.');
    return [name, sections[section]?.[field]];
  });
  return Object.fromEntries(entries) as SearchedValues;
}

const heard = await rehearsed({ data: values.data, model: values.model, folds, cache: values.cache });
const best = search({
  ranges: SEARCHED,
  start: valuesOf(DEFAULT_MOOD_OPTIONS),
  worthOf: (changed) => worth(heard, withValues(DEFAULT_MOOD_OPTIONS, changed)),
  rounds: Number(values.rounds),
  candidates: Number(values.candidates),
  seed: Number(values.seed),
});
const rounded = Object.fromEntries(
  NAMES.map((name) => [name, Number(best[name].toFixed(2))]),
) as SearchedValues;
const chosen = withValues(DEFAULT_MOOD_OPTIONS, rounded);
const rehearsal = heard.map((one) => asAsked(one, chosen));
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
