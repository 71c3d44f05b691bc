import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { atAnalysisRate } from '../../../src/core/audio/at-analysis-rate.js';
import { writeWav } from '../../../src/core/audio/wav.js';
import { readAudioFile } from '../../../src/lab/recordings/audio-file.js';
import { findRecordings } from '../../../src/lab/recordings/find-recordings.js';
import { flacBytes } from '../../../src/lab/recordings/flac-writer.js';
import { lacks } from '../../support/requirements.js';

const RATE_HZ = 16_000;
/** Two tones, so that channels cannot change places unseen. */
const tone = (hz: number) =>
  Float32Array.from({ length: RATE_HZ }, (_, n) => 0.4 * Math.sin((2 * Math.PI * hz * n) / RATE_HZ));

let folder = '';
let source = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evenkeel-recordings-'));
  source = join(folder, 'source.wav');
  await writeFile(source, writeWav(RATE_HZ, [tone(300), tone(1_100)]));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Strength of a tone in 8 kHz samples, 0..1 of the written amplitude. */
function strength(samples: Float32Array, hz: number): number {
  const middle = samples.subarray(2_000, 6_000);
  let [re, im] = [0, 0];
  middle.forEach((x, n) => {
    re += x * Math.cos((2 * Math.PI * hz * n) / 8_000);
    im += x * Math.sin((2 * Math.PI * hz * n) / 8_000);
  });
  return Math.hypot(re, im) / (0.2 * middle.length);
}

describe.skipIf(lacks('ffmpeg'))('a recording as it comes', () => {
  it.each([
    ['call.mp3', []],
    ['call.ogg', ['-c:a', 'libvorbis']],
    ['call.opus', ['-c:a', 'libopus']],
    ['call.m4a', []],
    ['call.webm', []],
    ['call.aiff', []],
    ['call.aifc', ['-c:a', 'pcm_s16le', '-f', 'aiff']],
    ['eight.wav', ['-c:a', 'pcm_u8']],
    ['deep.wav', ['-c:a', 'pcm_s24le']],
    ['float.wav', ['-c:a', 'pcm_f32le']],
    ['long.wav', ['-c:a', 'pcm_s16le', '-rf64', 'always']],
    ['adpcm.wav', ['-c:a', 'adpcm_ms']],
    ['wide.flac', ['-ar', '88200']],
    ['odd.flac', ['-ar', '37800']],
    ['wrong-name.txt', ['-f', 'mp3']],
  ])('%s keeps its two sides', async (name, options) => {
    const file = join(folder, name);
    execFileSync('ffmpeg', ['-v', 'error', '-y', '-i', source, ...options, file]);
    const { sampleRateHz, channels } = await readAudioFile(file);
    const [left, right] = channels.map((samples) => atAnalysisRate(samples, sampleRateHz));
    expect(channels.length).toBe(2);
    expect(left!.length).toBeGreaterThan(7_800);
    expect(strength(left!, 300)).toBeGreaterThan(0.8);
    expect(strength(right!, 1_100)).toBeGreaterThan(0.8);
    expect(strength(left!, 1_100)).toBeLessThan(0.1);
  });

  it.each([
    ['gsm.wav', ['-ac', '1', '-ar', '8000', '-c:a', 'libgsm_ms']],
    ['call.gsm', ['-ac', '1', '-ar', '8000', '-c:a', 'libgsm']],
  ])('%s keeps its one side', async (name, options) => {
    const file = join(folder, name);
    execFileSync('ffmpeg', ['-v', 'error', '-y', '-i', source, ...options, file]);
    const { channels } = await readAudioFile(file);
    expect(channels.length).toBe(1);
    expect(strength(channels[0]!, 300)).toBeGreaterThan(0.3);
  });

  it.each([
    ['cut.mp3', []],
    ['cut.ogg', ['-c:a', 'libvorbis']],
    ['cut.m4a', ['-movflags', '+faststart']],
    ['cut.webm', []],
    ['cut.aac', []],
    ['cut.wav', ['-c:a', 'adpcm_ms']],
    ['cut.aiff', []],
    ['cut.flac', []],
  ])('%s says that it ends early or is damaged, and a whole one does not', async (name, options) => {
    const file = join(folder, name);
    execFileSync('ffmpeg', ['-v', 'error', '-y', '-stream_loop', '7', '-i', source, ...options, file]);
    const whole = await readAudioFile(file);
    expect([whole.truncated ?? false, whole.damaged ?? false]).toEqual([false, false]);
    const bytes = await readFile(file);
    await writeFile(file, bytes.subarray(0, Math.round(0.55 * bytes.length)));
    const { truncated, damaged, channels } = await readAudioFile(file);
    expect(truncated === true || damaged === true).toBe(true);
    expect(channels[0]!.length).toBeGreaterThan(0);
  });

  it('says why nothing can be read: no index, or no sound', async () => {
    const file = join(folder, 'unfinished.m4a');
    execFileSync('ffmpeg', ['-v', 'error', '-y', '-i', source, file]);
    const bytes = await readFile(file);
    await writeFile(file, bytes.subarray(0, Math.round(0.5 * bytes.length)));
    await expect(readAudioFile(file)).rejects.toThrow(/cut off before its index/);
    const film = join(folder, 'silent.mp4');
    execFileSync('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i', 'color=s=64x64:d=1', film]);
    await expect(readAudioFile(film)).rejects.toThrow(/holds no sound/);
  });

  it('may be AMR, which the encoders of Debian do not make', async () => {
    const file = join(folder, 'call.amr');
    // 12.2 kbit/s (RFC 4867, 5.3): 32 bytes for 20 ms.
    const frame = Buffer.alloc(32, 0x55).fill(0x3c, 0, 1);
    await writeFile(file, Buffer.concat([Buffer.from('#!AMR\n'), ...Array(50).fill(frame)]));
    const { sampleRateHz, channels } = await readAudioFile(file);
    expect([sampleRateHz, channels.length]).toEqual([8_000, 1]);
    expect(channels[0]!.length).toBeGreaterThan(7_800);
  });

  it('names the file and gives ffmpeg’s reason for what is no audio', async () => {
    const file = join(folder, 'letter.mp3');
    await writeFile(file, 'Dear Sir or Madam');
    await expect(readAudioFile(file)).rejects.toMatchObject({
      code: 'audio.file-unreadable',
      message: expect.stringMatching(/letter\.mp3: ffmpeg: .+/),
    });
  });
});

describe('without ffmpeg', () => {
  it('says with one line how to install it, and reads what needs none', async () => {
    const before = process.env.PATH;
    process.env.PATH = '';
    try {
      const file = join(folder, 'any.mp3');
      await writeFile(file, 'ID3');
      await expect(readAudioFile(file)).rejects.toMatchObject({
        code: 'audio.ffmpeg-missing',
        message: expect.stringContaining('Install it: '),
      });
      // A WAV file of our own reader, but not what is in it: format 0x31 is GSM.
      const gsm = join(folder, 'wrapped.wav');
      await writeFile(gsm, Buffer.from(await readFile(source)).fill(0x31, 20, 21));
      await expect(readAudioFile(gsm)).rejects.toMatchObject({ code: 'audio.ffmpeg-missing' });
      expect((await readAudioFile(source)).channels.length).toBe(2);
    } finally {
      process.env.PATH = before;
    }
  });
});

describe('what is named to be read', () => {
  it('is told to be empty, or to end too soon', async () => {
    const nothing = join(folder, 'nothing.mp3');
    await writeFile(nothing, '');
    await expect(readAudioFile(nothing)).rejects.toThrow('nothing.mp3: It is empty.');
    const short = join(folder, 'short.wav');
    await writeFile(short, (await readFile(source)).subarray(0, 20_000));
    expect((await readAudioFile(short)).truncated).toBe(true);
    expect((await readAudioFile(source)).truncated).toBe(false);
    for (const [wanted, part] of [[false, 1] as const, [true, 0.5] as const]) {
      const flac = join(folder, 'short.flac');
      const whole = flacBytes(tone(300));
      await writeFile(flac, whole.subarray(0, whole.length * part));
      expect((await readAudioFile(flac)).truncated).toBe(wanted);
    }
  });

  it('refuses what is not there, and a folder without recordings', async () => {
    await expect(readAudioFile(join(folder, 'absent.wav'))).rejects.toMatchObject({
      code: 'audio.file-missing',
      message: expect.stringContaining('absent.wav'),
    });
    const empty = await mkdtemp(join(folder, 'empty-'));
    await expect(findRecordings([empty])).rejects.toMatchObject({ code: 'audio.no-recordings' });
  });

  it('is every recording below a folder, and a named file whatever it is called', async () => {
    const { files: found, hasSeveral } = await findRecordings([folder, '-', 'notes.dat']);
    expect(hasSeveral).toBe(true);
    expect(found).toContain(source);
    expect(found.slice(-2)).toEqual(['-', 'notes.dat']);
    expect(found.some((name) => name.endsWith('.txt'))).toBe(false);
  });
});
