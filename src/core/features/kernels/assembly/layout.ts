/**
 * Where everything lies in the module's memory. Tables are written once by the host, inputs before each call, results
 * are read after it; numbers are 32-bit floats, except the voice network's, which are doubles. Nothing is allocated.
 */
const FLOAT = 4;
const DOUBLE = 8;

/** Tables. */
export const pitchWindow = memory.data(192 * FLOAT, 16);
/** 1 / autocorrelation of the window, for 64 lags. */
export const lagGains = memory.data(64 * FLOAT, 16);
export const decimatorTaps = memory.data(8 * FLOAT, 16);
export const spectralWindow = memory.data(256 * FLOAT, 16);
/** Two 32-bit integers for each mel band: its first bin, and how many quadruples of weights it has. */
export const melBands = memory.data(20 * 2 * 4, 16);
/** Weights of the bands one after another, each filled up with zeros to whole quadruples. */
export const melWeights = memory.data(320 * FLOAT, 16);
export const slopeWeights = memory.data(36 * FLOAT, 16);
/** exp(-2πi p k / 32) for k = 1, 2, 3 as (re, im), p = 0 … 7. */
export const quarterTwiddles = memory.data(8 * 6 * FLOAT, 16);
/** The same over 8, p = 0, 1. */
export const eighthTwiddles = memory.data(2 * 6 * FLOAT, 16);
/** exp(-2πi k / 64) as (re, im), k = 0 … 16. */
export const halvingTwiddles = memory.data(17 * 2 * FLOAT, 16);
/** exp(-2πi j k / 256) for k = 1 … 32: four real parts (j = 0 … 3), four imaginary parts. */
export const laneTwiddles = memory.data(32 * 8 * FLOAT, 16);
/** Voice network: weights of units 2n and 2n + 1 side by side for each of 13 inputs; biases; output weights and bias. */
export const voiceWeights = memory.data(8 * 13 * 2 * DOUBLE, 16);
export const voiceBiases = memory.data(16 * DOUBLE, 16);
export const voiceOutput = memory.data(17 * DOUBLE, 16);

/** Inputs. */
export const hop = memory.data(80 * FLOAT, 16);
/** 30 samples heard before the hop, and the hop. */
export const decimatorLine = memory.data(112 * FLOAT, 16);
export const pitchHistory = memory.data(192 * FLOAT, 16);
export const spectralHistory = memory.data(256 * FLOAT, 16);
export const voiceEvidence = memory.data(13 * DOUBLE, 16);
/** Log mel bands in, energies out. */
export const mel = memory.data(20 * FLOAT, 16);

/** Results. */
export const decimated = memory.data(40 * FLOAT, 16);
/** Mean square, and the energies of three bands. */
export const pitchBands = memory.data(4 * FLOAT, 16);
/** Normalised autocorrelation, lags 0 … 63. */
export const lags = memory.data(64 * FLOAT, 16);
export const correlations = memory.data(4 * FLOAT, 16);
/** Loudness, alpha ratio, Hammarberg index, slope. */
export const spectralSummary = memory.data(4 * FLOAT, 16);
export const shapeAmplitudes = memory.data(28 * FLOAT, 16);
export const logMel = memory.data(20 * FLOAT, 16);

/** Scratch. */
export const even = memory.data(56 * FLOAT, 16);
export const odd = memory.data(56 * FLOAT, 16);
/** 256 samples and three more that may be written behind them. */
export const frame = memory.data(260 * FLOAT, 16);
/** Frame of the pitch: its last quarter stays zero. */
export const paddedFrame = memory.data(256 * FLOAT, 16);
/** Bins 0 … 128; what follows stays zero. */
export const power = memory.data(160 * FLOAT, 16);
/** Two sets of 33 complex numbers for each of four lanes: real quadruple, imaginary quadruple. */
export const laneA = memory.data(33 * 8 * FLOAT, 16);
export const laneB = memory.data(33 * 8 * FLOAT, 16);
