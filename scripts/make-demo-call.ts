/**
 * Renders `scripts/demo-call/script.txt` with the espeak-ng speech synthesiser (a Debian package) to the demo call:
 * stereo µ-law WAV, 8 kHz, caller left, agent right. No person's voice is in it.
 *
 *   npx tsx scripts/make-demo-call.ts [OUT.wav]
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atAnalysisRate } from '../src/core/audio/at-analysis-rate.js';
import { encodeG711 } from '../src/core/audio/encode-g711.js';
import { readWav } from '../src/core/audio/wav.js';

const RATE_HZ = 8000;

type Manner = {
  readonly voice: string;
  /** espeak-ng: words a minute, base pitch 0..99, pitch range in percent, loudness 0..200. */
  readonly wordsPerMinute: number;
  readonly pitch: number;
  readonly rangePercent: number;
  readonly amplitude: number;
  /** Gain after synthesis, and first-order high-shelf emphasis: raised voices have flatter spectra. */
  readonly gainDb: number;
  readonly emphasis: number;
};

const CALLER = { voice: 'en-us+f3', amplitude: 60 };
const AGENT = { voice: 'en-gb+f5', amplitude: 60, pitch: 50, rangePercent: 100, emphasis: 0 };
const MANNERS: Readonly<Record<string, Manner>> = {
  calm: { ...CALLER, wordsPerMinute: 150, pitch: 42, rangePercent: 80, gainDb: 0, emphasis: 0 },
  angry: { ...CALLER, wordsPerMinute: 200, pitch: 74, rangePercent: 190, gainDb: 11, emphasis: 0.75 },
  eased: { ...CALLER, wordsPerMinute: 142, pitch: 40, rangePercent: 70, gainDb: -1, emphasis: 0 },
  steady: { ...AGENT, wordsPerMinute: 165, gainDb: 0 },
  soft: { ...AGENT, wordsPerMinute: 140, gainDb: -2, pitch: 45 },
};

type Line = {
  readonly who: 'caller' | 'agent';
  readonly manner: Manner;
  readonly pauseMs: number;
  readonly words: string;
};

function parseScript(text: string): Line[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [, who, how, pause, words] = /^(caller|agent)\s+(\w+)\s+(-?\d+)\s+(.+)$/.exec(line) ?? [];
      const manner = how === undefined ? undefined : MANNERS[how];
      if (manner === undefined || words === undefined) throw new Error(`script.txt: cannot read "${line}"`);
      return { who: who as Line['who'], manner, pauseMs: Number(pause), words };
    });
}

function speak({ manner, words }: Line): Float32Array {
  const file = join(tmpdir(), `evenkeel-demo-line-${process.pid}.wav`);
  const marked = `<prosody range="${manner.rangePercent}%">${words}</prosody>`;
  const { voice, wordsPerMinute, pitch, amplitude } = manner;
  execFileSync('espeak-ng', [
    '-m',
    '-v',
    voice,
    '-s',
    `${wordsPerMinute}`,
    '-p',
    `${pitch}`,
    '-a',
    `${amplitude}`,
    '-w',
    file,
    marked,
  ]);
  const wav = readWav(readFileSync(file));
  rmSync(file);
  const samples = atAnalysisRate(wav.channels[0] as Float32Array, wav.sampleRateHz);
  const gain = 10 ** (manner.gainDb / 20);
  let before = 0;
  return withoutEdges(samples).map((sample) => {
    const emphasised = sample + manner.emphasis * (sample - before);
    before = sample;
    return emphasised * gain;
  });
}

/** The synthesiser ends every line with silence; the script alone sets the pauses. */
function withoutEdges(samples: Float32Array): Float32Array {
  const isHeard = (sample: number) => Math.abs(sample) > 0.003;
  return samples.subarray(samples.findIndex(isHeard), samples.findLastIndex(isHeard) + 1);
}

function mix(lines: readonly Line[]): { caller: Float32Array; agent: Float32Array } {
  const placed: { who: Line['who']; at: number; samples: Float32Array }[] = [];
  let end = 0;
  for (const line of lines) {
    const samples = speak(line);
    const at = Math.max(0, end + Math.round((line.pauseMs * RATE_HZ) / 1000));
    placed.push({ who: line.who, at, samples });
    end = at + samples.length;
  }
  const length = end + RATE_HZ;
  const sides = { caller: lineNoise(length, 1), agent: lineNoise(length, 2) };
  for (const { who, at, samples } of placed) {
    samples.forEach((sample, i) => {
      sides[who][at + i] = (sides[who][at + i] ?? 0) + sample;
    });
  }
  return sides;
}

/** A faint line noise, the same every time: digital silence would be no telephone. */
function lineNoise(length: number, seed: number): Float32Array {
  let state = seed;
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state / 2 ** 32 - 0.5) * 0.001;
  });
}

function muLawWav(left: Uint8Array, right: Uint8Array): Buffer {
  const data = Buffer.alloc(left.length * 2);
  left.forEach((value, i) => {
    data[2 * i] = value;
    data[2 * i + 1] = right[i] ?? 0xff;
  });
  const header = Buffer.alloc(58);
  header.write('RIFF', 0);
  header.writeUInt32LE(50 + data.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(18, 16);
  header.writeUInt16LE(7, 20);
  header.writeUInt16LE(2, 22);
  header.writeUInt32LE(RATE_HZ, 24);
  header.writeUInt32LE(RATE_HZ * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(8, 34);
  header.write('fact', 38);
  header.writeUInt32LE(4, 42);
  header.writeUInt32LE(left.length, 46);
  header.write('data', 50);
  header.writeUInt32LE(data.length, 54);
  return Buffer.concat([header, data]);
}

const out = process.argv[2] ?? 'src/lab/telephones/demo-call.wav';
const { caller, agent } = mix(parseScript(readFileSync('scripts/demo-call/script.txt', 'utf8')));
writeFileSync(out, muLawWav(encodeG711('mulaw', caller), encodeG711('mulaw', agent)));
console.log(`${out}: ${(caller.length / RATE_HZ).toFixed(1)} s`);
