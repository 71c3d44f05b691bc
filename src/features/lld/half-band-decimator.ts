const TAPS = 31;
const CENTRE = (TAPS - 1) / 2;

/**
 * Half-band filter, Hamming-windowed: every second tap but the centre is 0, and the others are symmetric, so eight
 * multiplications an output do. Passes 0–1.7 kHz of 8 kHz audio.
 */
function sideTap(distance: number): number {
  const hamming = 0.54 + 0.46 * Math.cos((Math.PI * distance) / (CENTRE + 1));
  return (Math.sin((Math.PI * distance) / 2) / (Math.PI * distance)) * hamming;
}

const T1 = sideTap(1);
const T3 = sideTap(3);
const T5 = sideTap(5);
const T7 = sideTap(7);
const T9 = sideTap(9);
const T11 = sideTap(11);
const T13 = sideTap(13);
const T15 = sideTap(15);

/** Streaming decimator by 2 (Crochiere & Rabiner 1983, section 4.3). Takes blocks of an even, constant length. */
export class HalfBandDecimator {
  private readonly line: Float32Array;

  constructor(private readonly blockLength: number) {
    this.line = new Float32Array(TAPS - 1 + blockLength);
  }

  /** Writes `blockLength / 2` samples to `output` from `at` on. */
  push(block: Float32Array, output: Float32Array, at: number): void {
    const { line, blockLength } = this;
    line.copyWithin(0, blockLength);
    line.set(block, TAPS - 1);
    // Written out, because this runs for every sample of every channel: a loop over the taps takes twice as long.
    for (let n = 0, c = CENTRE; n < blockLength / 2; n++, c += 2) {
      output[at + n] =
        0.5 * line[c]! +
        T1 * (line[c - 1]! + line[c + 1]!) +
        T3 * (line[c - 3]! + line[c + 3]!) +
        T5 * (line[c - 5]! + line[c + 5]!) +
        T7 * (line[c - 7]! + line[c + 7]!) +
        T9 * (line[c - 9]! + line[c + 9]!) +
        T11 * (line[c - 11]! + line[c + 11]!) +
        T13 * (line[c - 13]! + line[c + 13]!) +
        T15 * (line[c - 15]! + line[c + 15]!);
    }
  }
}
