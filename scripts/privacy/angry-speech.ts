import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DEMO_CALL_PATH } from '../../src/app/package-root.js';
import { ClipReader, openSpeechCorpus, type SpeechClip } from '../../src/lab/corpus/speech-corpus.js';
import { readRecording } from '../../src/lab/telephones/read-recording.js';
import type { TwoPartyRecording } from '../../src/lab/telephones/two-party-recording.js';

const DATA = process.env.EVENKEEL_DATA ?? '../shared/data';
const RATE_HZ = 8_000;

/** One voice at 8 kHz, and where it came from. */
export type AngrySpeech = { readonly samples: Float32Array; readonly source: string };

/**
 * The angriest speech there is: clips of anger of people left out of training, the most intense first, one person after
 * the other; where the data is absent, the shouting caller of the demo call.
 */
export async function angrySpeech(seconds: number): Promise<AngrySpeech> {
  const folder = join(DATA, 'speech');
  if (!existsSync(join(folder, 'clips.tsv'))) {
    const demo = await readRecording({ kind: 'stereo', file: DEMO_CALL_PATH, swapped: false }, RATE_HZ);
    return { samples: demo.voices.customer.slice(0, seconds * RATE_HZ), source: 'the demo call' };
  }
  const corpus = await openSpeechCorpus(folder, 'test');
  const isAngry = ({ meaning }: SpeechClip) => meaning === 'anger';
  const isStrong = ({ cells }: SpeechClip) => cells.intensity === 'strong' || cells.intensity === 'high';
  const reader = new ClipReader(corpus.folder);
  const samples = new Float32Array(seconds * RATE_HZ);
  let at = 0;
  // One person after the other, since an angry voice is heard against its own start.
  for (const { clips } of corpus.speakers) {
    const angry = clips.filter(isAngry);
    for (const clip of [...angry.filter(isStrong), ...angry.filter((one) => !isStrong(one))].slice(0, 12)) {
      if (at >= samples.length) return { samples, source: folder };
      const said = await reader.read(clip);
      samples.set(said.subarray(0, samples.length - at), at);
      at += said.length;
    }
  }
  return { samples: samples.slice(0, at), source: folder };
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
