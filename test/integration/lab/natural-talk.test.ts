import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CueScenario } from '../../../src/lab/evaluation/cue-scenario.js';
import { livelyTalk } from '../../../src/lab/evaluation/lively-talk.js';
import { readSounds, reelVoices, soundReels } from '../../../src/lab/evaluation/sound-reels.js';
import { seededRandom } from '../../../src/lab/random/seeded-random.js';

const RATE = 8000;
const tone = (seconds: number, hz: number) =>
  Float32Array.from({ length: seconds * RATE }, (_, n) => 0.2 * Math.sin((2 * Math.PI * hz * n) / RATE));

/** 16-bit mono WAV at 8 kHz. */
function wav(samples: Float32Array): Buffer {
  const bytes = Buffer.alloc(44 + samples.length * 2);
  bytes.write('RIFF');
  bytes.writeUInt32LE(36 + samples.length * 2, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(RATE, 24);
  bytes.writeUInt32LE(RATE * 2, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(samples.length * 2, 40);
  samples.forEach((sample, i) => {
    bytes.writeInt16LE(Math.round(sample * 32767), 44 + i * 2);
  });
  return bytes;
}

const voice = (speaker: string, sex: string): CueScenario => ({
  kind: 'calm',
  speaker,
  corpus: 'made-up',
  language: 'en',
  sex,
  onsetMs: null,
  samples: tone(60, 150),
  agent: null,
});

describe('Reels of sounds', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sounds-'));
    await mkdir(folder, { recursive: true });
    for (let i = 0; i < 4; i++) await writeFile(join(folder, `${i}.wav`), wav(tone(0.4, 300 + i * 50)));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const list = (rows: readonly string[]) =>
    writeFile(join(folder, 'sounds.tsv'), ['file\tkind\tsource\tlicence\trecorded', ...rows].join('\n'));

  it('are a calm voice of each sex and then fifty sounds of one kind; too few recordings make none', async () => {
    await list([0, 1, 2].map((i) => `${i}.wav\tcough\tmade\tCC0\tyes`).concat('3.wav\tyawn\tmade\tCC0\tno'));
    const voices = reelVoices([voice('a', 'f'), voice('b', 'f'), voice('c', 'm')]);
    const reels = soundReels(await readSounds(folder), voices);
    expect(reels.map(({ speaker }) => speaker)).toEqual(['cough after a', 'cough after c']);
    for (const { samples, corpus } of reels) {
      expect(corpus).toBe('recorded');
      expect(samples.length / RATE).toBeGreaterThan(25 + 50 * 0.6);
      expect(samples.length / RATE).toBeLessThan(25 + 50 * 1.2);
    }
  });

  it('name the line of a row that leads out of the folder or does not say whether it was recorded', async () => {
    await list(['../secret.wav\tcough\tmade\tCC0\tyes']);
    await expect(readSounds(folder)).rejects.toThrow(/sounds\.tsv:2/);
    await list(['0.wav\tcough\tmade\tCC0\tyes', '1.wav\tcough\tmade\tCC0\tperhaps']);
    await expect(readSounds(folder)).rejects.toThrow(/sounds\.tsv:3/);
  });
});

describe('Lively talk', () => {
  const clips = ['neutral', 'happy', 'surprise', 'sad'].map((emotion, i) => ({
    emotion,
    samples: tone(5, 150 + 40 * i),
  }));

  it('lasts three minutes or more, and is the same for the same person', () => {
    const talk = livelyTalk('one', clips, [])!;
    expect(talk.length / RATE).toBeGreaterThanOrEqual(180);
    expect(livelyTalk('one', clips, [])).toEqual(talk);
    expect(livelyTalk('two', clips, [])).not.toEqual(talk);
  });

  it('holds no anger and no fear, and is not made of too little', () => {
    const random = seededRandom(1);
    const loud = {
      emotion: 'angry',
      samples: Float32Array.from({ length: 60 * RATE }, () => random() - 0.5),
    };
    expect(livelyTalk('one', [...clips, loud], [])).toEqual(livelyTalk('one', clips, []));
    expect(livelyTalk('one', [loud], [])).toBeNull();
  });
});
