import { HOP_MS } from '../../src/core/audio/audio-frame.js';
import { TurnTaking } from '../../src/core/features/turn-taking.js';
import { channelTracks } from '../../src/lab/acoustics/channel-tracks.js';
import type { TurnScene } from './turn-scenes.js';

/** Silences from here on are dead air. */
const DEAD_AIR_MS = 2000;
const FACTS_EVERY_HOPS = 25;
/** An overlap or an answer that is heard this near to the true one is the same. */
const SAME_HOPS = 50;

/** An overlap of at least 300 ms, or the start of an agent's turn. */
type Moment = { readonly hop: number; readonly by: 'agent' | 'customer'; readonly latencyMs: number };

/** What turn-taking says of a call. */
type Followed = {
  readonly overlaps: readonly Moment[];
  readonly answers: readonly Moment[];
  readonly shares: readonly number[];
  readonly overlapSeconds: number;
  readonly deadAirSeconds: number;
};

export type TurnTakingReport = {
  readonly calls: number;
  /** Mean absolute error of the agent's share of talk in the last minute, 0..1. */
  readonly talkShareError: number;
  /** Overlaps that are there, that were heard at the same moment, whose beginner was right, and that were not there. */
  readonly overlaps: {
    readonly there: number;
    readonly heard: number;
    readonly beginnerRight: number;
    readonly false: number;
    readonly secondsThere: number;
    readonly secondsHeard: number;
  };
  /** Answers of the agent after a pause, and the median and 90th percentile of the error of their latency. */
  readonly responseLatency: {
    readonly there: number;
    readonly heard: number;
    readonly medianErrorMs: number;
    readonly p90ErrorMs: number;
  };
  readonly deadAir: { readonly secondsThere: number; readonly secondsHeard: number };
};

/** Follows a call by who speaks in each hop. */
function follow(customer: ArrayLike<number>, agent: ArrayLike<number>): Followed {
  const taking = new TurnTaking();
  const overlaps: Moment[] = [];
  const answers: Moment[] = [];
  const shares: number[] = [];
  let overlapHops = 0;
  let deadAirHops = 0;
  let previous = taking.facts();
  for (let hop = 0; hop < customer.length; hop++) {
    taking.push(customer[hop] === 1, agent[hop] === 1, true);
    const facts = taking.facts();
    const isOverlap = facts.overlapMs >= 300;
    if (isOverlap && previous.overlapMs < 300)
      overlaps.push({ hop, by: facts.overlapStartedBy ?? 'customer', latencyMs: 0 });
    if (facts.overlapMs > 0) overlapHops += 1;
    const latencyMs = facts.agentResponseLatencyMs;
    if (
      facts.agentTurnMs === HOP_MS &&
      previous.agentTurnMs !== HOP_MS &&
      latencyMs !== null &&
      latencyMs > 0
    )
      answers.push({ hop, by: 'agent', latencyMs });
    if (facts.deadAirMs >= DEAD_AIR_MS)
      deadAirHops += facts.deadAirMs === DEAD_AIR_MS ? DEAD_AIR_MS / HOP_MS : 1;
    if (hop % FACTS_EVERY_HOPS === 0) shares.push(facts.agentTalkShare ?? Number.NaN);
    previous = facts;
  }
  return {
    overlaps,
    answers,
    shares,
    overlapSeconds: (overlapHops * HOP_MS) / 1000,
    deadAirSeconds: (deadAirHops * HOP_MS) / 1000,
  };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const quantile = (values: readonly number[], share: number) =>
  [...values].sort((a, b) => a - b)[Math.floor(share * (values.length - 1))] ?? Number.NaN;

/** Of each true moment the nearest heard one, where there is one near enough. */
function matched(truth: readonly Moment[], heard: readonly Moment[]) {
  return truth.flatMap((one) => {
    const near = heard.filter(({ hop }) => Math.abs(hop - one.hop) <= SAME_HOPS);
    const [best] = near.sort((a, b) => Math.abs(a.hop - one.hop) - Math.abs(b.hop - one.hop));
    return best === undefined ? [] : [{ truth: one, heard: best }];
  });
}

/** Turn-taking by our own voice activity against turn-taking by the labels; null without scenes. */
export function evaluateTurnTaking(scenes: readonly TurnScene[]): TurnTakingReport | null {
  if (scenes.length === 0) return null;
  const calls = scenes.map(({ customer, agent }) => {
    const speaking = [customer, agent].map(({ samples }) => channelTracks(samples).speaking);
    return { truth: follow(customer.labels, agent.labels), heard: follow(speaking[0]!, speaking[1]!) };
  });
  const overlaps = calls.flatMap(({ truth, heard }) => matched(truth.overlaps, heard.overlaps));
  const answers = calls.flatMap(({ truth, heard }) => matched(truth.answers, heard.answers));
  const latencyErrors = answers.map(({ truth, heard }) => Math.abs(truth.latencyMs - heard.latencyMs));
  const shareErrors = calls
    .flatMap(({ truth, heard }) => truth.shares.map((share, i) => Math.abs(share - heard.shares[i]!)))
    .filter(Number.isFinite);
  const total = (of: (call: (typeof calls)[number]) => number) => sum(calls.map(of));
  return {
    calls: calls.length,
    talkShareError: sum(shareErrors) / shareErrors.length,
    overlaps: {
      there: total(({ truth }) => truth.overlaps.length),
      heard: overlaps.length,
      beginnerRight: overlaps.filter(({ truth, heard }) => truth.by === heard.by).length,
      false: total(
        ({ truth, heard }) => heard.overlaps.length - matched(heard.overlaps, truth.overlaps).length,
      ),
      secondsThere: total(({ truth }) => truth.overlapSeconds),
      secondsHeard: total(({ heard }) => heard.overlapSeconds),
    },
    responseLatency: {
      there: total(({ truth }) => truth.answers.length),
      heard: answers.length,
      medianErrorMs: quantile(latencyErrors, 0.5),
      p90ErrorMs: quantile(latencyErrors, 0.9),
    },
    deadAir: {
      secondsThere: total(({ truth }) => truth.deadAirSeconds),
      secondsHeard: total(({ heard }) => heard.deadAirSeconds),
    },
  };
}
