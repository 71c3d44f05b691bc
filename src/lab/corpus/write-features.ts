import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  FUNCTIONAL_NAMES,
  LLD_NAMES,
  PROFILE_FRAMES,
  SCHEMA_VERSION,
  WINDOW_FRAMES,
} from '../../core/features/feature-schema.js';
import { LOG_MEL_BANDS } from '../../core/features/kernels/log-mel-bands.js';
import { logMelPicture } from '../../core/features/kernels/log-mel-kernel.js';
import { seedFor } from '../random/random-draws.js';
import { type Random, seededRandom } from '../random/seeded-random.js';
import { readFlacFile } from '../recordings/flac-file.js';
import { framesOf } from './clip-windows.js';
import { drawLine, type LineCondition, overLine } from './line-augmentation.js';
import { NpyFile } from './npy-file.js';
import {
  CLIP_COLUMNS,
  ClipReader,
  type CorpusSpeaker,
  type SpeechClip,
  type SpeechCorpus,
} from './speech-corpus.js';
import { codeForTelephone, lineGain } from './telephone-coding.js';

export type FeaturesRequest = {
  readonly corpus: SpeechCorpus;
  /** Path of the array; `.json`, `.tsv`, `.functionals.npy` (a row a clip) and `.log-mel.npy` (a row a hop) lie beside it. */
  readonly out: string;
  /** null: the plain telephone coding on which everything is reported. A number: another line for each speaker. */
  readonly augmentSeed: number | null;
  /** Folder of FLAC recordings of rooms and streets; null without noise. */
  readonly noiseFolder: string | null;
  readonly onProgress: (done: number, total: number) => void;
  readonly onFault: (sentence: string) => void;
};

/** What was written, and what was left out. */
export type FeaturesWritten = { readonly clips: number; readonly frames: number; readonly faults: number };

/** Writes every descriptor row of every clip, as the live extractors compute them, for training. */
export async function writeFeatures(request: FeaturesRequest): Promise<FeaturesWritten> {
  const { corpus, out } = request;
  const array = new NpyFile(out, LLD_NAMES.length);
  const summary = new NpyFile(`${out}.functionals.npy`, FUNCTIONAL_NAMES.length);
  const pictures = new NpyFile(`${out}.log-mel.npy`, LOG_MEL_BANDS);
  const reader = new ClipReader(corpus.folder);
  const beds = request.augmentSeed === null ? [] : await noiseBeds(request, reader);
  const table: string[] = [
    [...CLIP_COLUMNS, 'part', 'meaning', 'first_row', 'rows', 'first_hop', 'hops'].join('\t'),
  ];
  let faults = corpus.faults.length;
  let done = 0;
  for (const { sentence } of corpus.faults) request.onFault(sentence);
  for (const speaker of corpus.speakers) {
    const clips = await hearClips(speaker, reader, (sentence) => {
      faults += 1;
      request.onFault(sentence);
    });
    const line = lineFor(speaker, [...clips.values()], request.augmentSeed, beds);
    for (const [clip, samples] of clips) {
      if (clip.meaning === null) continue;
      const heard = line(samples);
      const { rows, functionals } = framesOf(heard);
      const picture = logMelPicture(heard);
      const cells = CLIP_COLUMNS.map((column) => clip.cells[column]);
      const places = [
        array.rows,
        rows.length / LLD_NAMES.length,
        pictures.rows,
        picture.length / LOG_MEL_BANDS,
      ];
      table.push([...cells, speaker.part, clip.meaning, ...places].join('\t'));
      pictures.append(picture);
      array.append(rows);
      summary.append(functionals);
    }
    done += 1;
    request.onProgress(done, corpus.speakers.length);
  }
  array.close();
  summary.close();
  pictures.close();
  await writeFile(`${out}.tsv`, `${table.join('\n')}\n`);
  const about = {
    schemaVersion: SCHEMA_VERSION,
    descriptors: LLD_NAMES,
    functionals: FUNCTIONAL_NAMES,
    voicedBy: 'f0Semitones',
    windowFrames: WINDOW_FRAMES,
    profileFrames: PROFILE_FRAMES,
    augmentSeed: request.augmentSeed,
  };
  await writeFile(`${out}.json`, `${JSON.stringify(about, null, 2)}\n`);
  return { clips: table.length - 1, frames: array.rows, faults };
}

async function hearClips(
  speaker: CorpusSpeaker,
  reader: ClipReader,
  onFault: (sentence: string) => void,
): Promise<Map<SpeechClip, Float32Array>> {
  const heard = new Map<SpeechClip, Float32Array>();
  for (const clip of speaker.clips) {
    const samples = await reader.readOrTell(clip, onFault);
    if (samples !== null) heard.set(clip, samples);
  }
  return heard;
}

function lineFor(
  speaker: CorpusSpeaker,
  clips: readonly Float32Array[],
  seed: number | null,
  beds: readonly Float32Array[],
): (samples: Float32Array) => Float32Array {
  const gain = lineGain(clips);
  if (seed === null) return (samples) => codeForTelephone(samples, gain);
  const random: Random = seededRandom(seedFor(speaker.id, seed));
  const line: LineCondition = drawLine(random, gain, beds);
  return (samples) => overLine(samples, line, random);
}

/** Recorded noise, and babble: three strangers from the corpus at once. */
async function noiseBeds({ noiseFolder, corpus, augmentSeed }: FeaturesRequest, reader: ClipReader) {
  const beds: Float32Array[] = [];
  if (noiseFolder !== null) {
    for (const name of (await readdir(noiseFolder)).filter((file) => file.endsWith('.flac')).sort()) {
      beds.push(Float32Array.from((await readFlacFile(join(noiseFolder, name))).channels[0]!));
    }
  }
  const random = seededRandom(seedFor('babble', augmentSeed ?? 0));
  for (let i = 0; i < 4; i++) {
    const babble = new Float32Array(24_000);
    for (let voice = 0; voice < 3; voice++) {
      const speaker = corpus.speakers[Math.floor(random() * corpus.speakers.length)]!;
      const clip = speaker.clips[Math.floor(random() * speaker.clips.length)]!;
      const samples = await reader.read(clip).catch(() => new Float32Array(1));
      const gain = lineGain([samples]);
      for (let n = 0; n < babble.length; n++) babble[n]! += gain * samples[n % samples.length]!;
    }
    beds.push(babble);
  }
  return beds;
}
