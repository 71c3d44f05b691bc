/** Voiced hops of a block: a quarter of a second of voice. */
const BLOCK_HOPS = 25;
/** Blocks remembered: five seconds of voice. */
const BLOCKS = 20;
/** Blocks before a step that it is measured from, and blocks after it that must confirm it. */
const MIN_BEFORE = 6;
const MIN_AFTER = 3;
const MAX_AFTER = 8;
/** Below this the line is silent between words (digital silence, comfort noise): its floor is meaningless. */
const AUDIBLE_FLOOR_DB = -72;

type Limits = {
  readonly stepDb: number;
  readonly f0Semitones: number;
  readonly tiltDb: number;
  readonly blocksAfter: number;
};
/** The noise floor moved along: the line did it. */
const WITH_FLOOR: Limits = { stepDb: 5, f0Semitones: 3, tiltDb: 6, blocksAfter: MIN_AFTER };
/** No floor to judge by: the voice must be the same in all but its level, and for longer. */
const WITHOUT_FLOOR: Limits = { stepDb: 8, f0Semitones: 1, tiltDb: 1.5, blocksAfter: 6 };
const FLOOR_AGREES_DB = 4;
const MAX_GAIN_DB = 30;

type Step = { readonly stepDb: number; readonly hopsAgo: number };

/**
 * Recognises steps of the line's gain (a headset's volume, a transfer, a gateway) and says how much the line has added
 * since the call began. Who shouts raises pitch and flattens the spectrum, and the noise behind them stays; a gain
 * step leaves pitch and balance as they are and moves the noise floor with the voice (Traunmüller & Eriksson 2000
 * on vocal effort). Levels are handed in with the gain known so far already taken off.
 */
export class LineGain {
  /** What the line has added since the beginning, dB. */
  totalDb = 0;
  private readonly level = new Float32Array(BLOCKS);
  private readonly f0 = new Float32Array(BLOCKS);
  private readonly tilt = new Float32Array(BLOCKS);
  private readonly floor = new Float32Array(BLOCKS);
  private readonly startHop = new Float64Array(BLOCKS);
  private blocks = 0;
  private hop = 0;
  private voicedHops = 0;
  private levelSum = 0;
  private f0Sum = 0;
  private tiltSum = 0;
  private blockStart = 0;

  /** Takes a run of hops without a voice in one step. */
  skip(hops: number): void {
    this.hop += hops;
  }

  /** One hop. Returns the step that was recognised with it: its size and how long ago it came; mostly null. */
  push(levelDb: number, f0Semitones: number, lowBandDb: number, noiseFloorDb: number): Step | null {
    this.hop += 1;
    if (f0Semitones <= 0) return null;
    if (this.voicedHops === 0) this.blockStart = this.hop;
    this.voicedHops += 1;
    this.levelSum += levelDb;
    this.f0Sum += f0Semitones;
    this.tiltSum += lowBandDb;
    if (this.voicedHops < BLOCK_HOPS) return null;
    const slot = this.blocks % BLOCKS;
    this.level[slot] = this.levelSum / BLOCK_HOPS;
    this.f0[slot] = this.f0Sum / BLOCK_HOPS;
    this.tilt[slot] = this.tiltSum / BLOCK_HOPS;
    this.floor[slot] = noiseFloorDb;
    this.startHop[slot] = this.blockStart;
    this.blocks += 1;
    this.voicedHops = 0;
    this.levelSum = 0;
    this.f0Sum = 0;
    this.tiltSum = 0;
    return this.recognise();
  }

  private recognise(): Step | null {
    const held = Math.min(this.blocks, BLOCKS);
    for (let after = MIN_AFTER; after <= Math.min(MAX_AFTER, held - MIN_BEFORE); after++) {
      const step = this.stepBefore(after, held);
      if (step === 0 || Math.abs(this.totalDb + step) > MAX_GAIN_DB) continue;
      this.totalDb += step;
      for (let back = 1; back <= after; back++) {
        const slot = (this.blocks - back) % BLOCKS;
        this.level[slot]! -= step;
        this.floor[slot]! -= step;
      }
      return { stepDb: step, hopsAgo: this.hop - this.startHop[(this.blocks - after) % BLOCKS]! + 1 };
    }
    return null;
  }

  /** The gain step that came `after` blocks ago, dB; 0 if none did. */
  private stepBefore(after: number, held: number): number {
    const rise = this.change(this.level, after, held);
    // The newest floor alone: it follows a rise within two seconds.
    const floorRise = this.floor[(this.blocks - 1) % BLOCKS]! - this.mean(this.floor, after, held);
    const floorHeard =
      Math.min(this.floor[(this.blocks - 1) % BLOCKS]!, this.floor[(this.blocks - after - 1) % BLOCKS]!) >
      AUDIBLE_FLOOR_DB;
    const floorAgrees = Math.abs(rise - floorRise) <= FLOOR_AGREES_DB;
    if (floorHeard && !floorAgrees) return 0;
    const limits = floorHeard ? WITH_FLOOR : WITHOUT_FLOOR;
    const same =
      Math.abs(rise) >= limits.stepDb &&
      Math.abs(this.change(this.f0, after, held)) <= limits.f0Semitones &&
      Math.abs(this.change(this.tilt, after, held)) <= limits.tiltDb &&
      after >= limits.blocksAfter;
    if (!same || !this.isLasting(after, held, rise)) return 0;
    return floorHeard ? (rise + floorRise) / 2 : rise;
  }

  /** Every block since then lies on the far side of the middle: a step, not one loud word. */
  private isLasting(after: number, held: number, rise: number): boolean {
    const middle = this.mean(this.level, after, held) + rise / 2;
    for (let back = 1; back <= after; back++) {
      if ((this.level[(this.blocks - back) % BLOCKS]! - middle) * Math.sign(rise) <= 0) return false;
    }
    return true;
  }

  private change(values: Float32Array, after: number, held: number): number {
    return this.mean(values, 0, after) - this.mean(values, after, held);
  }

  /** Mean of the blocks that lie `from` to `to` blocks back, `to` exclusive. */
  private mean(values: Float32Array, from: number, to: number): number {
    let sum = 0;
    for (let back = from + 1; back <= to; back++) sum += values[(this.blocks - back) % BLOCKS]!;
    return sum / (to - from);
  }
}
