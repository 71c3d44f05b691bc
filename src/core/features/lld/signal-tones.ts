import { PITCH_RATE_HZ } from '../kernels/frame-kernels.js';
import type { PitchCandidates } from './pitch-candidates.js';

/** Dial, ringing, busy and reorder tones (ITU-T E.180). */
const LOW_PROGRESS_HZ = [350, 400, 425, 440, 450, 480] as const;
const BUSY_HZ = 620;
/** Information tones (E.180), fax calling tone (T.30) and test tone. */
const HIGH_PROGRESS_HZ = [950, 1002, 1100, 1400, 1800] as const;
/** DTMF (ITU-T Q.23): one of the low group with one of the high group. */
const KEY_LOW_HZ = [697, 770, 852, 941] as const;
const KEY_HIGH_HZ = [1209, 1336, 1477, 1633] as const;

const TONES_HZ = [...LOW_PROGRESS_HZ, BUSY_HZ, ...HIGH_PROGRESS_HZ, ...KEY_LOW_HZ, ...KEY_HIGH_HZ];
const TONES = TONES_HZ.length;
const BUSY = LOW_PROGRESS_HZ.length;
const FIRST_HIGH = BUSY + 1;
const FIRST_KEY = FIRST_HIGH + HIGH_PROGRESS_HZ.length;
const FIRST_HIGH_KEY = FIRST_KEY + KEY_LOW_HZ.length;

/** Tones that can carry nearly all energy when this share of it lies at 250–600 Hz, dB: the others are not measured. */
type Range = { readonly from: number; readonly to: number };
const LOW: Range = { from: 0, to: BUSY };
const BOTH: Range = { from: BUSY - 1, to: FIRST_HIGH };
const HIGH: Range = { from: FIRST_HIGH, to: TONES };
const MOSTLY_DB = -1;
const HARDLY_DB = -7;

/** Samples of a hop at 4 kHz. */
const HOP = PITCH_RATE_HZ / 100;
const HALF = HOP / 2;
/**
 * A key is heard over 20 ms. A progress tone must fill windows of 80 ms without a break, up to 620 Hz for 220 ms in all,
 * because a harmonic of a held vowel comes near to it, from 950 Hz on for 100; it is known again after 30.
 */
const KEY_HOPS = 2;
const TONE_HOPS = 8;
const WINDOW_EVERY_HOPS = 2;
const UNBROKEN_WINDOWS = 8;
const UNBROKEN_HIGH_WINDOWS = 2;
const AGAIN_HOPS = 3;
/** Share of the energy below 2 kHz that the tones must carry. */
const LEAST_SHARE = 0.85;
/** The two tones of a key differ by less than 9 dB. */
const MOST_TWIST = 8;
/** Two equal tones peak at four times their mean square, unless they beat within the hop as low ones do; noise comes on top. */
const MOST_CREST = 5;
/** Two progress tones this near are one: the window does not tell them apart. */
const APART_HZ = 39;
/** How long a progress tone is known again, and how long after any tone nothing is a voice, and the line "a tone". */
const MEMORY_HOPS = 1000;
const HOLD_HOPS = 10;
const CONTENT_HOPS = 100;

/** A hop is folded about its middle, where cosines are even and sines odd: half the products. */
const cosines = tableOf(Math.cos);
const sines = tableOf(Math.sin);
/** Turns the sum of a hop to the phase of the next. */
const turnCos = Float64Array.from(TONES_HZ, (hz) => Math.cos((2 * Math.PI * hz * HOP) / PITCH_RATE_HZ));
const turnSin = Float64Array.from(TONES_HZ, (hz) => Math.sin((2 * Math.PI * hz * HOP) / PITCH_RATE_HZ));
const evenPart = new Float64Array(HALF);
const oddPart = new Float64Array(HALF);

function tableOf(wave: (x: number) => number): Float64Array {
  return Float64Array.from({ length: TONES * HALF }, (_, i) => {
    const hz = TONES_HZ[Math.floor(i / HALF)]!;
    return wave((2 * Math.PI * hz * ((i % HALF) + 0.5)) / PITCH_RATE_HZ);
  });
}

/**
 * Hears the tones of telephone signalling: one or two pure tones at known frequencies that carry nearly all energy
 * (Goertzel's measure over a few hops, phases continued). A voice glides and has more partials.
 */
export class SignalTones {
  private readonly real = new Float32Array(TONE_HOPS * TONES);
  private readonly imaginary = new Float32Array(TONE_HOPS * TONES);
  private readonly energy = new Float32Array(TONE_HOPS);
  private range: Range = HIGH;
  /** Audible hops in a row within the same range. */
  private hops = 0;
  private sinceHeard = Number.POSITIVE_INFINITY;
  /** Which tone `findStrongest` found, and the energy that it explains. */
  private strongest = -1;
  private strongestEnergy = 0;
  /** The progress tones of the last windows and how many they filled; equal where there is one. */
  private low = -1;
  private high = -1;
  private windows = 0;
  /** The pair that last filled enough of them. */
  private knownLow = -1;
  private knownHigh = -1;
  private sinceKnown = Number.POSITIVE_INFINITY;

  /** Whether a tone sounds or has just ended: nothing on the line is a voice. */
  get excludesVoice(): boolean {
    return this.sinceHeard < HOLD_HOPS;
  }

  /** Whether tones are what the line carries at present, the pauses of their cadence included. */
  get fillsLine(): boolean {
    return this.sinceHeard < CONTENT_HOPS;
  }

  /** One hop, after the candidates took it; an inaudible one has no tone. */
  push({ narrowHop, lowBandDb }: PitchCandidates, isAudible: boolean): void {
    this.sinceHeard += 1;
    this.sinceKnown += 1;
    const range = lowBandDb > MOSTLY_DB ? LOW : lowBandDb < HARDLY_DB ? HIGH : BOTH;
    this.hops = range === this.range ? this.hops + 1 : 1;
    this.range = range;
    if (isAudible && this.fold(narrowHop)) this.measure();
    else this.hops = 0;
    if (this.hops < TONE_HOPS) this.windows = 0;
    else if (this.hops % WINDOW_EVERY_HOPS === 0) this.followWindows();
    if (this.isKey() || this.isKnownProgress()) this.sinceHeard = 0;
  }

  /** Takes a run of inaudible hops in one step; the hop before them must have been inaudible too. */
  skip(hops: number): void {
    this.sinceHeard += hops;
    this.sinceKnown += hops;
  }

  /** Folds a hop and takes its energy; false where it peaks as two tones never do. */
  private fold(hop: Float32Array): boolean {
    let energy = 0;
    let highest = 0;
    for (let n = 0; n < HALF; n++) {
      const after = hop[HALF + n]!;
      const before = hop[HALF - 1 - n]!;
      evenPart[n] = after + before;
      oddPart[n] = after - before;
      const one = after * after;
      const other = before * before;
      energy += one + other;
      if (one > highest) highest = one;
      if (other > highest) highest = other;
    }
    this.energy[this.hops % TONE_HOPS] = energy;
    return this.range !== HIGH || highest * HOP <= MOST_CREST * energy;
  }

  private measure(): void {
    const slot = this.hops % TONE_HOPS;
    for (let tone = this.range.from; tone < this.range.to; tone++) {
      const table = tone * HALF;
      let re = 0;
      let im = 0;
      for (let n = 0; n < HALF; n++) {
        re += evenPart[n]! * cosines[table + n]!;
        im -= oddPart[n]! * sines[table + n]!;
      }
      this.real[slot * TONES + tone] = re;
      this.imaginary[slot * TONES + tone] = im;
    }
  }

  /** Energy that a tone at this frequency explains over the last hops. */
  private explained(tone: number, hops: number): number {
    let re = 0;
    let im = 0;
    // The oldest first: each further hop turns the phase of what came before it on by one hop.
    for (let back = hops - 1; back >= 0; back--) {
      const at = ((this.hops - back) % TONE_HOPS) * TONES + tone;
      const turnedRe = re * turnCos[tone]! - im * turnSin[tone]!;
      im = im * turnCos[tone]! + re * turnSin[tone]! + this.imaginary[at]!;
      re = turnedRe + this.real[at]!;
    }
    return (2 * (re * re + im * im)) / (hops * HOP);
  }

  private energyOver(hops: number): number {
    let energy = 0;
    for (let back = 0; back < hops; back++) energy += this.energy[(this.hops - back) % TONE_HOPS]!;
    return energy;
  }

  /** Of the tones from `from` up to `to`, except those near `apartFrom`. */
  private findStrongest(from: number, to: number, hops: number, apartFrom = -1): number {
    this.strongest = -1;
    this.strongestEnergy = 0;
    for (let tone = from; tone < to; tone++) {
      if (apartFrom >= 0 && Math.abs(TONES_HZ[tone]! - TONES_HZ[apartFrom]!) < APART_HZ) continue;
      const energy = this.explained(tone, hops);
      if (energy <= this.strongestEnergy) continue;
      this.strongest = tone;
      this.strongestEnergy = energy;
    }
    return this.strongestEnergy;
  }

  private isKey(): boolean {
    if (this.range !== HIGH || this.hops < KEY_HOPS) return false;
    const high = this.findStrongest(FIRST_HIGH_KEY, TONES, KEY_HOPS);
    const total = this.energyOver(KEY_HOPS);
    // The weaker tone of a key has at least a ninth of its energy.
    if (high * (1 + MOST_TWIST) < LEAST_SHARE * total) return false;
    const low = this.findStrongest(FIRST_KEY, FIRST_HIGH_KEY, KEY_HOPS);
    return low + high >= LEAST_SHARE * total && low < MOST_TWIST * high && high < MOST_TWIST * low;
  }

  /** Follows the pair of progress tones that has filled windows without a break; equal where there is one. */
  private followWindows(): void {
    const { from } = this.range;
    const to = Math.min(this.range.to, FIRST_KEY);
    const least = LEAST_SHARE * this.energyOver(TONE_HOPS);
    const energy = this.findStrongest(from, to, TONE_HOPS);
    const first = this.strongest;
    // One tone alone, or two of which the stronger carries at least half.
    let isFull = energy >= least;
    let second = first;
    if (!isFull && energy >= 0.5 * least) {
      isFull = energy + this.findStrongest(from, to, TONE_HOPS, first) >= least;
      second = this.strongest;
    }
    const low = Math.min(first, second);
    const high = Math.max(first, second);
    this.windows = !isFull || low < 0 ? 0 : low === this.low && high === this.high ? this.windows + 1 : 1;
    this.low = low;
    this.high = high;
    const needed = this.range === HIGH ? UNBROKEN_HIGH_WINDOWS : UNBROKEN_WINDOWS;
    if (this.windows < needed) return;
    this.knownLow = low;
    this.knownHigh = high;
    this.sinceKnown = 0;
  }

  private isKnownProgress(): boolean {
    const { from, to } = this.range;
    if (this.sinceKnown > MEMORY_HOPS || this.hops < AGAIN_HOPS) return false;
    if (this.knownLow < from || this.knownHigh >= to) return false;
    const one = this.explained(this.knownLow, AGAIN_HOPS);
    const other = this.knownHigh === this.knownLow ? 0 : this.explained(this.knownHigh, AGAIN_HOPS);
    return one + other >= LEAST_SHARE * this.energyOver(AGAIN_HOPS);
  }
}
