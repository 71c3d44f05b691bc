import { HOP_SAMPLES } from '../../audio/audio-frame.js';
import { defaultKernels } from '../kernels/default-kernels.js';
import {
  type FrameKernels,
  MEL_BANDS,
  SHAPE_FIRST_BIN,
  SHAPE_GROUP,
  SPECTRAL_SUMMARY,
  SPECTRAL_WINDOW,
} from '../kernels/frame-kernels.js';
import { BIN_HZ } from '../kernels/spectral-tables.js';
import { MFCC_COUNT, measureShape, type SpectralShape, writeMfcc } from './spectral-shape.js';

/** A spectral frame spans 32 ms and is taken every second hop. */
export const FRAME_HOPS = 2;

const shape: SpectralShape = { centroidHz: 0, spreadHz: 0, flatness: 0 };

/** Names of what `writeSpectral` writes, in order. */
export const SPECTRAL_NAMES = [
  'loudness',
  'centroidHz',
  'spreadHz',
  'flatness',
  'alphaRatioDb',
  'hammarbergDb',
  'slopeDbPerKhz',
  ...Array.from({ length: MFCC_COUNT }, (_, i) => `mfcc${i + 1}`),
  ...Array.from({ length: MEL_BANDS }, (_, i) => `logMel${i + 1}`),
] as const;

const MFCC_AT = 7;
const LOG_MEL_AT = MFCC_AT + MFCC_COUNT;

/** Keeps the last 32 ms of one channel and describes its spectrum. */
export class SpectralFrame {
  private readonly history = new Float32Array(SPECTRAL_WINDOW);

  constructor(private readonly kernels: FrameKernels = defaultKernels) {}

  push(hop: Float32Array): void {
    this.history.copyWithin(0, HOP_SAMPLES);
    this.history.set(hop, SPECTRAL_WINDOW - HOP_SAMPLES);
  }

  /**
   * Fills in the MFCC of a row that turned out to be voiced, from its log mel bands: the functionals use no others,
   * and they are the dearest descriptors of a frame.
   */
  writeVoicedMfcc(into: Float32Array, at: number): void {
    this.kernels.restoreMelEnergies(into, at + LOG_MEL_AT);
    writeMfcc(this.kernels.melEnergies, into, at + MFCC_AT);
  }

  /** Describes the last 32 ms, without the MFCC: writes the descriptors named by SPECTRAL_NAMES to `into` from `at` on. */
  write(into: Float32Array, at: number): void {
    const { kernels } = this;
    kernels.describeSpectrum(this.history);
    measureShape(kernels.shapeAmplitudes, SHAPE_FIRST_BIN * BIN_HZ, SHAPE_GROUP * BIN_HZ, shape);
    const summary = kernels.spectralSummary;
    into[at] = summary[SPECTRAL_SUMMARY.loudness]!;
    into[at + 1] = shape.centroidHz;
    into[at + 2] = shape.spreadHz;
    into[at + 3] = shape.flatness;
    into[at + 4] = summary[SPECTRAL_SUMMARY.alphaRatioDb]!;
    into[at + 5] = summary[SPECTRAL_SUMMARY.hammarbergDb]!;
    into[at + 6] = summary[SPECTRAL_SUMMARY.slopeDbPerKhz]!;
    into.set(kernels.logMel, at + LOG_MEL_AT);
  }
}
