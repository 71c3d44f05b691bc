import { HOP_SAMPLES } from '../../audio/audio-frame.js';
import { DECIMATOR_LINE, type FrameKernels } from '../kernels/frame-kernels.js';

/** Streaming decimator by 2, one hop at a time. */
export class HalfBandDecimator {
  private readonly line = new Float32Array(DECIMATOR_LINE);

  constructor(private readonly kernels: FrameKernels) {}

  /** Writes half as many samples as a hop has to `output` from `at` on. */
  push(hop: Float32Array, output: Float32Array, at: number): void {
    this.line.copyWithin(0, HOP_SAMPLES);
    this.line.set(hop, DECIMATOR_LINE - HOP_SAMPLES);
    this.kernels.decimate(this.line, output, at);
  }
}
