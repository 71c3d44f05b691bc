import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Classifier, EmotionProbabilities } from '../../src/core/classifier/classifier.js';
import { OnnxClassifier } from '../../src/core/classifier/onnx-classifier.js';
import type { ModelWindow } from '../../src/core/features/model-window.js';
import type { ObservedScenario } from '../../src/lab/evaluation/cue-figures.js';
import type { CueScenario } from '../../src/lab/evaluation/cue-scenario.js';
import { loadScenarios, observeScenarios } from '../../src/lab/evaluation/score-cues.js';

export type RehearsalRequest = {
  readonly data: string;
  /** The model that ships, and folders that `train.py --fold` wrote. */
  readonly model: string;
  readonly folds: readonly string[];
  /** Where what was heard is kept from one search to the next. */
  readonly cache: string | undefined;
};

/** Speech at a quarter of its level: natural talk is not always near the microphone. */
const SOFT = 0.25;
/** What the first network finds so calm is never doubted. */
const NEVER_DOUBTED = 0.08;

/** Hears everybody whom thresholds may be set on; both networks are asked about every window that might be doubtful. */
export async function rehearsed(request: RehearsalRequest): Promise<readonly ObservedScenario[]> {
  const { cache, data } = request;
  if (cache !== undefined && existsSync(cache))
    return JSON.parse(readFileSync(cache, 'utf8')) as readonly ObservedScenario[];
  const calmPeople = (await load(data, 'calm', 'all')).filter((_, index) => index % 2 === 0);
  const tuned = await load(data, 'speech', 'tune');
  const soft = tuned
    .filter(({ kind }) => kind === 'natural')
    .map((one) => ({ ...one, samples: one.samples.map((sample) => sample * SOFT) }));
  const people = await observe([...tuned, ...soft, ...calmPeople], request.model);
  const trainedOn = request.folds.length === 0 ? [] : await load(data, 'speech', 'train');
  for (const fold of request.folds) {
    const leftOut = new Set(readFileSync(join(fold, 'left-out.tsv'), 'utf8').trim().split('\n').slice(1));
    const unheard = trainedOn.filter(({ speaker, kind }) => leftOut.has(speaker) && kind !== 'sounds');
    people.push(...(await observe(unheard, join(fold, 'emotion.onnx'))));
  }
  if (cache !== undefined) writeFileSync(cache, JSON.stringify(people));
  return people;
}

function load(data: string, folder: string, part: string): Promise<readonly CueScenario[]> {
  const sounds = join(data, 'sounds');
  return loadScenarios({
    dataFolder: join(data, folder),
    part,
    calmFolder: null,
    naturalFolder: part === 'tune' ? data : null,
    soundsFolder: part === 'tune' && existsSync(sounds) ? sounds : null,
    onProgress,
    onFault: (sentence) => process.stderr.write(`${sentence}\n`),
  });
}

async function observe(scenarios: readonly CueScenario[], modelPath: string) {
  const both = await BothOpinions.load(modelPath);
  const observed = [];
  for (const scenario of scenarios) {
    both.seconds.length = 0;
    const [one] = await observeScenarios([scenario], both, () => undefined);
    const heard = one!.observations.filter(({ emotion }) => emotion.kind === 'heard');
    const seconded = heard.map((observation, at) => ({
      ...observation,
      emotion: { ...observation.emotion, second: both.seconds[at] ?? null },
    }));
    observed.push({ ...one!, observations: seconded as ObservedScenario['observations'] });
    onProgress(`calls of ${dirname(modelPath)}`, observed.length, scenarios.length);
  }
  await both.close();
  return observed;
}

/** Answers as the first network, and keeps what the second one says of every window that might be doubtful. */
class BothOpinions implements Classifier {
  readonly seconds: (EmotionProbabilities | null)[] = [];

  private constructor(private readonly model: OnnxClassifier) {}

  static async load(modelPath: string): Promise<BothOpinions> {
    return new BothOpinions(await OnnxClassifier.load({ modelPath }));
  }

  async classify(windows: readonly ModelWindow[]): Promise<readonly EmotionProbabilities[]> {
    const { opinions } = this.model;
    if (opinions === undefined) return this.model.classify(windows);
    const said = await opinions.first(windows);
    const mayDoubt = (at: number) => Math.max(said[at]!.anger, said[at]!.anxiety) >= NEVER_DOUBTED;
    const asked = windows.filter((_, at) => mayDoubt(at));
    const answers = asked.length === 0 ? [] : [...(await opinions.second(asked))];
    for (const at of windows.keys()) this.seconds.push(mayDoubt(at) ? (answers.shift() ?? null) : null);
    return said;
  }

  close(): Promise<void> {
    return this.model.close();
  }
}

function onProgress(what: string, done: number, total: number): void {
  if (done % 50 === 0 || done === total) process.stderr.write(`${done} of ${total} ${what}\n`);
}
