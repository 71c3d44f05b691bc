import { ANALYSIS_RATE_HZ, type Role } from '../../core/audio/audio-frame.js';
import type { MoodOptions } from '../../core/call/mood-options.js';
import type { Classifier } from '../../core/classifier/classifier.js';
import type { PolicyOptions } from '../../core/cues/coaching-options.js';
import { ownField } from '../../own-field.js';
import { openSpeechCorpus } from '../corpus/speech-corpus.js';
import {
  type CueFigures,
  cueFigures,
  cueFiguresBy,
  type ObservedScenario,
  unrestrained,
} from './cue-figures.js';
import { type CueScenario, corpusScenarios } from './cue-scenario.js';
import { type CueViolations, countViolations } from './cue-violations.js';
import { type NaturalFigures, naturalFigures, type SoundFigures, soundFigures } from './natural-figures.js';
import { naturalTalk } from './natural-talk.js';
import { observeCall } from './observed-call.js';
import { type OperatingPoint, operatingCurve } from './operating-curve.js';
import { readSounds, reelVoices, soundReels } from './sound-reels.js';

/** Windows classified, and those of which a second opinion was asked. */
export type OpinionCounts = { readonly windows: number; readonly asked: number };

export type CueScoreRequest = {
  /** Folder of acted speech, and the part of its speakers to use. */
  readonly dataFolder: string;
  readonly part: string;
  /** Folder of calm people, each clip a call. */
  readonly calmFolder: string | null;
  /** Folder that holds conversations in `calls` and `turns`. */
  readonly naturalFolder: string | null;
  /** Folder of sounds that are no speech, with `sounds.tsv`. */
  readonly soundsFolder: string | null;
  readonly classifier: Classifier & { readonly counts?: OpinionCounts };
  readonly mood: MoodOptions;
  readonly policy: PolicyOptions;
  readonly onProgress: (what: string, done: number, total: number) => void;
  readonly onFault: (sentence: string) => void;
};

/** One set of figures: how soon under the shipped policy, false cues without its restraint, and beside it with. */
export type CueScore = {
  readonly anger: CueFigures['anger'];
  readonly anxiety: CueFigures['anxiety'];
  readonly falseCues: Pick<CueFigures, 'calm' | 'happy'>;
  readonly shippedFalseCues: Pick<CueFigures, 'calm' | 'happy'>;
};

export type CueScores = {
  readonly natural: NaturalFigures;
  readonly lively: NaturalFigures;
  readonly sounds: SoundFigures;
  /** Of the windows of calm and natural calls, those of which a second opinion was asked. */
  readonly secondOpinion: { readonly shareOfWindows: number };
  readonly all: CueScore;
  readonly byCorpus: Readonly<Record<string, CueScore>>;
  readonly bySex: Readonly<Record<string, CueScore>>;
  readonly byLanguage: Readonly<Record<string, CueScore>>;
  readonly violations: CueViolations;
  readonly curve: readonly OperatingPoint[];
};

/** Calls made of clips of one kind, by which corpora, sexes and languages are compared. */
const JOINED: ReadonlySet<string> = new Set(['anger', 'anxiety', 'calm', 'happy']);

/** Scores the shipped path, from samples to cues, by the definitions in `docs/coaching.md`. */
export async function scoreCues(request: CueScoreRequest): Promise<CueScores> {
  const { mood, policy, classifier } = request;
  const scenarios = await loadScenarios(request);
  const isCalm = ({ kind }: CueScenario) => kind === 'calm' || kind === 'natural';
  const before = { windows: 0, asked: 0, ...classifier.counts };
  const calm = await observeScenarios(scenarios.filter(isCalm), classifier, request.onProgress);
  const after = { windows: 0, asked: 0, ...classifier.counts };
  const others = scenarios.filter((one) => !isCalm(one));
  const observed = [...calm, ...(await observeScenarios(others, classifier, request.onProgress))];
  const joined = observed.filter(({ kind }) => JOINED.has(kind));
  const onViolation = (done: number, total: number) => request.onProgress('two-party calls', done, total);
  const violations = await countViolations(scenarios, request, onViolation);
  const by = (nameOf: (scenario: ObservedScenario) => string) => {
    const shipped = cueFiguresBy(joined, nameOf, mood, policy);
    const free = cueFiguresBy(joined, nameOf, mood, unrestrained(policy));
    return Object.fromEntries(
      Object.keys(shipped).map((name) => [name, score(ownField(shipped, name)!, ownField(free, name)!)]),
    );
  };
  const natural = (kind: 'natural' | 'lively') =>
    naturalFigures(
      observed.filter((one) => one.kind === kind),
      mood,
      policy,
    );
  return {
    secondOpinion: {
      shareOfWindows: (after.asked - before.asked) / Math.max(1, after.windows - before.windows),
    },
    natural: natural('natural'),
    lively: natural('lively'),
    sounds: soundFigures(
      observed.filter((one) => one.kind === 'sounds'),
      mood,
      policy,
    ),
    all: score(cueFigures(observed, mood, policy), cueFigures(observed, mood, unrestrained(policy))),
    byCorpus: by(({ corpus }) => corpus),
    bySex: by(({ sex }) => sex),
    byLanguage: by(({ language }) => language),
    violations,
    curve: operatingCurve(observed, mood, policy),
  };
}

/** Every call: made up of acted and of calm speech, natural ones, and reels of sounds. */
export async function loadScenarios(
  request: Pick<
    CueScoreRequest,
    'dataFolder' | 'part' | 'calmFolder' | 'naturalFolder' | 'soundsFolder' | 'onProgress' | 'onFault'
  >,
): Promise<readonly CueScenario[]> {
  const scenarios: CueScenario[] = [];
  const sounds = request.soundsFolder === null ? [] : await readSounds(request.soundsFolder);
  const folders = [
    { folder: request.dataFolder, part: request.part, what: 'speakers' },
    ...(request.calmFolder === null
      ? []
      : [{ folder: request.calmFolder, part: 'all', what: 'calm people' }]),
  ];
  for (const { folder, part, what } of folders) {
    const corpus = await openSpeechCorpus(folder, part);
    const onProgress = (done: number, total: number) => request.onProgress(what, done, total);
    for await (const scenario of corpusScenarios(corpus, onProgress, request.onFault, sounds))
      scenarios.push(scenario);
  }
  const natural = request.naturalFolder === null ? [] : await naturalTalk(request.naturalFolder);
  return [...scenarios, ...natural, ...soundReels(sounds, reelVoices(scenarios))];
}

/** The slow part: features and model over every call. */
export async function observeScenarios(
  scenarios: readonly CueScenario[],
  classifier: Classifier,
  onProgress: CueScoreRequest['onProgress'],
): Promise<readonly ObservedScenario[]> {
  const observed: ObservedScenario[] = [];
  for (const { samples, agent, ...scenario } of scenarios) {
    const tracks = new Map<Role, Float32Array>([['customer', samples]]);
    if (agent !== null) tracks.set('agent', agent);
    const observations = await observeCall(tracks, classifier);
    observed.push({ ...scenario, callerMs: (samples.length * 1000) / ANALYSIS_RATE_HZ, observations });
    onProgress('calls', observed.length, scenarios.length);
  }
  return observed;
}

function score(shipped: CueFigures, free: CueFigures): CueScore {
  return {
    anger: shipped.anger,
    anxiety: shipped.anxiety,
    falseCues: { calm: free.calm, happy: free.happy },
    shippedFalseCues: { calm: shipped.calm, happy: shipped.happy },
  };
}
