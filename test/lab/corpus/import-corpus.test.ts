import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { writeWav } from '../../../src/core/audio/wav.js';
import { corpusLayout } from '../../../src/lab/corpus/import/corpus-layout.js';
import { importCorpus } from '../../../src/lab/corpus/import/import-corpus.js';
import { ClipReader, openSpeechCorpus } from '../../../src/lab/corpus/speech-corpus.js';
import { readFlacFile } from '../../../src/lab/recordings/flac-file.js';
import { flacBytes } from '../../../src/lab/recordings/flac-writer.js';
import { buzzingVoice } from '../../support/buzzing-voice.js';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'evenkeel-corpus-'));
  folders.push(folder);
  return folder;
}

const voice = (durationMs = 900) =>
  buzzingVoice({ durationMs, startMs: 50, onMs: 200, offMs: 50, f0Hz: 150 });

/** A download: recordings at 16 kHz by path, and other files as they are. */
async function download(files: Readonly<Record<string, Float32Array | string>>): Promise<string> {
  const folder = await emptyFolder();
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    const wide = (samples: Float32Array) =>
      Float32Array.from({ length: 2 * samples.length }, (_, i) => samples[i >> 1]!);
    const bytes = typeof content === 'string' ? content : writeWav(16_000, [wide(content)]);
    await writeFile(join(folder, path), bytes);
  }
  return folder;
}

async function imported(layout: string, folder: string, into?: string) {
  const out = into ?? (await emptyFolder());
  const faults: string[] = [];
  const result = await importCorpus({
    layout: await corpusLayout(layout),
    folder,
    out,
    onProgress: () => undefined,
    onFault: (sentence) => faults.push(sentence),
  });
  return { out, faults, result };
}

const CREMA = Object.fromEntries(
  ['1001', '1002', '1003'].flatMap((actor) =>
    ['ANG', 'NEU', 'FEA'].map((emotion) => [`AudioWAV/${actor}_DFA_${emotion}_XX.wav`, voice()] as const),
  ),
);
const ACTORS =
  'ActorID,Age,Sex,Race,Ethnicity\n1001,51,Male,Caucasian,Not Hispanic\n1002,21,Female,Asian,Not Hispanic\n';

describe('importing a corpus', () => {
  it('brings CREMA-D to the layout that evaluation reads, sexes from its own list', async () => {
    const folder = await download({ ...CREMA, 'VideoDemographics.csv': ACTORS });
    const { out, faults, result } = await imported('crema-d', folder);
    expect([faults, result]).toEqual([[], { clips: 9, people: 3, faults: 0 }]);
    const corpus = await openSpeechCorpus(out, 'all');
    expect(corpus.speakers.map(({ id }) => id)).toEqual(['crema-d/1001', 'crema-d/1002', 'crema-d/1003']);
    const [clip] = corpus.speakers[1]!.clips;
    expect(clip).toMatchObject({
      meaning: 'anger',
      cells: { sex: 'f', language: 'en', intensity: 'XX', text_id: 'DFA', clip: '1002_DFA_ANG_XX' },
    });
    expect(await new ClipReader(out).read(clip!)).toHaveLength(7200);
  });

  it('reads the names of EmoDB, and divides people so that each sex is in each part', async () => {
    const people = '03 08 09 10 11 12 13 14 15 16'.split(' ');
    const folder = await download(
      Object.fromEntries(
        people.flatMap((one) => [
          [`wav/${one}a01Wa.wav`, voice(300)],
          [`wav/${one}a01Nb.wav`, voice(300)],
        ]),
      ),
    );
    const { out } = await imported('emodb', folder);
    const lines = (await readFile(join(out, 'speakers.tsv'), 'utf8')).trim().split('\n').slice(1);
    const parts = lines.map((line) => line.split('\t').slice(2).join(' ')).sort();
    expect([...new Set(parts)]).toEqual(['f test', 'f train', 'f tune', 'm test', 'm train', 'm tune']);
    const train = await openSpeechCorpus(out, 'train');
    expect(train.speakers.flatMap(({ clips }) => clips.map(({ cells }) => cells.emotion)).sort()).toContain(
      'angry',
    );
  });

  it('takes folders by a mapping file, into a folder that holds another corpus', async () => {
    const mapping = join(await emptyFolder(), 'esd.yaml');
    await writeFile(
      mapping,
      "corpus: esd\nlanguage: zh\npattern: '(?<speaker>\\d{4})/(?<emotion>\\w+)/(?<clip>\\w+)\\.wav$'\nemotions: { Angry: angry, Neutral: neutral }\n",
    );
    const first = await imported('crema-d', await download(CREMA));
    const esd = await download({
      '0001/Angry/0001_000351.wav': voice(),
      '0001/Neutral/0001_000001.wav': voice(),
    });
    await imported(mapping, esd, first.out);
    const corpus = await openSpeechCorpus(first.out, 'all');
    expect(corpus.speakers.map(({ id }) => id)).toContain('esd/0001');
    expect(corpus.speakers).toHaveLength(4);
    await expect(imported('crema-d', await download(CREMA), first.out)).rejects.toMatchObject({
      code: 'corpus.already-there',
    });
  });

  it('reports doubled, missing, foreign and broken files in a sentence each, and keeps the rest', async () => {
    const folder = await download({
      ...CREMA,
      'VideoDemographics.csv': `${ACTORS}1077,40,Male,Asian,Hispanic\n`,
      'copy/1001_DFA_ANG_XX.wav': voice(),
      'AudioWAV/readme.wav': voice(),
      'AudioWAV/1002_DFA_DIS_LO.wav': voice(100),
    });
    const { faults, result } = await imported('crema-d', folder);
    expect(result).toEqual({ clips: 9, people: 3, faults: 4 });
    expect(faults.join('\n')).toMatch(/copy\/1001_DFA_ANG_XX\.wav: left out, the same clip as .*AudioWAV/);
    expect(faults.join('\n')).toMatch(/VideoDemographics\.csv:4: no recording of person 1077/);
    expect(faults.join('\n')).toMatch(/readme\.wav: left out, its name is not one of crema-d/);
    expect(faults.join('\n')).toMatch(/1002_DFA_DIS_LO\.wav: left out, it holds less than 0\.2 s/);
  });

  it.each([
    ['emotions: { Angry: cross }', /:3: emotions?.*|:\d+: Angry: "cross" is not an emotion/],
    ['emotions: { Angry: angry }\ncolour: red', /mapping\.yaml:\d+: /],
  ])('refuses a mapping with %s, naming its line', async (rest, said) => {
    const mapping = join(await emptyFolder(), 'mapping.yaml');
    await writeFile(mapping, `corpus: own\npattern: '(?<speaker>\\d+)_(?<emotion>\\w+)'\n${rest}\n`);
    await expect(corpusLayout(mapping)).rejects.toMatchObject({
      code: 'corpus.mapping-invalid',
      message: expect.stringMatching(said),
    });
    await expect(corpusLayout('savee')).rejects.toMatchObject({ code: 'corpus.mapping-invalid' });
  });

  it('leaves the folder as it was where nothing fits', async () => {
    const out = await emptyFolder();
    const folder = await download({ 'song.wav': voice() });
    await expect(imported('emodb', folder, out)).rejects.toMatchObject({ code: 'corpus.empty' });
    await expect(readFile(join(out, 'clips.tsv'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('flacBytes', () => {
  it.each([[1], [2], [4096], [9001]])(
    'writes %i samples that a decoder gives back, to 16 bits',
    async (length) => {
      const path = join(await emptyFolder(), 'voice.flac');
      const samples = voice(2000).slice(400, 400 + length);
      samples[0] = -1.5;
      await writeFile(path, flacBytes(samples));
      const { sampleRateHz, channels } = await readFlacFile(path);
      const expected = samples.map((sample) =>
        Math.max(-1, Math.min(32_767 / 32_768, Math.round(sample * 32_768) / 32_768)),
      );
      expect([sampleRateHz, channels[0]!.length]).toEqual([8000, length]);
      expect(Math.max(...channels[0]!.map((value, i) => Math.abs(value - expected[i]!)))).toBeLessThan(
        1 / 32_000,
      );
    },
  );
});
