import type { PitchCandidates } from './lld/pitch-candidates.js';

export type SampleRateVerdict = 'plausible' | 'too-fast' | 'too-slow';

/** Voiced hops before anything is said: eight seconds of voice. What is older than thirty fades. */
const MIN_HOPS = 800;
const MEMORY_HOPS = 3000;
const MEMORY_RATES = 20;
const MIN_RATES = 3;
/**
 * Played at double speed, a telephone voice has nothing below 600 Hz; at half speed nothing above 1.7 kHz, a low pitch
 * and a drawl. Set on telephone-coded speech of every corpus: see docs/acoustics.md.
 */
const FAST_LOW_BAND_DB = -11;
const FAST_F0_SEMITONES = 34.4;
const SLOW_HISS_DB = 0.085;
const SLOW_F0_SEMITONES = 35.6;
const SLOW_RATE = 3.5;
/** No voice is this deep and this slow at once, whatever is above 2 kHz. */
const DEEP_F0_SEMITONES = 24;
const DRAWL_RATE = 2.7;

/** Finds out that a stream's sample rate is not what it says: its voice sounds too fast or too slow. */
export class SampleRateCheck {
  private hops = 0;
  private rates = 0;
  private f0Semitones = 0;
  private lowBandDb = 0;
  private hissDb = 0;
  private rate = 0;

  /** One voiced hop. */
  addVoiced(f0Semitones: number, candidates: PitchCandidates): void {
    this.hops += 1;
    const weight = 1 / Math.min(this.hops, MEMORY_HOPS);
    this.f0Semitones += weight * (f0Semitones - this.f0Semitones);
    this.lowBandDb += weight * (candidates.lowBandDb - this.lowBandDb);
    this.hissDb += weight * (candidates.hissDb - this.hissDb);
  }

  /** Articulation rate of the last seconds, syllables a second. */
  addRate(articulationRate: number): void {
    if (!Number.isFinite(articulationRate)) return;
    this.rates += 1;
    this.rate += (articulationRate - this.rate) / Math.min(this.rates, MEMORY_RATES);
  }

  get verdict(): SampleRateVerdict {
    if (this.hops < MIN_HOPS || this.rates < MIN_RATES) return 'plausible';
    if (this.lowBandDb < FAST_LOW_BAND_DB && this.f0Semitones > FAST_F0_SEMITONES) return 'too-fast';
    const isSlow =
      this.hissDb < SLOW_HISS_DB && this.f0Semitones < SLOW_F0_SEMITONES && this.rate < SLOW_RATE;
    const isDeepDrawl = this.f0Semitones < DEEP_F0_SEMITONES && this.rate < DRAWL_RATE;
    return isSlow || isDeepDrawl ? 'too-slow' : 'plausible';
  }
}
