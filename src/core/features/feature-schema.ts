import { FRAME_HOPS, SPECTRAL_NAMES } from './lld/spectral-frame.js';

/** Raised whenever a name, an order or the meaning of a value changes: the model's manifest must carry the same. */
export const SCHEMA_VERSION = 1;

/** The model's window: three seconds. */
export const WINDOW_HOPS = 300;
export const WINDOW_FRAMES = WINDOW_HOPS / FRAME_HOPS;

/** Low-level descriptors of one 20 ms frame, in the order in which a channel keeps them. */
export const LLD_NAMES = ['f0Semitones', 'voicing', 'speech', 'levelDb', 'hnrDb', ...SPECTRAL_NAMES] as const;

/** Columns of LLD rows that other code names. */
export const LLD = {
  f0Semitones: 0,
  voicing: 1,
  speech: 2,
  levelDb: 3,
  hnrDb: 4,
  spectral: 5,
  loudness: 5,
} as const;

/** Descriptors whose percentiles, range, movement and slope are taken besides mean and deviation. */
export const PROSODIC = ['f0Semitones', 'levelDb', 'loudness'] as const;
const PROSODIC_FUNCTIONALS = [
  'p20',
  'p50',
  'p80',
  'range',
  'slopePerSecond',
  'movement',
  'medianDelta',
] as const;

const MOMENT_NAMES = LLD_NAMES.filter((name) => name !== 'speech' && name !== 'voicing');

/** Functionals of the window, in the order of the model's input vector. */
export const FUNCTIONAL_NAMES: readonly string[] = [
  ...MOMENT_NAMES.flatMap((name) => [`${name}.mean`, `${name}.sd`]),
  ...PROSODIC.flatMap((name) => PROSODIC_FUNCTIONALS.map((functional) => `${name}.${functional}`)),
  'voicedShare',
  'speechShare',
  'voicedSegmentsPerSecond',
  'meanVoicedSegmentMs',
  'syllablesPerSecond',
  'articulationRate',
  'articulationRateRatio',
  'pauseRatio',
  'baselineConfidence',
];

/** Voiced 20 ms frames of a full speaker profile: six seconds of voice. */
export const PROFILE_FRAMES = 300;
/** Means and deviations of all descriptors, then the share of PROFILE_FRAMES heard. */
export const PROFILE_LENGTH = 2 * LLD_NAMES.length + 1;
