import { ANALYSIS_RATE_HZ } from '../../core/audio/audio-frame.js';
import {
  ClipReader,
  type CorpusSpeaker,
  type SpeechClip,
  type SpeechCorpus,
} from '../corpus/speech-corpus.js';
import { codeForTelephone, lineGain } from '../corpus/telephone-coding.js';
import { livelyTalk } from './lively-talk.js';
import type { Sound } from './sound.js';

type ScenarioKind = 'anger' | 'anxiety' | 'calm' | 'happy' | 'natural' | 'lively' | 'sounds';

/** One caller's side of a made-up call, telephone-coded, 8 kHz mono. */
export type CueScenario = {
  readonly kind: ScenarioKind;
  readonly speaker: string;
  readonly corpus: string;
  readonly language: string;
  readonly sex: string;
  /** First sample of the target emotion, ms; null in calls that have none. */
  readonly onsetMs: number | null;
  readonly samples: Float32Array;
  /** The other side of a natural call, where it was recorded. */
  readonly agent: Float32Array | null;
};

const NEUTRAL_S = 20;
const TARGET_S = 15;
/** Distinct speech that a speaker must have of each. */
const LEAST_S = 8;
const CALM_S = 60;
/** Corpora whose sadness was acted as loud and high as anger: their people do not wander calmly. */
const LOUD_SADNESS = new Set(['ased']);

/**
 * Calls of one speaker. Onset calls: 20 s neutral, then 15 s of the target emotion, clips repeated in order to fill;
 * at least 8 s of distinct clips of each. Calm and happy calls: all such clips in file order, repeated to at least 60 s.
 * A clip that cannot be read is reported and left out.
 */
export async function scenariosOf(
  speaker: CorpusSpeaker,
  reader: ClipReader,
  onFault: (sentence: string) => void,
  sounds: readonly Sound[] = [],
): Promise<readonly CueScenario[]> {
  const heard: { clip: SpeechClip; samples: Float32Array }[] = [];
  for (const clip of speaker.clips) {
    const samples = await reader.readOrTell(clip, onFault);
    if (samples !== null) heard.push({ clip, samples });
  }
  if (heard.length === 0) return [];
  const gain = lineGain(heard.map(({ samples }) => samples));
  const of = (matches: (clip: SpeechClip) => boolean) =>
    heard.filter(({ clip }) => matches(clip)).map(({ samples }) => codeForTelephone(samples, gain));
  const neutral = of(({ meaning }) => meaning === 'neutral');
  const happy = of(({ cells }) => /^(happy|happiness|joy)$/i.test(cells.emotion));
  const { corpus, language, sex } = heard[0]!.clip.cells;
  const call = (kind: ScenarioKind, onsetMs: number | null, samples: Float32Array): CueScenario => ({
    kind,
    speaker: speaker.id,
    corpus,
    language,
    sex,
    onsetMs,
    samples,
    agent: null,
  });
  const scenarios: CueScenario[] = [];
  for (const kind of ['anger', 'anxiety'] as const) {
    const target = of(({ meaning }) => meaning === kind);
    if (seconds(neutral) < LEAST_S || seconds(target) < LEAST_S) continue;
    const samples = joined([filled(neutral, NEUTRAL_S, 'exactly'), filled(target, TARGET_S, 'exactly')]);
    scenarios.push(call(kind, NEUTRAL_S * 1000, samples));
  }
  if (neutral.length > 0) scenarios.push(call('calm', null, filled(neutral, CALM_S, 'at-least')));
  if (happy.length > 0) scenarios.push(call('happy', null, filled(happy, CALM_S, 'at-least')));
  const lively = livelyTalk(
    speaker.id,
    heard.map(({ clip, samples: own }) => ({
      emotion: clip.cells.emotion,
      samples: own.map((sample) => sample * gain),
    })),
    sounds,
  );
  if (lively !== null && !LOUD_SADNESS.has(corpus)) scenarios.push(call('lively', null, lively));
  return scenarios;
}

/** All scenarios of a corpus, speaker by speaker. */
export async function* corpusScenarios(
  corpus: SpeechCorpus,
  onProgress: (done: number, total: number) => void,
  onFault: (sentence: string) => void,
  sounds: readonly Sound[] = [],
): AsyncGenerator<CueScenario> {
  for (const { sentence } of corpus.faults) onFault(sentence);
  const reader = new ClipReader(corpus.folder);
  let done = 0;
  for (const speaker of corpus.speakers) {
    yield* await scenariosOf(speaker, reader, onFault, sounds);
    done += 1;
    onProgress(done, corpus.speakers.length);
  }
}

function seconds(clips: readonly Float32Array[]): number {
  return clips.reduce((sum, clip) => sum + clip.length, 0) / ANALYSIS_RATE_HZ;
}

/** Clips one after the other, over again while they fall short; cut to length only where it must be exact. */
function filled(
  clips: readonly Float32Array[],
  lengthS: number,
  length: 'exactly' | 'at-least',
): Float32Array {
  const once = joined(clips);
  const wanted = lengthS * ANALYSIS_RATE_HZ;
  const whole = joined(Array.from({ length: Math.max(1, Math.ceil(wanted / once.length)) }, () => once));
  return length === 'exactly' ? whole.slice(0, wanted) : whole;
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
