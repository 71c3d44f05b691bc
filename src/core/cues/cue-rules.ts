import { type CallState, isTense, type MoodReason } from '../call/call-state.js';
import type { Breakpoint } from './breakpoint.js';
import { type CallMoments, paceRatio } from './call-moments.js';
import type { RuleLimits } from './coaching-options.js';
import type { CueKind, CueReason, FlowStep } from './cue.js';

/** What a rule may look at. */
export type CueContext = {
  readonly state: CallState;
  readonly moments: CallMoments;
  readonly limits: RuleLimits;
  /** When this stretch's cue of a kind was given, whether shown or withheld by the hold-out. */
  readonly givenMs: (kind: CueKind) => number | null;
};

/** A row of the catalogue. */
export type CueRule = {
  readonly kind: CueKind;
  /** Step of the complaint flow; null = has no place in it. */
  readonly step: FlowStep | null;
  /** What the cue rests on: false cues are counted for those that claim something of the caller's emotion. */
  readonly about: 'caller-emotion' | 'conversation' | 'after-call';
  /** Higher goes first when several are due. */
  readonly priority: (context: CueContext) => number;
  readonly breakpoints: readonly Breakpoint[];
  /** The measured reason while the evidence holds, else null: then a cue on the desktop goes away. */
  readonly evidence: (context: CueContext) => CueReason | null;
};

const WHILE_LISTENING: readonly Breakpoint[] = ['customer-floor', 'agent-turn-end', 'silence', 'hold'];
const NEVER_IN_CALL = () => null;
/** How long after a tense stretch its closing cues are still to the point. */
const AFTERMATH_MS = 60_000;
const WAY_FORWARD_UNTIL_MS = 90_000;
/** A stretch shorter than this left nothing to sum up. */
const WORTH_CLOSING_MS = 8000;

/** The catalogue. Practice: `docs/coaching.md`. A new cue is a row here and its texts. */
export const CUE_RULES: readonly CueRule[] = [
  {
    kind: 'breath',
    step: null,
    about: 'caller-emotion',
    // First of a tense stretch; more so when the agent's own pace or level has gone up with it.
    priority: ({ moments, limits }) => (moments.agentUpMs >= limits.agentUpForMs ? 95 : 90),
    breakpoints: WHILE_LISTENING,
    evidence: ({ state }) => (isTense(state.mood) ? moodReason(state) : null),
  },
  {
    kind: 'reassure',
    step: 'soothe',
    about: 'caller-emotion',
    priority: () => 85,
    breakpoints: WHILE_LISTENING,
    evidence: ({ state, moments, limits }) =>
      heldFor(state, moments.anxiousSinceMs, limits.anxiousForMs) ? moodReason(state) : null,
  },
  {
    kind: 'apologise',
    step: 'soothe',
    about: 'caller-emotion',
    priority: () => 80,
    breakpoints: WHILE_LISTENING,
    evidence: debated,
  },
  {
    kind: 'acknowledge',
    step: 'soothe',
    about: 'caller-emotion',
    priority: () => 75,
    breakpoints: WHILE_LISTENING,
    evidence: ({ state, givenMs, limits }) =>
      (state.mood === 'angry' || state.mood === 'tense') &&
      heldFor(state, givenMs('breath'), limits.acknowledgeAfterMs)
        ? moodReason(state)
        : null,
  },
  {
    kind: 'let-finish',
    step: 'listen',
    about: 'conversation',
    priority: () => 70,
    breakpoints: WHILE_LISTENING,
    evidence: ({ state, limits }) => {
      const turns = state.observation?.turns;
      if (turns === undefined || !isTense(state.mood)) return null;
      const long = turns.overlapStartedBy === 'agent' && turns.overlapMs >= limits.overlapMs;
      if (!long && turns.recentAgentOverlaps < limits.overlapsRecent) return null;
      return plain('overlaps', { count: Math.max(1, turns.recentAgentOverlaps) });
    },
  },
  {
    kind: 'ease-pace',
    step: null,
    about: 'conversation',
    priority: () => 65,
    breakpoints: WHILE_LISTENING,
    evidence: ({ state, moments, limits, givenMs }) => {
      const agent = state.observation?.agent;
      if (!isTense(state.mood) || givenMs('breath') === null || !agent) return null;
      if (moments.agentUpMs < limits.agentUpForMs) return null;
      return (agent.articulationRateRatio ?? 1) >= limits.fastRateRatio
        ? plain('agent-faster', { percent: percentOver(agent.articulationRateRatio ?? 1) })
        : plain('agent-louder', { levelDb: Math.round(agent.levelDeltaDb ?? 0) });
    },
  },
  {
    kind: 'quieter-spot',
    step: 'listen',
    about: 'caller-emotion',
    priority: () => 60,
    breakpoints: WHILE_LISTENING,
    evidence: ({ state, limits }) => {
      const customer = state.observation?.customer;
      if (!customer || state.mood !== 'anxious') return null;
      const noisy =
        customer.noiseFloorDb >= limits.noisyFloorDb && (customer.snrDb ?? 99) <= limits.noisySnrDb;
      return noisy ? plain('noisy-line', { snrDb: Math.round(customer.snrDb ?? 0) }) : null;
    },
  },
  {
    kind: 'two-options',
    step: 'guide',
    about: 'caller-emotion',
    priority: () => 55,
    breakpoints: WHILE_LISTENING,
    evidence: ({ state, moments, limits }) => {
      const { agentTurn } = moments;
      if (agentTurn === null || !isTense(state.mood)) return null;
      if (agentTurn.lengthMs < limits.longAgentTurnMs || state.atMs - agentTurn.endedMs > AFTERMATH_MS)
        return null;
      return plain('still-tense', { seconds: seconds(agentTurn.lengthMs) });
    },
  },
  {
    kind: 'dead-air',
    step: null,
    about: 'conversation',
    priority: () => 50,
    breakpoints: ['silence'],
    evidence: ({ state, limits }) => {
      const observation = state.observation;
      if (!observation || observation.turns.onHold) return null;
      const { turns, agent, customer } = observation;
      // After the caller's words silence is unanswered; after the agent's own they are likely looking something up.
      const agentSpokeLast = (agent?.silentMs ?? 0) <= (customer?.silentMs ?? 0);
      const limitMs = agentSpokeLast ? limits.searchMs : limits.deadAirMs;
      return turns.deadAirMs >= limitMs ? plain('silence', { seconds: seconds(turns.deadAirMs) }) : null;
    },
  },
  {
    kind: 'sum-up',
    step: 'guide',
    about: 'caller-emotion',
    priority: () => 46,
    breakpoints: WHILE_LISTENING,
    evidence: (context) => calmAfter(context, context.limits.sumUpAfterMs, AFTERMATH_MS),
  },
  {
    kind: 'way-forward',
    step: 'resolve',
    about: 'caller-emotion',
    priority: () => 45,
    breakpoints: WHILE_LISTENING,
    evidence: (context) => calmAfter(context, context.limits.wayForwardAfterMs, WAY_FORWARD_UNTIL_MS),
  },
  {
    kind: 'backchannel',
    step: 'listen',
    about: 'caller-emotion',
    priority: () => 30,
    breakpoints: ['customer-floor'],
    evidence: ({ state, moments, limits }) =>
      isTense(state.mood) && moments.callerAloneMs >= limits.backchannelAfterMs
        ? plain('caller-alone', { seconds: seconds(moments.callerAloneMs) })
        : null,
  },
  {
    kind: 'match-pace',
    step: null,
    about: 'conversation',
    priority: () => 20,
    breakpoints: WHILE_LISTENING,
    evidence: ({ state, moments, limits }) =>
      isTense(state.mood) && moments.paceGapMs >= limits.paceGapForMs
        ? plain('pace-gap', { percent: percentOver(paceRatio(state)) })
        : null,
  },
  {
    kind: 'reset',
    step: null,
    about: 'after-call',
    priority: () => 10,
    breakpoints: ['wrap-up'],
    evidence: NEVER_IN_CALL,
  },
  {
    kind: 'warm-close',
    step: null,
    about: 'after-call',
    priority: () => 5,
    breakpoints: ['wrap-up'],
    evidence: NEVER_IN_CALL,
  },
];

/** Louder, higher, for how long: the two measures that can be checked by ear, where they stand out. */
function moodReason({ mood, reason }: CallState): CueReason {
  const levelDb = Math.round(reason.levelDeltaDb ?? 0);
  const semitones = Math.round(reason.f0DeltaSemitones ?? 0);
  const louder = levelDb >= 2;
  const higher = semitones >= 1;
  const key = louder && higher ? 'louder-higher' : louder ? 'louder' : higher ? 'higher' : 'tense-voice';
  return {
    key,
    values: { mood, levelDb, semitones, seconds: Math.max(1, seconds(reason.heldMs)) },
    mood: reason satisfies MoodReason,
  };
}

function plain(key: string, values: CueReason['values']): CueReason {
  return { key, values, mood: null };
}

function heldFor(state: CallState, sinceMs: number | null, forMs: number): boolean {
  return sinceMs !== null && state.atMs - sinceMs >= forMs;
}

/** The caller grew more tense right after the agent's words, in a fast exchange. */
function debated({ state, moments, limits }: CueContext): CueReason | null {
  const { agentTurn } = moments;
  const latencyMs = state.observation?.turns.agentResponseLatencyMs ?? null;
  if (agentTurn === null || latencyMs === null || state.mood !== 'angry') return null;
  const rising = state.evidence.tensionNats - agentTurn.tensionNats >= limits.debateRiseNats;
  const soon = state.atMs - agentTurn.endedMs <= limits.debateWithinMs;
  return rising && soon && latencyMs <= limits.debateLatencyMs ? moodReason(state) : null;
}

function calmAfter({ state, moments }: CueContext, forMs: number, untilMs: number): CueReason | null {
  const { stretch } = moments;
  if (stretch === null || stretch.overMs === null || !stretch.recovered || state.mood !== 'calm') return null;
  if (stretch.overMs - stretch.noticedMs < WORTH_CLOSING_MS) return null;
  const sinceMs = state.atMs - stretch.overMs;
  return sinceMs >= forMs && sinceMs <= untilMs ? plain('calmer', { seconds: seconds(sinceMs) }) : null;
}

function seconds(ms: number): number {
  return Math.round(ms / 1000);
}

function percentOver(ratio: number): number {
  return Math.round((ratio - 1) * 100);
}
