import type { NumberId } from './numbers.js';

/** How a measure is made of published numbers; its name, formula and caveat are texts of the catalogues by `id`. */
export type Measure = {
  readonly id: MeasureId;
  readonly numerator: NumberId;
  /** Null = the numerator itself, summed. */
  readonly denominator: NumberId | null;
  readonly unit: 'minutes' | 'calls' | 'share' | 'offers';
  readonly grain: 'slot' | 'week' | 'block';
};

export const MEASURE_IDS = [
  'tenseShare',
  'tenseMinutes',
  'hardCalls',
  'hardShare',
  'hardAfterHardShare',
  'recoveryTime',
  'recoveredShare',
  'timeBetweenHard',
  'breakShare',
  'resetsOffered',
  'resetsTakenShare',
  'resetsSkippedShare',
  'handleTime',
  'quietShare',
  'cueWrongShare',
] as const;
export type MeasureId = (typeof MEASURE_IDS)[number];

/** Every measure a lead can see. None has a number of the agent's channel in it: there is none to name. */
export const MEASURES: readonly Measure[] = [
  {
    id: 'tenseShare',
    numerator: 'tenseMinutes',
    denominator: 'speechMinutes',
    unit: 'share',
    grain: 'slot',
  },
  { id: 'tenseMinutes', numerator: 'tenseMinutes', denominator: null, unit: 'minutes', grain: 'slot' },
  { id: 'hardCalls', numerator: 'hardCalls', denominator: null, unit: 'calls', grain: 'week' },
  { id: 'hardShare', numerator: 'hardCalls', denominator: 'heardCalls', unit: 'share', grain: 'week' },
  {
    id: 'hardAfterHardShare',
    numerator: 'hardAfterHard',
    denominator: 'hardCalls',
    unit: 'share',
    grain: 'week',
  },
  {
    id: 'recoveryTime',
    numerator: 'recoveryMinutes',
    denominator: 'recoveredEpisodes',
    unit: 'minutes',
    grain: 'week',
  },
  {
    id: 'recoveredShare',
    numerator: 'recoveredEpisodes',
    denominator: 'episodes',
    unit: 'share',
    grain: 'week',
  },
  {
    id: 'timeBetweenHard',
    numerator: 'callMinutes',
    denominator: 'hardCalls',
    unit: 'minutes',
    grain: 'week',
  },
  { id: 'breakShare', numerator: 'hardWithBreak', denominator: 'hardCalls', unit: 'share', grain: 'week' },
  { id: 'resetsOffered', numerator: 'resetsOffered', denominator: null, unit: 'offers', grain: 'week' },
  {
    id: 'resetsTakenShare',
    numerator: 'resetsTaken',
    denominator: 'resetsOffered',
    unit: 'share',
    grain: 'week',
  },
  {
    id: 'resetsSkippedShare',
    numerator: 'resetsSkipped',
    denominator: 'resetsOffered',
    unit: 'share',
    grain: 'week',
  },
  { id: 'handleTime', numerator: 'callMinutes', denominator: 'heardCalls', unit: 'minutes', grain: 'week' },
  { id: 'quietShare', numerator: 'quietMinutes', denominator: 'callMinutes', unit: 'share', grain: 'week' },
  { id: 'cueWrongShare', numerator: 'cuesWrong', denominator: 'cuesShown', unit: 'share', grain: 'block' },
];
