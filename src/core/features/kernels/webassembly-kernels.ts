import { HIDDEN_BIASES, HIDDEN_WEIGHTS, OUTPUT_BIAS, OUTPUT_WEIGHTS } from '../lld/voice-activity-weights.js';
import { INPUTS } from '../lld/voice-network.js';
import {
  type FrameKernels,
  LAGS,
  MEL_BANDS,
  PITCH_BAND,
  PITCH_WINDOW,
  SHAPE_BINS,
  SPECTRAL_SUMMARY,
  SPECTRAL_WINDOW,
} from './frame-kernels.js';
import { HALF_BAND_TAPS } from './half-band-taps.js';
import { KERNEL_BINARY } from './kernel-binary.js';
import { pitchWindow, windowCorrelation } from './pitch-tables.js';
import { melFilters, slopeWeights, spectralWindow } from './spectral-tables.js';
import { halvingTwiddles, laneTwiddles, radix4Twiddles } from './twiddles.js';

/** What is used of the host's WebAssembly: Node's types leave it to the browser's. */
type WebAssemblyHost = {
  validate(bytes: Uint8Array): boolean;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
};

/** What `assembly/index.ts` exports. */
type KernelExports = {
  readonly memory: { readonly buffer: ArrayBuffer };
  cleanHop(): number;
  decimate(): void;
  analysePitch(): number;
  correlateAround(lag: number): void;
  describeSpectrum(): void;
  restoreMelEnergies(): void;
  voiceLogOdds(): number;
};

/** The kernels in 32-bit floats, four at a time; one instance serves all channels of the process. */
export class WebAssemblyKernels implements FrameKernels {
  readonly name = 'WebAssembly SIMD';
  readonly pitchBands: Float32Array;
  readonly lags: Float32Array;
  readonly correlations: Float32Array;
  readonly spectralSummary: Float32Array;
  readonly shapeAmplitudes: Float32Array;
  readonly logMel: Float32Array;
  readonly melEnergies: Float32Array;
  private readonly kernels: KernelExports;
  private readonly hop: Float32Array;
  private readonly line: Float32Array;
  private readonly decimated: Float32Array;
  private readonly pitchHistory: Float32Array;
  private readonly spectralHistory: Float32Array;
  private readonly evidence: Float64Array;

  /** Null where WebAssembly or its SIMD is missing. */
  static load(): WebAssemblyKernels | null {
    const host = (globalThis as { readonly WebAssembly?: WebAssemblyHost }).WebAssembly;
    const bytes = Buffer.from(KERNEL_BINARY, 'base64');
    if (!host?.validate(bytes)) return null;
    return new WebAssemblyKernels(new host.Instance(new host.Module(bytes)).exports);
  }

  private constructor(exports: unknown) {
    this.kernels = exports as KernelExports;
    const { buffer } = this.kernels.memory;
    const places = exports as Readonly<Record<string, { readonly value: number }>>;
    const offsetOf = (name: string) => places[name]!.value;
    const floats = (name: string, length: number) => new Float32Array(buffer, offsetOf(name), length);
    const write = (name: string, table: ArrayLike<number>) => floats(name, table.length).set(table);

    write('decimatorTaps', HALF_BAND_TAPS);
    // The transform gives twice the spectrum.
    write(
      'pitchWindow',
      pitchWindow.map((weight) => weight / 2),
    );
    write(
      'lagGains',
      windowCorrelation.map((correlation) => 1 / correlation),
    );
    // Its power is taken over the frame's length.
    write(
      'spectralWindow',
      spectralWindow.map((weight) => weight / 2 / Math.sqrt(SPECTRAL_WINDOW)),
    );
    // The kernel weighs binary logarithms.
    write(
      'slopeWeights',
      slopeWeights.map((weight) => weight * 10 * Math.log10(2)),
    );
    const quadruples = melFilters.map(({ weights }) => Math.ceil(weights.length / 4));
    new Int32Array(buffer, offsetOf('melBands'), 2 * MEL_BANDS).set(
      melFilters.flatMap(({ firstBin }, band) => [firstBin, quadruples[band]!]),
    );
    write(
      'melWeights',
      melFilters.flatMap(({ weights }, band) => [
        ...weights,
        ...new Array<number>(4 * quadruples[band]! - weights.length).fill(0),
      ]),
    );
    write('quarterTwiddles', radix4Twiddles(32));
    write('eighthTwiddles', radix4Twiddles(8));
    write('halvingTwiddles', halvingTwiddles());
    write('laneTwiddles', laneTwiddles());

    const doubles = (name: string, length: number) => new Float64Array(buffer, offsetOf(name), length);
    const units = HIDDEN_BIASES.length;
    doubles('voiceWeights', units * INPUTS).set(
      HIDDEN_WEIGHTS.flatMap((weights, unit) =>
        unit % 2 === 1 ? [] : weights.flatMap((weight, i) => [weight, HIDDEN_WEIGHTS[unit + 1]![i]!]),
      ),
    );
    doubles('voiceBiases', units).set(HIDDEN_BIASES);
    doubles('voiceOutput', units + 1).set([...OUTPUT_WEIGHTS, OUTPUT_BIAS]);

    this.evidence = doubles('voiceEvidence', INPUTS);
    this.hop = floats('hop', 80);
    this.line = floats('decimatorLine', 110);
    this.decimated = floats('decimated', 40);
    this.pitchHistory = floats('pitchHistory', PITCH_WINDOW);
    this.spectralHistory = floats('spectralHistory', SPECTRAL_WINDOW);
    this.pitchBands = floats('pitchBands', Object.keys(PITCH_BAND).length);
    this.lags = floats('lags', LAGS);
    this.correlations = floats('correlations', 3);
    this.spectralSummary = floats('spectralSummary', Object.keys(SPECTRAL_SUMMARY).length);
    this.shapeAmplitudes = floats('shapeAmplitudes', SHAPE_BINS);
    this.logMel = floats('logMel', MEL_BANDS);
    this.melEnergies = floats('mel', MEL_BANDS);
  }

  cleanHop(hop: Float32Array, clean: Float32Array): number {
    this.hop.set(hop);
    const energy = this.kernels.cleanHop();
    clean.set(this.hop);
    return energy;
  }

  decimate(line: Float32Array, into: Float32Array, at: number): void {
    this.line.set(line);
    this.kernels.decimate();
    into.set(this.decimated, at);
  }

  analysePitch(history: Float32Array): boolean {
    this.pitchHistory.set(history);
    return this.kernels.analysePitch() > 0;
  }

  correlateAround(history: Float32Array, lag: number): void {
    this.pitchHistory.set(history);
    this.kernels.correlateAround(lag);
  }

  describeSpectrum(history: Float32Array): void {
    this.spectralHistory.set(history);
    this.kernels.describeSpectrum();
  }

  restoreMelEnergies(row: Float32Array, at: number): void {
    for (let band = 0; band < MEL_BANDS; band++) this.melEnergies[band] = row[at + band]!;
    this.kernels.restoreMelEnergies();
  }

  voiceLogOdds(evidence: Float64Array): number {
    this.evidence.set(evidence);
    return this.kernels.voiceLogOdds();
  }
}
