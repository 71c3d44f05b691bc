import { type CallState, type Episode, tenseSpeechMs } from './call-state.js';
import type { EmotionAbsence } from './observation.js';
import {
  addOwnFacts,
  NO_OWN_FACTS,
  nextOwnFacts,
  type OwnCallFacts,
  type OwnFactsTally,
  ownFactsOf,
} from './own-call-facts.js';
import { strainOf } from './strain.js';

/** How well the call could be heard: said beside every figure made from it. */
export const COVERAGE_NOTES = [
  'complete',
  'no-notice',
  'objection',
  'mixed-channel',
  'no-customer-channel',
  'classifier-unavailable',
  'gaps',
] as const;
type CoverageNote = (typeof COVERAGE_NOTES)[number];

/**
 * What is kept of a call: exposure from the caller's side, and behavioural facts for the agent's own eyes.
 * Nothing of the audio; no emotion of the agent.
 */
export type CallSummary = {
  readonly durationMs: number;
  readonly customerSpeechMs: number;
  /** Caller speech heard as tense, angry or anxious; the next two are the parts of it that could be named. */
  readonly tenseMs: number;
  readonly angryMs: number;
  readonly anxiousMs: number;
  readonly episodes: readonly Episode[];
  /** Exposure by the formula of `strain.ts`, 0..100. */
  readonly strain: number;
  readonly hard: boolean;
  readonly holdMs: number;
  readonly deadAirMs: number;
  readonly coverage: CoverageNote;
  /** For the agent alone; never part of an aggregate that a lead sees. */
  readonly ownFacts: OwnCallFacts;
};

/** Running totals of a call, or of one agent's stretch of it; folded over its states. */
export type CallTally = {
  readonly atMs: number;
  /** Where the stretch begins, and what had been counted of the call by then. */
  readonly startMs: number;
  readonly before: { readonly customerTotalMs: number; readonly gapMs: number };
  /** The caller's speech as the channel counts it, over the whole call. */
  readonly customerTotalMs: number;
  readonly angryMs: number;
  readonly anxiousMs: number;
  readonly holdMs: number;
  readonly deadAirMs: number;
  readonly classifierLostMs: number;
  readonly lastAbsence: EmotionAbsence | null;
  readonly own: OwnFactsTally;
};

export const EMPTY_TALLY: CallTally = {
  atMs: 0,
  startMs: 0,
  before: { customerTotalMs: 0, gapMs: 0 },
  customerTotalMs: 0,
  angryMs: 0,
  anxiousMs: 0,
  holdMs: 0,
  deadAirMs: 0,
  classifierLostMs: 0,
  lastAbsence: null,
  own: NO_OWN_FACTS,
};

/** Silence of both parties counts as dead air from here on (Alibaba's example; a setting of no consequence for cues). */
const DEAD_AIR_FROM_MS = 2000;

/** Adds the stretch between the last state and this one. Pure. */
export function addToTally(tally: CallTally, state: CallState): CallTally {
  const { observation } = state;
  if (observation === null) return tally;
  const { turns, customer, emotion } = observation;
  const absence = emotion.kind === 'absent' ? emotion.reason : null;
  const base = absence === 'objection' || absence === 'no-notice' ? withoutEmotion(tally, absence) : tally;
  const { customerTotalMs, before } = customerCount(tally, customer?.totalSpeechMs);
  const stepMs = state.atMs - tally.atMs;
  const spoken = customer?.activity === 'speaking' ? stepMs : 0;
  const of = (matches: boolean, ms = spoken) => (matches ? ms : 0);
  return {
    atMs: state.atMs,
    startMs: tally.startMs,
    before,
    customerTotalMs,
    angryMs: base.angryMs + of(state.mood === 'angry'),
    anxiousMs: base.anxiousMs + of(state.mood === 'anxious'),
    holdMs: tally.holdMs + of(turns.onHold, stepMs),
    deadAirMs: tally.deadAirMs + of(turns.deadAirMs >= DEAD_AIR_FROM_MS && !turns.onHold, stepMs),
    classifierLostMs: tally.classifierLostMs + of(absence === 'classifier-unavailable', stepMs),
    lastAbsence: absence === 'between-windows' ? tally.lastAbsence : absence,
    own: addOwnFacts(tally.own, observation, stepMs),
  };
}

/** The channel's counts start from zero again when its gate changes; then nothing of its count was before the stretch. */
function customerCount(
  { customerTotalMs, before }: CallTally,
  totalMs = customerTotalMs,
): Pick<CallTally, 'customerTotalMs' | 'before'> {
  const isAnew = totalMs < before.customerTotalMs;
  return { customerTotalMs: totalMs, before: isAnew ? { ...before, customerTotalMs: 0 } : before };
}

/** The totals of the next agent's stretch, which begins where this one ends. Pure. */
export function nextTally(tally: CallTally, gapMs: number): CallTally {
  const { atMs, customerTotalMs, lastAbsence, own } = tally;
  return {
    ...EMPTY_TALLY,
    atMs,
    startMs: atMs,
    before: { customerTotalMs, gapMs },
    customerTotalMs,
    lastAbsence,
    own: nextOwnFacts(own),
  };
}

/** What the end of a call needs besides its tally. */
export type CallEnd = {
  readonly hardCallsInARow: number;
  /** Strain from which a call counts as hard and a reset is offered. */
  readonly hardStrain: number;
  readonly gapMs: number;
};

/** Share of the call that may be lost before the summary says so. */
const GAP_SHARE = 0.02;

/** The summary of a call, or a stretch, that has ended in this state; its times count from its own beginning. Pure. */
export function summarise(tally: CallTally, state: CallState, end: CallEnd): CallSummary {
  const open = state.episode === null ? [] : [{ ...state.episode, endMs: state.atMs }];
  const episodes = [...state.pastEpisodes, ...open].map((episode) => from(tally.startMs, episode));
  const durationMs = state.atMs - tally.startMs;
  const customerSpeechMs = tally.customerTotalMs - tally.before.customerTotalMs;
  const tenseMs = tenseSpeechMs(state);
  const angryMs = Math.min(tally.angryMs, tenseMs);
  const anxiousMs = Math.min(tally.anxiousMs, tenseMs - angryMs);
  const strain = strainOf({
    tenseMs,
    angryMs,
    episodes,
    durationMs,
    hardCallsInARow: end.hardCallsInARow,
  });
  return {
    durationMs,
    customerSpeechMs,
    tenseMs,
    angryMs,
    anxiousMs,
    episodes,
    strain,
    hard: strain >= end.hardStrain,
    holdMs: tally.holdMs,
    deadAirMs: tally.deadAirMs,
    coverage: coverageOf(tally, end.gapMs - tally.before.gapMs, durationMs),
    ownFacts: ownFactsOf(tally.own, customerSpeechMs),
  };
}

function from(startMs: number, episode: Episode): Episode {
  const { onsetMs, peakMs, endMs } = episode;
  return {
    ...episode,
    // An onset is estimated backwards, and may lie before the stretch.
    onsetMs: Math.max(0, onsetMs - startMs),
    peakMs: Math.max(0, peakMs - startMs),
    endMs: endMs === null ? null : endMs - startMs,
  };
}

function coverageOf(tally: CallTally, gapMs: number, durationMs: number): CoverageNote {
  switch (tally.lastAbsence) {
    case 'objection':
    case 'no-notice':
    case 'mixed-channel':
    case 'no-customer-channel':
      return tally.lastAbsence;
    default:
      if (tally.classifierLostMs > GAP_SHARE * durationMs) return 'classifier-unavailable';
      return gapMs > GAP_SHARE * durationMs ? 'gaps' : 'complete';
  }
}

/** What an objection, or a lack of notice, leaves of the totals: nothing that was inferred from the voice. */
export function withoutEmotion(tally: CallTally, why: 'no-notice' | 'objection'): CallTally {
  return { ...tally, angryMs: 0, anxiousMs: 0, lastAbsence: why };
}
