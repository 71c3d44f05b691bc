import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeWav } from '../../src/core/audio/wav.js';
import { ClipReader, openSpeechCorpus } from '../../src/lab/corpus/speech-corpus.js';

const RATE_HZ = 8000;
/** Clips of each label in a call: over five calls 20 stretches of each kind, and five minutes that are not tense. */
const WANTED: Readonly<Record<string, number>> = { neutral: 48, sad: 14, happy: 14, angry: 8, fearful: 8 };
const CALLS = 5;

/** Writes calls of acted speech and a table of who sounds how, as `evenkeel label` would leave them. */
export async function writeLabelledCalls(speechFolder: string, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const { speakers } = await openSpeechCorpus(speechFolder, 'all');
  const reader = new ClipReader(speechFolder, 'resample');
  const rows = ['call\trole\tstart_s\tend_s\tlabel'];
  for (const { id, clips } of speakers.filter((one) => one.id.startsWith('emovo/')).slice(0, CALLS)) {
    const call = `${id.split('/')[1]}.wav`;
    const samples: number[] = [];
    for (const [label, count] of Object.entries(WANTED))
      for (const clip of clips.filter(({ cells }) => cells.emotion === label).slice(0, count)) {
        const from = samples.length / RATE_HZ;
        for (const sample of await reader.read(clip)) samples.push(sample);
        rows.push([call, 'customer', from, samples.length / RATE_HZ, label].join('\t'));
      }
    writeFileSync(join(folder, call), writeWav(RATE_HZ, [Float32Array.from(samples)]));
  }
  writeFileSync(join(folder, 'LABELS.tsv'), `${rows.join('\n')}\n`);
}
