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
import { KERNEL_BINARY } from './kernel-binary.js';
import { KernelMemory } from './kernel-memory.js';
import { writeTables, writeVoiceNetwork } from './write-tables.js';

/** What is used of the host's WebAssembly: Node's types leave it to the browser's. */
type WebAssemblyHost = {
  validate(bytes: Uint8Array): boolean;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
};

/** What `assembly/index.ts` exports. */
type KernelExports = {
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
    const memory = new KernelMemory(exports);
    writeTables(memory);
    writeVoiceNetwork(memory);
    this.evidence = memory.doubles('voiceEvidence', INPUTS);
    this.hop = memory.floats('hop', 80);
    this.line = memory.floats('decimatorLine', 110);
    this.decimated = memory.floats('decimated', 40);
    this.pitchHistory = memory.floats('pitchHistory', PITCH_WINDOW);
    this.spectralHistory = memory.floats('spectralHistory', SPECTRAL_WINDOW);
    this.pitchBands = memory.floats('pitchBands', Object.keys(PITCH_BAND).length);
    this.lags = memory.floats('lags', LAGS);
    this.correlations = memory.floats('correlations', 3);
    this.spectralSummary = memory.floats('spectralSummary', Object.keys(SPECTRAL_SUMMARY).length);
    this.shapeAmplitudes = memory.floats('shapeAmplitudes', SHAPE_BINS);
    this.logMel = memory.floats('logMel', MEL_BANDS);
    this.melEnergies = memory.floats('mel', MEL_BANDS);
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
