import { CANDIDATES, type PitchCandidates } from './pitch-candidates.js';

/** Frames of look-ahead before a frame is decided. */
const LOOK_AHEAD_HOPS = 3;
const STATES = CANDIDATES + 1;
const UNVOICED = 0;
const DEPTH = LOOK_AHEAD_HOPS + 1;

/** Costs in units of autocorrelation strength, after Boersma 1993. */
const OCTAVE_JUMP_COST = 0.5;
const VOICED_UNVOICED_COST = 0.14;

/** How long after its last sample a hop's F0 is known: half the 48 ms window and the look-ahead. */
export const PITCH_DELAY_MS = 24 + LOOK_AHEAD_HOPS * 10;

/**
 * Chooses one path through the candidates of successive frames: Viterbi (1967) over voiced and unvoiced states with
 * a bounded look-ahead, so that a frame is decided 30 ms after it was heard and never revised.
 */
export class PitchTracker {
  /** F0 of the frame decided last; 0 = unvoiced. */
  f0Hz = 0;
  /** Autocorrelation strength of the frame decided last: its voicing confidence, 0..1. */
  strength = 0;
  private readonly f0 = new Float64Array(DEPTH * STATES);
  private readonly strengths = new Float64Array(DEPTH * STATES);
  private readonly from = new Uint8Array(DEPTH * STATES);
  private readonly counts = new Uint8Array(DEPTH);
  private score = new Float64Array(STATES);
  private nextScore = new Float64Array(STATES);
  private row = 0;

  constructor() {
    this.counts.fill(1);
  }

  push(candidates: PitchCandidates): void {
    const previous = this.row;
    const row = (previous + 1) % DEPTH;
    this.row = row;
    const states = candidates.count + 1;
    this.counts[row] = states;
    let best = Number.NEGATIVE_INFINITY;
    let bestState = UNVOICED;
    let strongest = 0;
    for (let state = 1; state < states; state++) {
      strongest = Math.max(strongest, candidates.strength[state - 1]!);
    }
    for (let state = 0; state < states; state++) {
      const at = row * STATES + state;
      const f0Hz = state === UNVOICED ? 0 : candidates.f0Hz[state - 1]!;
      const strength = state === UNVOICED ? strongest : candidates.strength[state - 1]!;
      this.f0[at] = f0Hz;
      this.strengths[at] = strength;
      const local = state === UNVOICED ? candidates.voicingThreshold : strength;
      const total = local + this.bestPredecessor(previous, at, f0Hz);
      this.nextScore[state] = total;
      if (total > best) {
        best = total;
        bestState = state;
      }
    }
    for (let state = 0; state < states; state++) this.nextScore[state]! -= best;
    const spent = this.score;
    this.score = this.nextScore;
    this.nextScore = spent;
    this.decide(bestState);
  }

  private bestPredecessor(previous: number, at: number, f0Hz: number): number {
    let best = Number.NEGATIVE_INFINITY;
    const count = this.counts[previous]!;
    for (let state = 0; state < count; state++) {
      const before = this.f0[previous * STATES + state]!;
      let cost = 0;
      if (f0Hz === 0 || before === 0) cost = f0Hz === before ? 0 : VOICED_UNVOICED_COST;
      else cost = OCTAVE_JUMP_COST * Math.abs(Math.log2(f0Hz / before));
      const score = this.score[state]! - cost;
      if (score > best) {
        best = score;
        this.from[at] = state;
      }
    }
    return best;
  }

  private decide(bestState: number): void {
    let state = bestState;
    let row = this.row;
    for (let back = 0; back < LOOK_AHEAD_HOPS; back++) {
      state = this.from[row * STATES + state]!;
      row = (row + DEPTH - 1) % DEPTH;
    }
    this.f0Hz = this.f0[row * STATES + state]!;
    this.strength = this.strengths[row * STATES + state]!;
  }
}
