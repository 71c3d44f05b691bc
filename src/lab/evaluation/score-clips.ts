import type { Classifier, EmotionProbabilities } from '../../core/classifier/classifier.js';
import { LLD, LLD_NAMES } from '../../core/features/feature-schema.js';
import type { ModelWindow } from '../../core/features/model-window.js';
import { SpeakerProfile } from '../../core/features/speaker-profile.js';
import { profileOf, windowsOf } from '../corpus/clip-windows.js';
import {
  ClipReader,
  type CorpusSpeaker,
  type SpeechClip,
  type SpeechCorpus,
} from '../corpus/speech-corpus.js';
import { codeForTelephone, lineGain } from '../corpus/telephone-coding.js';

/** Clips from which a speaker's baseline forms. */
const BASELINE_CLIPS = 4;

/** What the speech went through before it was heard. */
export type LineCoding = 'telephone' | 'clean';

/** Single acoustic measures of a clip, for the baselines that any model must beat. */
export type SimpleMeasures = { readonly levelDb: number; readonly f0Mean: number; readonly f0Range: number };

export type ScoredClip = {
  readonly clip: SpeechClip;
  /** null for a clip that the baseline was formed on. */
  readonly probabilities: EmotionProbabilities | null;
  readonly measures: SimpleMeasures;
  readonly windows: readonly ModelWindow[];
};

export type ScoringRequest = {
  readonly corpus: SpeechCorpus;
  readonly classifier: Classifier;
  readonly coding: LineCoding;
  readonly onProgress: (done: number, total: number) => void;
  /** A clip that cannot be used; scoring goes on. */
  readonly onFault: (sentence: string) => void;
};

/** Scores every clip of a corpus through the live path: coding, extractors, model, calibration; speaker by speaker. */
export async function* scoreClips(request: ScoringRequest): AsyncGenerator<ScoredClip> {
  const { corpus } = request;
  const reader = new ClipReader(corpus.folder);
  let done = 0;
  for (const speaker of corpus.speakers) {
    yield* scoreSpeaker(speaker, reader, request);
    done += 1;
    request.onProgress(done, corpus.speakers.length);
  }
}

/**
 * The speaker's first four neutral clips in file order, else their first four of any kind, else none: what a call
 * would have heard before it is judged. They are not scored.
 */
export function baselineClips(clips: readonly SpeechClip[]): readonly SpeechClip[] {
  const neutral = clips.filter(({ meaning }) => meaning === 'neutral');
  const chosen = neutral.length >= BASELINE_CLIPS ? neutral : clips;
  return chosen.length >= BASELINE_CLIPS ? chosen.slice(0, BASELINE_CLIPS) : [];
}

async function* scoreSpeaker(
  speaker: CorpusSpeaker,
  reader: ClipReader,
  request: ScoringRequest,
): AsyncGenerator<ScoredClip> {
  const heard = new Map<SpeechClip, Float32Array>();
  for (const clip of speaker.clips) {
    const samples = await reader.readOrTell(clip, request.onFault);
    if (samples !== null) heard.set(clip, samples);
  }
  const gain = lineGain([...heard.values()]);
  const onLine = (samples: Float32Array) =>
    request.coding === 'telephone'
      ? codeForTelephone(samples, gain)
      : samples.map((sample) => Math.max(-1, Math.min(1, sample * gain)));
  const start = baselineClips([...heard.keys()]);
  const profile =
    start.length === 0 ? new SpeakerProfile() : profileOf(start.map((clip) => onLine(heard.get(clip)!)));
  for (const [clip, samples] of heard) {
    const windows = windowsOf(onLine(samples), profile);
    const measures = measuresOf(windows);
    if (start.includes(clip)) yield { clip, probabilities: null, measures, windows };
    else yield { clip, probabilities: meanOf(await request.classifier.classify(windows)), measures, windows };
  }
}

function meanOf(rows: readonly EmotionProbabilities[]): EmotionProbabilities {
  const mean = (name: keyof EmotionProbabilities) =>
    rows.reduce((sum, row) => sum + row[name], 0) / rows.length;
  return { anger: mean('anger'), anxiety: mean('anxiety'), other: mean('other') };
}

/** Over the voiced frames of the clip's last window. */
function measuresOf(windows: readonly ModelWindow[]): SimpleMeasures {
  const rows = windows.at(-1)?.sequence ?? new Float32Array(0);
  const f0: number[] = [];
  let level = 0;
  for (let at = 0; at < rows.length; at += LLD_NAMES.length) {
    const semitones = rows[at + LLD.f0Semitones]!;
    if (semitones <= 0) continue;
    f0.push(semitones);
    level += rows[at + LLD.levelDb]!;
  }
  if (f0.length === 0) return { levelDb: -100, f0Mean: 0, f0Range: 0 };
  const sorted = f0.toSorted((a, b) => a - b);
  const quantile = (share: number) => sorted[Math.round(share * (sorted.length - 1))]!;
  return {
    levelDb: level / f0.length,
    f0Mean: f0.reduce((sum, value) => sum + value, 0) / f0.length,
    f0Range: quantile(0.95) - quantile(0.05),
  };
}
