import { EvenkeelError } from '../../errors.js';
import { ANALYSIS_RATE_HZ } from './audio-frame.js';

/** Source rates that telephone platforms send. */
export const SOURCE_RATES_HZ: readonly number[] = [
  8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000, 64000, 96000,
];

/** Zero crossings of the sinc on each side at the output rate, and the Kaiser window's shape: about 75 dB of stop-band. */
const ZERO_CROSSINGS = 24;
const KAISER_BETA = 7.5;
/** Half-amplitude point, as a share of the output's Nyquist frequency: the transition ends near 4 kHz. */
const CUTOFF = 0.94;

/** Polyphase table of one rate: `phases` rows of `2 * half` taps. */
type PhaseTable = {
  readonly up: number;
  readonly down: number;
  readonly half: number;
  readonly taps: Float32Array;
};

const tables = new Map<number, PhaseTable>();

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/** Modified Bessel function of the first kind, order 0 (power series). */
function besselI0(x: number): number {
  let sum = 1;
  let term = 1;
  for (let k = 1; term > sum * 1e-9; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

function buildTable(sourceRateHz: number): PhaseTable {
  const divisor = greatestCommonDivisor(sourceRateHz, ANALYSIS_RATE_HZ);
  const up = ANALYSIS_RATE_HZ / divisor;
  const down = sourceRateHz / divisor;
  const half = Math.ceil(ZERO_CROSSINGS * Math.max(1, sourceRateHz / ANALYSIS_RATE_HZ));
  const cutoff = Math.min(CUTOFF, (CUTOFF * ANALYSIS_RATE_HZ) / sourceRateHz);
  const taps = new Float32Array(up * half * 2);
  for (let phase = 0; phase < up; phase++) {
    const row = taps.subarray(phase * half * 2, (phase + 1) * half * 2);
    let sum = 0;
    for (let k = 0; k < row.length; k++) {
      const distance = k - half + 1 - phase / up;
      const angle = Math.PI * cutoff * distance;
      const sinc = angle === 0 ? 1 : Math.sin(angle) / angle;
      const edge = Math.max(0, 1 - (distance / half) ** 2);
      row[k] = sinc * besselI0(KAISER_BETA * Math.sqrt(edge));
      sum += row[k]!;
    }
    // Unity gain at 0 Hz in every phase, so that no phase modulates a constant.
    for (let k = 0; k < row.length; k++) row[k]! /= sum;
  }
  return { up, down, half, taps };
}

function tableOf(sourceRateHz: number): PhaseTable {
  const known = tables.get(sourceRateHz);
  if (known) return known;
  const table = buildTable(sourceRateHz);
  tables.set(sourceRateHz, table);
  return table;
}

/**
 * Streaming windowed-sinc resampler (Smith, "Digital Audio Resampling", CCRMA) from a telephone platform's rate to
 * the analysis rate. Linear phase; output sample n stands exactly at input time n / 8000 s, so nothing shifts on the
 * timeline: samples merely come out `latencyMs` later. At 8 kHz the samples pass unchanged, without latency.
 * Throws `audio.sample-rate-unknown` for other rates, or outside 4 to 768 kHz where `rates` is `any`, as in files.
 */
export class Resampler {
  readonly latencyMs: number;
  private readonly table: PhaseTable | null;
  private pending: Float32Array;
  private pendingLength: number;
  /** Input index of `pending[0]`; starts before 0 because the signal is taken as silent before it begins. */
  private pendingStart: number;
  private inputCount = 0;
  private outputCount = 0;

  constructor(
    readonly sourceRateHz: number,
    rates: 'telephone' | 'any' = 'telephone',
  ) {
    const isKnown =
      rates === 'any'
        ? Number.isInteger(sourceRateHz) && sourceRateHz >= 4_000 && sourceRateHz <= 768_000
        : SOURCE_RATES_HZ.includes(sourceRateHz);
    if (!isKnown) {
      throw new EvenkeelError('audio.sample-rate-unknown', `Got ${sourceRateHz} Hz.`);
    }
    this.table = sourceRateHz === ANALYSIS_RATE_HZ ? null : tableOf(sourceRateHz);
    const half = this.table?.half ?? 0;
    this.latencyMs = (half * 1000) / sourceRateHz;
    this.pending = new Float32Array(half * 2 + 1024);
    this.pendingLength = half;
    this.pendingStart = -half;
  }

  /** Takes samples at the source rate and returns those that are complete at the analysis rate. */
  push(samples: Float32Array): Float32Array {
    if (this.table === null) return samples;
    this.append(samples, samples.length);
    this.inputCount += samples.length;
    return this.drain(this.table);
  }

  /** Ends the signal: returns the tail, computed as if silence followed. The resampler then starts over. */
  flush(): Float32Array {
    if (this.table === null) return new Float32Array(0);
    const { up, down, half } = this.table;
    const remaining = Math.ceil((this.inputCount * up) / down) - this.outputCount;
    this.append(new Float32Array(half + 1), half + 1);
    const tail = this.drain(this.table).slice(0, Math.max(0, remaining));
    this.pending.fill(0);
    this.pendingLength = half;
    this.pendingStart = -half;
    this.inputCount = 0;
    this.outputCount = 0;
    return tail;
  }

  private append(samples: Float32Array, length: number): void {
    if (this.pendingLength + length > this.pending.length) {
      const grown = new Float32Array(this.pendingLength + length + 1024);
      grown.set(this.pending.subarray(0, this.pendingLength));
      this.pending = grown;
    }
    this.pending.set(samples, this.pendingLength);
    this.pendingLength += length;
  }

  private drain({ up, down, half, taps }: PhaseTable): Float32Array {
    const end = this.pendingStart + this.pendingLength;
    const lastBase = end - half - 1;
    const available = lastBase < 0 ? 0 : Math.floor((lastBase * up + up - 1) / down) + 1 - this.outputCount;
    const output = new Float32Array(Math.max(0, available));
    for (let i = 0; i < output.length; i++) {
      const position = (this.outputCount + i) * down;
      const base = Math.floor(position / up);
      const row = (position - base * up) * half * 2;
      const first = base - half + 1 - this.pendingStart;
      let sum = 0;
      for (let k = 0; k < half * 2; k++) sum += taps[row + k]! * this.pending[first + k]!;
      output[i] = sum;
    }
    this.outputCount += output.length;
    const nextBase = Math.floor((this.outputCount * down) / up);
    const spent = Math.max(0, Math.min(this.pendingLength, nextBase - half + 1 - this.pendingStart));
    this.pending.copyWithin(0, spent, this.pendingLength);
    this.pendingLength -= spent;
    this.pendingStart += spent;
    return output;
  }
}
