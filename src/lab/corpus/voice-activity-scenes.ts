import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ANALYSIS_RATE_HZ, HOP_SAMPLES } from '../../core/audio/audio-frame.js';
import { normal } from '../random/random-draws.js';
import { type Random, seededRandom } from '../random/seeded-random.js';
import { readNarrowFlac } from './read-narrow-flac.js';
import { ClipReader, type SpeechClip, type SpeechCorpus } from './speech-corpus.js';
import { codeForTelephone, lineGain } from './telephone-coding.js';

/** Telephone-coded audio with a label a hop: 1 = somebody speaks. */
export type VoiceScene = {
  readonly kind: string;
  readonly samples: Float32Array;
  readonly labels: Uint8Array;
};

const SCENE_SECONDS = 40;
const SNRS_DB = [20, 10, 5] as const;
/** Clean speech lies within this range below its own loud parts; shorter holes are closed (de Jong & Wempe's pause). */
const RANGE_DB = 32;
const HOLE_HOPS = 15;
const RECORDED_NOISES = ['bg_noise', 'kitchen', 'sb_noise1'] as const;

/** Told of every clip or file that cannot be used. */
type OnFault = (sentence: string) => void;

/** Meeting excerpts labelled by people: `*.flac` beside `*.rttm` (second field names the file). */
export async function labelledScenes(folder: string, onFault: OnFault): Promise<VoiceScene[]> {
  if (!existsSync(folder)) return [];
  const segments = new Map<string, [number, number][]>();
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.rttm'))) {
    for (const line of (await readFile(join(folder, name), 'utf8')).split('\n')) {
      const [tag, file, , from, length] = line.split(/\s+/);
      if (tag !== 'SPEAKER' || file === undefined) continue;
      const known = segments.get(file) ?? [];
      segments.set(file, [...known, [Number(from) * 100, (Number(from) + Number(length)) * 100]]);
    }
  }
  const scenes: VoiceScene[] = [];
  for (const [file, spoken] of segments) {
    const samples = await readNarrowFlac(join(folder, `${file}.flac`), onFault);
    if (samples === null) continue;
    const labels = new Uint8Array(Math.floor(samples.length / HOP_SAMPLES));
    for (const [from, to] of spoken) labels.fill(1, Math.round(from), Math.round(to));
    scenes.push({ kind: 'meeting, labelled by people', samples: coded(samples), labels });
  }
  return scenes;
}

function coded(samples: Float32Array): Float32Array {
  return codeForTelephone(samples, lineGain([samples]));
}

/** Labels clean speech by its energy. */
export function energyLabels(samples: Float32Array): Uint8Array {
  const hops = Math.floor(samples.length / HOP_SAMPLES);
  const levelDb = Float32Array.from({ length: hops }, (_, hop) => {
    let energy = 1e-12;
    for (let n = 0; n < HOP_SAMPLES; n++) energy += samples[hop * HOP_SAMPLES + n]! ** 2;
    return 10 * Math.log10(energy / HOP_SAMPLES);
  });
  const loud = [...levelDb].sort((a, b) => a - b)[Math.floor(0.95 * hops)] ?? 0;
  const labels = Uint8Array.from(levelDb, (level) => (level > Math.max(loud - RANGE_DB, -60) ? 1 : 0));
  let last = -1;
  for (let hop = 0; hop < hops; hop++) {
    if (labels[hop] === 0) continue;
    if (last >= 0 && hop - last <= HOLE_HOPS) labels.fill(1, last, hop);
    last = hop;
  }
  return labels;
}

/** Speech with pauses of 0.3 to 2 s, each clip at one level. A clip that cannot be read is taken out of `clips`. */
async function speech(reader: ClipReader, clips: SpeechClip[], random: Random, onFault: OnFault) {
  const samples = new Float32Array(SCENE_SECONDS * ANALYSIS_RATE_HZ);
  const labels = new Uint8Array(samples.length / HOP_SAMPLES);
  for (let at = 0; at < samples.length && clips.length > 0; ) {
    const drawn = Math.floor(random() * clips.length);
    const clip = await reader.readOrTell(clips[drawn]!, onFault);
    if (clip === null) {
      clips.splice(drawn, 1);
      continue;
    }
    const gain = lineGain([clip]);
    const fitting = clip.subarray(0, samples.length - at).map((sample) => sample * gain);
    samples.set(fitting, at);
    labels.set(energyLabels(fitting), at / HOP_SAMPLES);
    at += Math.ceil(clip.length / HOP_SAMPLES + 30 + random() * 170) * HOP_SAMPLES;
  }
  return { samples, labels };
}

/** Chords of decaying harmonics in changing note lengths: a hold tune. */
function music(length: number, random: Random): Float32Array {
  const samples = new Float32Array(length);
  const scaleHz = [262, 294, 330, 349, 392, 440, 494, 523];
  for (let at = 0; at < length; ) {
    const duration = Math.floor([0.2, 0.4, 0.8][Math.floor(random() * 3)]! * ANALYSIS_RATE_HZ);
    const rootHz = scaleHz[Math.floor(random() * scaleHz.length)]!;
    for (let n = 0; n < duration && at + n < length; n++) {
      let sum = 0;
      for (const ratio of [1, 1.25, 1.5]) {
        for (let h = 1; h <= 5; h++)
          sum += Math.sin((2 * Math.PI * rootHz * ratio * h * n) / ANALYSIS_RATE_HZ) / h;
      }
      samples[at + n] = sum * Math.exp((-2 * n) / ANALYSIS_RATE_HZ);
    }
    at += duration;
  }
  return samples;
}

/** Hiss and mains hum of a bad line. */
function lineNoise(length: number, random: Random): Float32Array {
  return Float32Array.from(
    { length },
    (_, n) =>
      normal(random) +
      Math.sin((2 * Math.PI * 50 * n) / ANALYSIS_RATE_HZ) +
      0.1 * Math.sin((2 * Math.PI * 400 * n) / ANALYSIS_RATE_HZ),
  );
}

function mixed(
  voice: { samples: Float32Array; labels: Uint8Array },
  noise: Float32Array,
  snrDb: number,
): Float32Array {
  let voiceEnergy = 0;
  let spoken = 0;
  let noiseEnergy = 0;
  for (let n = 0; n < voice.samples.length; n++) {
    noiseEnergy += noise[n]! ** 2;
    if (voice.labels[Math.floor(n / HOP_SAMPLES)] !== 1) continue;
    voiceEnergy += voice.samples[n]! ** 2;
    spoken += 1;
  }
  if (spoken === 0 || noiseEnergy === 0) return voice.samples;
  const gain = Math.sqrt(voiceEnergy / spoken / (noiseEnergy / noise.length)) * 10 ** (-snrDb / 20);
  return voice.samples.map((sample, n) => sample + gain * noise[n]!);
}

/** Speech of the corpus, clean and in line noise, babble, music and recorded rooms at 20, 10 and 5 dB. */
export async function noisyScenes(
  corpus: SpeechCorpus,
  noiseFolder: string,
  onFault: OnFault,
): Promise<VoiceScene[]> {
  const random = seededRandom(3);
  const reader = new ClipReader(corpus.folder, 'resample');
  const clips = corpus.speakers.flatMap((speaker) => speaker.clips);
  const length = SCENE_SECONDS * ANALYSIS_RATE_HZ;
  const noises: [string, () => Promise<Float32Array>][] = [
    ['line noise', async () => lineNoise(length, random)],
    ['music', async () => music(length, random)],
    [
      'babble',
      async () => {
        const sum = new Float32Array(length);
        for (let talker = 0; talker < 6; talker++) {
          const { samples } = await speech(reader, clips, random, onFault);
          for (let n = 0; n < length; n++) sum[n]! += samples[n]!;
        }
        return sum;
      },
    ],
  ];
  for (const name of RECORDED_NOISES) {
    const path = join(noiseFolder, `${name}.flac`);
    if (!existsSync(path)) continue;
    const recorded = await readNarrowFlac(path, onFault);
    if (recorded === null) continue;
    noises.push([
      'recorded noise',
      async () => Float32Array.from({ length }, (_, n) => recorded[n % recorded.length]!),
    ]);
  }
  const clean = await speech(reader, clips, random, onFault);
  const scenes: VoiceScene[] = [{ kind: 'clean', samples: coded(clean.samples), labels: clean.labels }];
  for (const [kind, make] of noises) {
    for (const snrDb of SNRS_DB) {
      const voice = await speech(reader, clips, random, onFault);
      const samples = coded(mixed(voice, await make(), snrDb));
      scenes.push({ kind: `${kind}, ${snrDb} dB`, samples, labels: voice.labels });
    }
  }
  return scenes;
}
