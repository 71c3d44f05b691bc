import { LLD, LLD_NAMES, PROFILE_FRAMES, PROFILE_LENGTH } from './feature-schema.js';

const COLUMNS = LLD_NAMES.length;

/**
 * How this speaker sounds on this line at the start of the call, for the model: mean and deviation of every
 * descriptor over the first PROFILE_FRAMES voiced frames, and how much of that has been heard. Then it stays, so that
 * slow anger is not treated as normal. The last seconds, which are being judged, are never part of it.
 */
export class SpeakerProfile {
  private readonly sums = new Float64Array(COLUMNS);
  private readonly squares = new Float64Array(COLUMNS);
  private frames = 0;

  /** Adds one row of descriptors at `at`; rows without a voice, and rows after it is full, are passed over. */
  add(rows: Float32Array, at: number): void {
    if (this.frames >= PROFILE_FRAMES || rows[at + LLD.f0Semitones]! <= 0) return;
    this.frames += 1;
    for (let column = 0; column < COLUMNS; column++) {
      const value = rows[at + column]!;
      this.sums[column]! += value;
      this.squares[column]! += value * value;
    }
  }

  /** Shape [PROFILE_LENGTH]: means, deviations, trust 0..1. All zero before two voiced frames. */
  vector(): Float32Array {
    const vector = new Float32Array(PROFILE_LENGTH);
    if (this.frames < 2) return vector;
    for (let column = 0; column < COLUMNS; column++) {
      const mean = this.sums[column]! / this.frames;
      vector[column] = mean;
      vector[COLUMNS + column] = Math.sqrt(Math.max(0, this.squares[column]! / this.frames - mean * mean));
    }
    vector[2 * COLUMNS] = this.frames / PROFILE_FRAMES;
    return vector;
  }
}
