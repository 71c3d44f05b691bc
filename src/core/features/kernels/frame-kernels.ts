/** Samples of a hop that the decimator takes, and those before it that its filter still sees. */
export const DECIMATOR_LINE = 110;
/** 48 ms at 4 kHz: 3.6 periods of the lowest F0. */
export const PITCH_WINDOW = 192;
export const PITCH_RATE_HZ = 4000;
/** Lags of the autocorrelation that are computed: a period of 75 Hz is 54 long; the others serve to interpolate there. */
export const LAGS = 64;
/** 32 ms at 8 kHz. */
export const SPECTRAL_WINDOW = 256;
export const MEL_BANDS = 20;
/** The shape's spectrum: 125 Hz bins over the telephone band, from bin 8 on. */
export const SHAPE_GROUP = 4;
export const SHAPE_FIRST_BIN = 8;
export const SHAPE_BINS = 26;

/** Places in `pitchBands`: mean square of the window; energies at 250–600, 600–1100 and 1100–2000 Hz. */
export const PITCH_BAND = { meanSquare: 0, low: 1, middle: 2, high: 3 } as const;
/** Places in `spectralSummary`. */
export const SPECTRAL_SUMMARY = { loudness: 0, alphaRatioDb: 1, hammarbergDb: 2, slopeDbPerKhz: 3 } as const;

/**
 * The arithmetic of a frame that costs most. Kernels hold no channel: all its samples are handed in, and the results
 * are read from shared arrays before the next call.
 */
export interface FrameKernels {
  readonly name: 'WebAssembly SIMD' | 'JavaScript';
  /**
   * Bounds 80 samples to ±1, replaces what is not a finite number by 0 and writes them to `clean`; returns the sum of
   * their squares.
   */
  cleanHop(hop: Float32Array, clean: Float32Array): number;
  /** Halves the rate of the 80 newest samples of a `DECIMATOR_LINE` and writes 40 to `into` from `at` on. */
  decimate(line: Float32Array, into: Float32Array, at: number): void;
  /**
   * Fills `pitchBands` and `lags` from a `PITCH_WINDOW` of samples at 4 kHz; false for silence, which has no lags.
   * The power spectrum of the tapered window is raised to 3/8 before the autocorrelation (generalised autocorrelation,
   * Tolonen & Karjalainen 2000): formants weigh less, so a fundamental that the line removed is found from the spacing
   * of its harmonics. Dividing by the window's own autocorrelation removes the taper's bias (Boersma 1993).
   */
  analysePitch(history: Float32Array): boolean;
  readonly pitchBands: Float32Array;
  /** Normalised autocorrelation, 1 at lag 0. */
  readonly lags: Float32Array;
  /** Fills `correlations` with those of a `PITCH_WINDOW` and itself `lag` - 1, `lag` and `lag` + 1 samples later. */
  correlateAround(history: Float32Array, lag: number): void;
  readonly correlations: Float32Array;
  /** Fills `spectralSummary`, `shapeAmplitudes` and `logMel` from a `SPECTRAL_WINDOW` of samples at 8 kHz. */
  describeSpectrum(history: Float32Array): void;
  readonly spectralSummary: Float32Array;
  /** Square roots of the shape's bins, each energy plus 1. */
  readonly shapeAmplitudes: Float32Array;
  /** Mel bands, 10 log10(energy + 1), energies on the 16-bit scale. */
  readonly logMel: Float32Array;
  /** Turns a row's `logMel` from `at` on back into energies, in `melEnergies`. */
  restoreMelEnergies(row: Float32Array, at: number): void;
  readonly melEnergies: Float32Array;
  /** Log-odds that a hop with this evidence, in the order of EVIDENCE_NAMES, belongs to the foreground voice. */
  voiceLogOdds(evidence: Float64Array): number;
}
