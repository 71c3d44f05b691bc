import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Classifier, EmotionProbabilities } from '../../src/core/classifier/classifier.js';
import { undivided } from '../../src/core/classifier/prosody-classifier.js';
import {
  type ProsodyFormula,
  type ProsodyMeasures,
  prosodyMeasures,
  tensionNats,
} from '../../src/core/classifier/prosody-formula.js';
import type { ModelWindow } from '../../src/core/features/model-window.js';
import {
  type CorpusSpeaker,
  openSpeechCorpus,
  type SpeechCorpus,
} from '../../src/lab/corpus/speech-corpus.js';
import type { ObservedScenario } from '../../src/lab/evaluation/cue-figures.js';
import { type CueScenario, corpusScenarios } from '../../src/lab/evaluation/cue-scenario.js';
import { naturalTalk } from '../../src/lab/evaluation/natural-talk.js';
import { observeScenarios } from '../../src/lab/evaluation/score-cues.js';
import { seedFor } from '../../src/lab/random/random-draws.js';
import { seededRandom } from '../../src/lab/random/seeded-random.js';

/** A call with what the formula measures in each window that was heard, in order. */
export type MeasuredScenario = {
  readonly scenario: ObservedScenario;
  readonly measures: readonly ProsodyMeasures[];
};

/** Clips of 2 s in another order make another call: each person turns angry, and afraid, so many times. */
const ORDERS = 5;
/** The service calls; what else lies in `calls` has another licence. */
const SERVICE_CALL = /^(AutoRepairs|demo_agent)/;

/** Hears the speech that may be used for anything: EmoDB, every second calm order, the service calls. */
export async function prosodyHearing(
  data: string,
  cache: string | undefined,
): Promise<readonly MeasuredScenario[]> {
  if (cache !== undefined && existsSync(cache))
    return JSON.parse(readFileSync(cache, 'utf8')) as readonly MeasuredScenario[];
  const speech = await openSpeechCorpus(join(data, 'speech'), 'train');
  const people = speech.speakers.filter(({ clips }) => clips[0]?.cells.corpus === 'emodb');
  const reordered = Array.from({ length: ORDERS - 1 }, (_, order) =>
    people.map((person) => inAnotherOrder(person, order + 1)),
  ).flat();
  const orders = await openSpeechCorpus(join(data, 'calm'), 'all');
  const calm = { ...orders, speakers: orders.speakers.filter((_, index) => index % 2 === 0) };
  const service = (await naturalTalk(data)).filter(({ speaker }) => SERVICE_CALL.test(speaker));
  const scenarios = [
    ...(await scenariosOf({ ...speech, faults: [], speakers: people })),
    ...(await scenariosOf({ ...speech, faults: [], speakers: reordered })).filter(isOnset),
    ...(await scenariosOf(calm)),
    ...service,
  ];
  const measured: MeasuredScenario[] = [];
  const recorder = new MeasuringClassifier();
  for (const scenario of scenarios) {
    recorder.measures = [];
    const [observed] = await observeScenarios([scenario], recorder, () => undefined);
    const observations = observed!.observations.filter(({ emotion }) => emotion.kind === 'heard');
    measured.push({ scenario: { ...observed!, observations }, measures: recorder.measures });
    if (measured.length % 20 === 0) process.stderr.write(`${measured.length} of ${scenarios.length} calls\n`);
  }
  if (cache !== undefined) writeFileSync(cache, JSON.stringify(measured));
  return measured;
}

/** The same calls as the formula hears them. */
export function asHeardBy(
  { scenario, measures }: MeasuredScenario,
  formula: ProsodyFormula,
): ObservedScenario {
  const observations = scenario.observations.map((observation, at) => ({
    ...observation,
    emotion: { kind: 'heard', probabilities: undivided(tensionNats(measures[at]!, formula)) } as const,
  }));
  return { ...scenario, observations };
}

async function scenariosOf(corpus: SpeechCorpus): Promise<readonly CueScenario[]> {
  const scenarios: CueScenario[] = [];
  const onFault = (sentence: string) => process.stderr.write(`${sentence}\n`);
  for await (const scenario of corpusScenarios(corpus, () => undefined, onFault)) scenarios.push(scenario);
  return scenarios;
}

function isOnset({ onsetMs }: CueScenario): boolean {
  return onsetMs !== null;
}

function inAnotherOrder(person: CorpusSpeaker, order: number): CorpusSpeaker {
  const random = seededRandom(seedFor(person.id, order));
  const drawn = person.clips.map((clip) => ({ clip, at: random() }));
  return { ...person, clips: drawn.sort((a, b) => a.at - b.at).map(({ clip }) => clip) };
}

/** Keeps what the formula measures in every window; its answers are not used. */
class MeasuringClassifier implements Classifier {
  measures: ProsodyMeasures[] = [];

  async classify(windows: readonly ModelWindow[]): Promise<readonly EmotionProbabilities[]> {
    this.measures.push(...windows.map(prosodyMeasures));
    return windows.map(() => undivided(0));
  }

  async close(): Promise<void> {}
}
