/** Kernels of the acoustic front end in WebAssembly SIMD: what `javascript-kernels.ts` defines, in single precision. */
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
  voiceBiases,
  voiceEvidence,
  voiceOutput,
  voiceWeights,
} from './layout';
export { analysePitch, correlateAround } from './pitch';
export { describeSpectrum, restoreMelEnergies } from './spectrum';
export { voiceLogOdds } from './voice';
