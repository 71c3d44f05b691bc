/** Depth of the dip that parts two syllables, dB (de Jong & Wempe 2009 use 2 dB on wide-band speech). */
const DIP_DB = 2;
/** Hops remembered for the rate. */
const MEMORY_HOPS = 300;
/** Peaks nearer than this are one nucleus. */
const MIN_DISTANCE_HOPS = 8;

/**
 * Syllable nuclei after de Jong & Wempe 2009: peaks of the smoothed level with a dip on both sides, kept when the
 * peak is voiced speech. One value a hop, as F0 is decided.
 */
export class SyllableDetector {
  /** Nuclei since the start. */
  total = 0;
  /** Nuclei of the last three seconds. */
  recent = 0;
  private readonly marks = new Uint8Array(MEMORY_HOPS);
  private hop = 0;
  private smoothedDb = Number.NaN;
  private valleyDb = Number.POSITIVE_INFINITY;
  private peakDb = Number.NEGATIVE_INFINITY;
  private peakVoiced = false;
  private peakAge = 0;
  private sincePeak = MIN_DISTANCE_HOPS;

  push(levelDb: number, voiced: boolean): void {
    const slot = this.hop % MEMORY_HOPS;
    this.recent -= this.marks[slot]!;
    this.marks[slot] = 0;
    this.smoothedDb = Number.isNaN(this.smoothedDb)
      ? levelDb
      : this.smoothedDb + 0.35 * (levelDb - this.smoothedDb);
    this.sincePeak += 1;
    this.follow(this.smoothedDb, voiced, slot);
    this.hop += 1;
  }

  /** Takes a run of silent hops in one step; the last three seconds must have been silent too. */
  skip(hops: number): void {
    this.hop += hops;
    this.sincePeak += hops;
    this.peakAge += hops;
  }

  private follow(levelDb: number, voiced: boolean, slot: number): void {
    if (levelDb > this.peakDb) {
      this.peakDb = levelDb;
      this.peakVoiced = voiced;
      this.peakAge = 0;
    } else {
      this.peakAge += 1;
    }
    if (levelDb < this.peakDb - DIP_DB) {
      const deepEnough = this.peakDb - this.valleyDb >= DIP_DB;
      if (deepEnough && this.peakVoiced && this.sincePeak - this.peakAge >= MIN_DISTANCE_HOPS) {
        this.total += 1;
        this.recent += 1;
        this.marks[slot] = 1;
        this.sincePeak = this.peakAge;
      }
      this.peakDb = levelDb;
      this.valleyDb = levelDb;
      this.peakVoiced = false;
      this.peakAge = 0;
    }
    if (levelDb < this.valleyDb) {
      this.valleyDb = levelDb;
      this.peakDb = levelDb;
      this.peakVoiced = voiced;
    }
  }
}
