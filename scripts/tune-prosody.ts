/**
 * Fits the formula of the prosody mode and the numbers by which its tension becomes a mood, on speech that may be used for
 * anything alone: EmoDB (CC0), calm orders and service calls (Apache-2.0); never on `test` speakers. EmoDB's clips last
 * 2 s: 20 s of a person's calm ones in a row are the start that the formula compares with, as in `evaluate:cues`.
 * Usage: npm run tune:prosody -- [--data DIR] [--rounds N] [--candidates N] [--seed N] [--cache FILE] [--write] [--json]
 */
import { readFileSync, writeFileSync } from 'node:fs';
import type { MoodOptions } from '../src/core/call/mood-options.js';
import { PROSODY_MOOD_OPTIONS } from '../src/core/call/prosody-mood-options.js';
import { cueFigures, unrestrained } from '../src/lab/evaluation/cue-figures.js';
import { naturalFigures } from '../src/lab/evaluation/natural-figures.js';
import { operatingCurve } from '../src/lab/evaluation/operating-curve.js';
import { defaultCoachOptions } from '../src/live/coaching-settings.js';
import { readOptions } from './read-options.js';
import { fitProsody } from './tuning/fit-prosody.js';
import { asHeardBy, prosodyHearing } from './tuning/prosody-hearing.js';
import { rewritten } from './tuning/rewritten.js';
import { search, type Values } from './tuning/search.js';
import { worth } from './tuning/worth.js';

const FORMULA_FILE = 'src/core/classifier/prosody-formula.ts';
const OPTIONS_FILE = 'src/core/call/prosody-mood-options.ts';
const { values: given } = readOptions(
  `npm run tune:prosody -- [options]

Fits the formula of the prosody mode and its thresholds, on speech that is free for any use.

  --data FOLDER      default EVENKEEL_DATA or ../shared/data
  --rounds N         default 10
  --candidates N     of each round, default 60
  --cache FOLDER     keeps what was heard for the next time
  --seed N           default 1
  --write            writes formula and thresholds into src/core
  --json             one document on standard output`,
  {
    data: { type: 'string', default: process.env.EVENKEEL_DATA ?? '../shared/data' },
    rounds: { type: 'string', default: '10' },
    candidates: { type: 'string', default: '60' },
    cache: { type: 'string' },
    seed: { type: 'string', default: '1' },
    write: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
);

const SEARCHED = {
  'TENSION.atNats': [0.5, 8],
  'TENSION.driftNats': [-1, 4],
  'TENSION.oddsWeight': [0, 1.5],
  'start.priorMeanNats': [-4, 0],
  'start.priorWindows': [1, 10],
  'start.leastSpreadNats': [0.3, 1.2],
  'start.limitNats': [-2, 1.5],
  'start.mostSpreads': [0.5, 3],
} as const;
type Searched = Values<typeof SEARCHED>;

function withValues(changed: Searched): MoodOptions {
  const fields = (section: string) =>
    Object.fromEntries(
      Object.entries(changed)
        .filter(([name]) => name.startsWith(`${section}.`))
        .map(([name, value]) => [name.slice(section.length + 1), value]),
    );
  const tension = { ...PROSODY_MOOD_OPTIONS.anger, ...fields('TENSION') };
  const start = { ...PROSODY_MOOD_OPTIONS.start, ...fields('start') };
  return { ...PROSODY_MOOD_OPTIONS, anger: tension, anxiety: tension, start };
}

const { anger: tension, start } = PROSODY_MOOD_OPTIONS;
const from: Searched = {
  'TENSION.atNats': tension.atNats,
  'TENSION.driftNats': tension.driftNats,
  'TENSION.oddsWeight': tension.oddsWeight,
  'start.priorMeanNats': start.priorMeanNats,
  'start.priorWindows': start.priorWindows,
  'start.leastSpreadNats': start.leastSpreadNats,
  'start.limitNats': start.limitNats,
  'start.mostSpreads': start.mostSpreads,
};

const measured = await prosodyHearing(given.data, given.cache);
const formula = fitProsody(measured);
process.stderr.write(`${JSON.stringify(formula)}\n`);
const heard = measured.map((one) => asHeardBy(one, formula));
const found = search({
  ranges: SEARCHED,
  start: from,
  worthOf: (changed) => worth(heard, withValues(changed)),
  rounds: Number(given.rounds),
  candidates: Number(given.candidates),
  seed: Number(given.seed),
});
const rounded = Object.fromEntries(
  Object.entries(found).map(([name, value]) => [name, Number(value.toFixed(2))]),
) as Searched;
const mood = withValues(rounded);
const { policy } = defaultCoachOptions(['customer'], true);
const { anger, anxiety } = cueFigures(heard, mood, policy);
const { calm, happy } = cueFigures(heard, mood, unrestrained(policy));
const natural = naturalFigures(
  heard.filter(({ kind }) => kind === 'natural'),
  mood,
  policy,
);
const document = { formula, rounded, anger, anxiety, calm, happy, natural };
process.stdout.write(
  given.json
    ? `${JSON.stringify({ ...document, curve: operatingCurve(heard, mood, policy) })}\n`
    : `${JSON.stringify(document, null, 2)}\n`,
);
if (given.write) {
  writeFileSync(OPTIONS_FILE, rewritten(readFileSync(OPTIONS_FILE, 'utf8'), rounded));
  const numbers = Object.entries(formula.weights).map(([name, value]) => [`weights.${name}`, value]);
  const placed = Object.fromEntries([['PROSODY_FORMULA.bias', formula.bias], ...numbers]);
  writeFileSync(FORMULA_FILE, rewritten(readFileSync(FORMULA_FILE, 'utf8'), placed));
}
