/** Kernels of the acoustic front end in WebAssembly SIMD: what `javascript-kernels.ts` defines, in 32-bit floats. */
export { cleanHop, decimate } from './hop';
export {
  correlations,
  decimated,
  decimatorLine,
  decimatorTaps,
  eighthTwiddles,
  halvingTwiddles,
  hop,
  lagGains,
  lags,
  laneTwiddles,
  logMel,
  mel,
  melBands,
  melWeights,
  pitchBands,
  pitchHistory,
  pitchWindow,
  quarterTwiddles,
  shapeAmplitudes,
  slopeWeights,
  spectralHistory,
  spectralSummary,
  spectralWindow,
} from './layout';
export { analysePitch, correlateAround } from './pitch';
export { describeSpectrum, restoreMelEnergies } from './spectrum';
