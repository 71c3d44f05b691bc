import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DEMO_CALL_PATH } from '../../src/app/package-root.js';
import { ClipReader, openSpeechCorpus, type SpeechClip } from '../../src/lab/corpus/speech-corpus.js';
import { readRecording } from '../../src/lab/telephones/read-recording.js';
import type { TwoPartyRecording } from '../../src/lab/telephones/two-party-recording.js';

const DATA = process.env.EVENKEEL_DATA ?? '../shared/data';
const RATE_HZ = 8_000;

/** Of each person: first so much calm speech, then so much angry speech, seconds. */
const CALM_S = 10;
const ANGRY_S = 20;

/** One voice at 8 kHz, and where it came from. */
export type AngrySpeech = { readonly samples: Float32Array; readonly source: string };

/**
 * The angriest speech there is: clips of anger of people left out of training, the most intense first, one person after
 * the other, each after a calm start of their own, since a voice is heard against its start; where the data is absent,
 * the shouting caller of the demo call.
 */
export async function angrySpeech(seconds: number): Promise<AngrySpeech> {
  const folder = join(DATA, 'speech');
  if (!existsSync(join(folder, 'clips.tsv'))) {
    const demo = await readRecording({ kind: 'stereo', file: DEMO_CALL_PATH, swapped: false }, RATE_HZ);
    return { samples: demo.voices.customer.slice(0, seconds * RATE_HZ), source: 'the demo call' };
  }
  const corpus = await openSpeechCorpus(folder, 'test');
  const reader = new ClipReader(corpus.folder);
  const samples = new Float32Array(seconds * RATE_HZ);
  let at = 0;
  for (const { clips } of corpus.speakers) {
    const [calm, angry] = [ofMeaning(clips, 'neutral'), ofMeaning(clips, 'anger')];
    if (calm.length === 0 || angry.length === 0) continue;
    for (const [part, limitS] of [
      [calm, CALM_S],
      [angry, ANGRY_S],
    ] as const) {
      const untilSample = at + limitS * RATE_HZ;
      for (const clip of part) {
        if (at >= Math.min(untilSample, samples.length)) break;
        const said = await reader.read(clip);
        samples.set(said.subarray(0, samples.length - at), at);
        at += said.length;
      }
    }
    if (at >= samples.length) return { samples, source: folder };
  }
  return { samples: samples.slice(0, at), source: folder };
}

/** Clips of one meaning, the most intense first. */
function ofMeaning(clips: readonly SpeechClip[], meaning: string): SpeechClip[] {
  const isStrong = ({ cells }: SpeechClip) => cells.intensity === 'strong' || cells.intensity === 'high';
  const wanted = clips.filter((clip) => clip.meaning === meaning);
  return [...wanted.filter(isStrong), ...wanted.filter((clip) => !isStrong(clip))];
}

/** A call in which only one party speaks. */
export function monologue(who: 'customer' | 'agent', { samples }: AngrySpeech): TwoPartyRecording {
  const silence = new Float32Array(samples.length);
  const voices = {
    customer: who === 'customer' ? samples : silence,
    agent: who === 'agent' ? samples : silence,
  };
  return { sampleRateHz: RATE_HZ, voices };
}
