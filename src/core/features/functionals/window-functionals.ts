import { FUNCTIONAL_NAMES, LLD, LLD_NAMES, PROSODIC, WINDOW_FRAMES } from '../feature-schema.js';
import type { SpeakerBaseline } from '../speaker-baseline.js';

const COLUMNS = LLD_NAMES.length;
const FRAMES_PER_SECOND = 50;
const MOMENT_COLUMNS = LLD_NAMES.flatMap((name, column) =>
  name === 'speech' || name === 'voicing' ? [] : [column],
);
const PROSODIC_COLUMNS = PROSODIC.map((name) => LLD_NAMES.indexOf(name));

const sums = new Float64Array(COLUMNS);
const squares = new Float64Array(COLUMNS);
const sorted = new Float32Array(WINDOW_FRAMES);

/** What the window's rows do not show. */
export type WindowContext = {
  readonly baseline: Readonly<
    Pick<SpeakerBaseline, 'f0Semitones' | 'levelDb' | 'loudness' | 'articulationRate' | 'confidence'>
  >;
  readonly syllablesPerSecond: number;
  readonly articulationRate: number;
  readonly pauseRatio: number;
};

const orZero = (value: number) => (Number.isFinite(value) ? value : 0);

/**
 * Writes the functionals named by FUNCTIONAL_NAMES. `rows` holds WINDOW_FRAMES rows of LLDs, oldest first.
 * Means, deviations and percentiles are over voiced frames.
 */
export function writeFunctionals(rows: Float32Array, context: WindowContext, into: Float32Array): void {
  sums.fill(0);
  squares.fill(0);
  let voiced = 0;
  let speech = 0;
  let segments = 0;
  let wasVoiced = false;
  for (let frame = 0; frame < WINDOW_FRAMES; frame++) {
    const row = frame * COLUMNS;
    speech += rows[row + LLD.speech]!;
    const isVoiced = rows[row + LLD.f0Semitones]! > 0;
    if (isVoiced && !wasVoiced) segments += 1;
    wasVoiced = isVoiced;
    if (!isVoiced) continue;
    voiced += 1;
    for (let column = 0; column < COLUMNS; column++) {
      const value = rows[row + column]!;
      sums[column]! += value;
      squares[column]! += value * value;
    }
  }
  let at = 0;
  for (const column of MOMENT_COLUMNS) {
    const mean = sums[column]! / Math.max(1, voiced);
    into[at++] = mean;
    into[at++] = Math.sqrt(Math.max(0, squares[column]! / Math.max(1, voiced) - mean * mean));
  }
  const { baseline } = context;
  const usual = [baseline.f0Semitones, baseline.levelDb, baseline.loudness];
  PROSODIC_COLUMNS.forEach((column, i) => {
    writeContour(rows, column, into, at);
    into[at + CONTOUR_NUMBERS] = orZero(into[at + CONTOUR_MEDIAN]! - usual[i]!);
    at += CONTOUR_NUMBERS + 1;
  });
  into[at++] = voiced / WINDOW_FRAMES;
  into[at++] = speech / WINDOW_FRAMES;
  into[at++] = (segments * FRAMES_PER_SECOND) / WINDOW_FRAMES;
  into[at++] = segments === 0 ? 0 : (voiced * 1000) / FRAMES_PER_SECOND / segments;
  into[at++] = context.syllablesPerSecond;
  into[at++] = context.articulationRate;
  into[at++] = orZero(context.articulationRate / baseline.articulationRate) || 1;
  into[at++] = context.pauseRatio;
  into[at++] = baseline.confidence;
  if (at !== FUNCTIONAL_NAMES.length)
    throw new RangeError(`${at} functionals written, not ${FUNCTIONAL_NAMES.length}`);
}

/** How many numbers a contour has, and which of them is its median. */
const CONTOUR_NUMBERS = 6;
const CONTOUR_MEDIAN = 1;

/** Writes quantiles, spread, slope and movement of one column over the voiced frames. */
function writeContour(rows: Float32Array, column: number, into: Float32Array, at: number): void {
  let count = 0;
  let movement = 0;
  let moves = 0;
  let [sumX, sumY, sumXY, sumXX] = [0, 0, 0, 0];
  let previous = Number.NaN;
  for (let frame = 0; frame < WINDOW_FRAMES; frame++) {
    const row = frame * COLUMNS;
    const value = rows[row + column]!;
    if (rows[row + LLD.f0Semitones]! === 0) {
      previous = Number.NaN;
      continue;
    }
    sorted[count++] = value;
    if (!Number.isNaN(previous)) {
      movement += Math.abs(value - previous);
      moves += 1;
    }
    previous = value;
    const seconds = frame / FRAMES_PER_SECOND;
    sumX += seconds;
    sumY += value;
    sumXY += seconds * value;
    sumXX += seconds * seconds;
  }
  const values = sorted.subarray(0, count).sort();
  const quantile = (share: number) => (count === 0 ? 0 : values[Math.round(share * (count - 1))]!);
  const spread = count * sumXX - sumX * sumX;
  into[at] = quantile(0.2);
  into[at + CONTOUR_MEDIAN] = quantile(0.5);
  into[at + 2] = quantile(0.8);
  into[at + 3] = quantile(0.95) - quantile(0.05);
  into[at + 4] = spread > 0 ? (count * sumXY - sumX * sumY) / spread : 0;
  into[at + 5] = moves === 0 ? 0 : (movement / moves) * FRAMES_PER_SECOND;
}
