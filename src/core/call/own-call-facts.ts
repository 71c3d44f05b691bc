import type { Observation } from './observation.js';

/** Behavioural facts of the agent's side, shown to that agent only. */
export type OwnCallFacts = {
  readonly talkShare: number | null;
  readonly agentOverlaps: number;
  readonly medianResponseLatencyMs: number | null;
  readonly articulationRateRatio: number | null;
  readonly levelDeltaDb: number | null;
  /** The agent's first 10 s of speech against the rest of the same call. */
  readonly openingRateRatio: number | null;
  readonly openingLevelDeltaDb: number | null;
};

type Mean = { readonly sum: number; readonly weightMs: number };
const NO_MEAN: Mean = { sum: 0, weightMs: 0 };

/** Running totals behind the facts. */
export type OwnFactsTally = {
  readonly agentSpeechMs: number;
  readonly overlaps: number;
  readonly overlapping: boolean;
  readonly latenciesMs: readonly number[];
  /** The last that was reported: it is repeated until there is another. */
  readonly lastLatencyMs: number | null;
  readonly rateRatio: Mean;
  readonly levelDb: Mean;
  readonly openingRate: Mean;
  readonly laterRate: Mean;
  readonly laterLevelDb: Mean;
};

export const NO_OWN_FACTS: OwnFactsTally = {
  agentSpeechMs: 0,
  overlaps: 0,
  overlapping: false,
  latenciesMs: [],
  lastLatencyMs: null,
  rateRatio: NO_MEAN,
  levelDb: NO_MEAN,
  openingRate: NO_MEAN,
  laterRate: NO_MEAN,
  laterLevelDb: NO_MEAN,
};

const OPENING_MS = 10_000;
/** Enough for a median; a bound, so that an endless call does not grow. */
const LATENCIES_KEPT = 1000;

/** Adds one step of the call. Pure. */
export function addOwnFacts(tally: OwnFactsTally, observation: Observation, stepMs: number): OwnFactsTally {
  const { agent, turns } = observation;
  const speaking = agent?.activity === 'speaking';
  const spokenMs = speaking ? stepMs : 0;
  const inOpening = (agent?.totalSpeechMs ?? 0) <= OPENING_MS;
  const overlapping = turns.overlapStartedBy === 'agent';
  const latency = turns.agentResponseLatencyMs;
  const isNew = latency !== null && latency !== tally.lastLatencyMs;
  return {
    agentSpeechMs: agent?.totalSpeechMs ?? 0,
    overlaps: tally.overlaps + (overlapping && !tally.overlapping ? 1 : 0),
    overlapping,
    latenciesMs: isNew ? [...tally.latenciesMs, latency].slice(-LATENCIES_KEPT) : tally.latenciesMs,
    lastLatencyMs: latency ?? tally.lastLatencyMs,
    rateRatio: add(tally.rateRatio, agent?.articulationRateRatio, spokenMs),
    levelDb: add(tally.levelDb, agent?.levelDeltaDb, spokenMs),
    openingRate: add(tally.openingRate, agent?.articulationRate, inOpening ? spokenMs : 0),
    laterRate: add(tally.laterRate, agent?.articulationRate, inOpening ? 0 : spokenMs),
    laterLevelDb: add(tally.laterLevelDb, agent?.levelDeltaDb, inOpening ? 0 : spokenMs),
  };
}

/** The totals of the agent who takes the call over: nothing of the former's. Pure. */
export function nextOwnFacts({ overlapping, lastLatencyMs }: OwnFactsTally): OwnFactsTally {
  return { ...NO_OWN_FACTS, overlapping, lastLatencyMs };
}

/** The facts of a finished call, or stretch, in which the caller spoke so much; `null` = not enough heard. */
export function ownFactsOf(tally: OwnFactsTally, customerSpeechMs: number): OwnCallFacts {
  const speechMs = tally.agentSpeechMs + customerSpeechMs;
  const opening = mean(tally.openingRate);
  const later = mean(tally.laterRate);
  // The agent's baseline forms in the opening itself, so the rest of the call against it is the opening's mirror.
  const laterLevel = mean(tally.laterLevelDb);
  return {
    talkShare: speechMs === 0 ? null : tally.agentSpeechMs / speechMs,
    agentOverlaps: tally.overlaps,
    medianResponseLatencyMs: median(tally.latenciesMs),
    articulationRateRatio: mean(tally.rateRatio),
    levelDeltaDb: mean(tally.levelDb),
    openingRateRatio: opening === null || later === null ? null : opening / later,
    openingLevelDeltaDb: laterLevel === null ? null : -laterLevel,
  };
}

function add(mean: Mean, value: number | null | undefined, weightMs: number): Mean {
  return value === null || value === undefined || weightMs === 0
    ? mean
    : { sum: mean.sum + value * weightMs, weightMs: mean.weightMs + weightMs };
}

function mean({ sum, weightMs }: Mean): number | null {
  return weightMs === 0 ? null : sum / weightMs;
}

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  if (sorted.length === 0) return null;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
