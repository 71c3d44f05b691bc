const TAPS = 31;
const CENTRE = (TAPS - 1) / 2;

/**
 * Half-band filter, Hamming-windowed: every second tap but the centre is 0, so 8 multiplications an output do.
 * Passes 0–1.7 kHz of 8 kHz audio; the symmetric taps beside the centre are kept once.
 */
const SIDE_TAPS = Float64Array.from({ length: (CENTRE + 1) / 2 }, (_, i) => {
  const distance = 2 * i + 1;
  const hamming = 0.54 + 0.46 * Math.cos((Math.PI * distance) / (CENTRE + 1));
  return (Math.sin((Math.PI * distance) / 2) / (Math.PI * distance)) * hamming;
});

/** Group delay in samples of the input. */
export const DECIMATOR_DELAY_SAMPLES = CENTRE;

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
    for (let n = 0; n < blockLength / 2; n++) {
      const centre = 2 * n + CENTRE;
      let sum = 0.5 * line[centre]!;
      for (let i = 0; i < SIDE_TAPS.length; i++) {
        const distance = 2 * i + 1;
        sum += SIDE_TAPS[i]! * (line[centre - distance]! + line[centre + distance]!);
      }
      output[at + n] = sum;
    }
  }
}
