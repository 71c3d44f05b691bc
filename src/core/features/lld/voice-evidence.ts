import { NoiseFloor } from './noise-floor.js';
import type { PitchCandidates } from './pitch-candidates.js';
import { EVIDENCE_NAMES } from './voice-evidence-names.js';

/** The level's range is taken over half a second, in blocks, so that a hop costs ten comparisons and not fifty. */
const BLOCK_HOPS = 5;
const BLOCKS = 10;
const FLOOR_DB = -75;
/** Semitones between successive hops: a held tone stays below, speech glides. */
const STEADY_SEMITONES = 0.15;

type Bands = Pick<PitchCandidates, 'hissDb' | 'lowBandDb' | 'middleBandDb'>;
/** White noise: 350, 500 and 2000 of the 4000 Hz. */
const NOISE_BANDS: Bands = { hissDb: 3, lowBandDb: -7, middleBandDb: -5.4 };

/** What one hop says for and against a voice. Recursive averages only: no look-ahead, constant memory. */
export class VoiceEvidence {
  readonly values = new Float64Array(EVIDENCE_NAMES.length);
  readonly noiseFloor = new NoiseFloor();
  private smoothedDb = FLOOR_DB;
  private peakDb = -50;
  private lastF0Hz = 0;
  private readonly highestDb = new Float32Array(BLOCKS).fill(FLOOR_DB);
  private readonly lowestDb = new Float32Array(BLOCKS).fill(FLOOR_DB);
  private hop = 0;

  /** The line's gain moved, and everything heard before with it. */
  shift(byDb: number): void {
    this.noiseFloor.shift(byDb);
    this.smoothedDb += byDb;
    this.peakDb += byDb;
    for (let i = 0; i < BLOCKS; i++) {
      this.highestDb[i]! += byDb;
      this.lowestDb[i]! += byDb;
    }
  }

  push(levelDb: number, candidates: PitchCandidates): void {
    const { strongest } = candidates;
    const periodicity = strongest < 0 ? 0 : candidates.strength[strongest]!;
    this.noiseFloor.push(levelDb, periodicity);
    this.follow(levelDb, periodicity, candidates);
    this.followPitch(strongest < 0 || periodicity < 0.1 ? 0 : candidates.f0Hz[strongest]!);
  }

  /** A hop in which something that is certainly not a voice drowns the line: treated as background noise. */
  pushDrowned(): void {
    this.follow(this.noiseFloor.levelDb, 0, NOISE_BANDS);
    this.followPitch(0);
  }

  private follow(levelDb: number, periodicity: number, bands: Bands): void {
    const { values } = this;
    this.smoothedDb += 0.25 * (Math.max(FLOOR_DB, levelDb) - this.smoothedDb);
    this.peakDb += this.smoothedDb > this.peakDb ? 0.2 * (this.smoothedDb - this.peakDb) : -0.01;
    const block = Math.floor(this.hop / BLOCK_HOPS) % BLOCKS;
    const opens = this.hop % BLOCK_HOPS === 0;
    this.highestDb[block] = opens ? this.smoothedDb : Math.max(this.highestDb[block]!, this.smoothedDb);
    this.lowestDb[block] = opens ? this.smoothedDb : Math.min(this.lowestDb[block]!, this.smoothedDb);
    this.hop += 1;
    let maximum = FLOOR_DB;
    let minimum = 0;
    for (let i = 0; i < BLOCKS; i++) {
      if (this.highestDb[i]! > maximum) maximum = this.highestDb[i]!;
      if (this.lowestDb[i]! < minimum) minimum = this.lowestDb[i]!;
    }
    values[0] = Math.max(0, Math.min(40, this.smoothedDb - this.noiseFloor.levelDb));
    values[1] = Math.max(-40, this.smoothedDb - this.peakDb);
    values[2] = periodicity;
    values[3]! += 0.2 * (periodicity - values[3]!);
    values[4]! += 0.08 * (values[0] - values[4]!);
    values[5] = maximum - minimum;
    values[6]! += 0.05 * (Math.max(0, periodicity - 0.2) - values[6]!);
    values[7] = maximum - this.smoothedDb;
    values[8]! += 0.2 * (bands.hissDb - values[8]!);
    values[9] = bands.lowBandDb;
    values[10] = bands.middleBandDb;
  }

  private followPitch(f0Hz: number): void {
    const { values } = this;
    const bothVoiced = f0Hz > 0 && this.lastF0Hz > 0;
    const movement = bothVoiced ? Math.min(3, 12 * Math.abs(Math.log2(f0Hz / this.lastF0Hz))) : 3;
    values[11]! += 0.1 * (movement - values[11]!);
    values[12]! += 0.02 * ((movement < STEADY_SEMITONES ? 1 : 0) - values[12]!);
    this.lastF0Hz = f0Hz;
  }
}
