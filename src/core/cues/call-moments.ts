import { type CallerMood, type CallState, isTense } from '../call/call-state.js';
import type { RuleLimits } from './coaching-options.js';

/** What the rules need to remember of a call beyond its present state. A fold over states; pure. */
export type CallMoments = {
  /** The present or last tense stretch: when it was noticed, and when it was over (null = going on). */
  readonly stretch: {
    readonly noticedMs: number;
    readonly overMs: number | null;
    readonly recovered: boolean;
    /** The emotion that was named last in it. */
    readonly named: NamedMood | null;
  } | null;
  /** Since when the caller has sounded angry, or anxious, without a break. */
  readonly angrySinceMs: number | null;
  readonly anxiousSinceMs: number | null;
  /** When a new stretch last began, or an emotion was named, well into one, that had not been named in it. */
  readonly escalatedMs: number | null;
  /** How long the agent has now been speaking faster or louder than their usual. */
  readonly agentUpMs: number;
  /** How long the agent has now been speaking clearly faster than the caller. */
  readonly paceGapMs: number;
  /** Speech of the tense caller since the agent last spoke. */
  readonly callerAloneMs: number;
  /** The agent's last turn: when it ended, how long it was, and how tense the caller had been until then. */
  readonly agentTurn: {
    readonly endedMs: number;
    readonly lengthMs: number;
    readonly tensionNats: number;
  } | null;
};

type NamedMood = 'angry' | 'anxious';

export const NO_MOMENTS: CallMoments = {
  stretch: null,
  angrySinceMs: null,
  anxiousSinceMs: null,
  escalatedMs: null,
  agentUpMs: 0,
  paceGapMs: 0,
  callerAloneMs: 0,
  agentTurn: null,
};

/** A name given this soon is the same tension heard better, not an escalation. */
const NAMING_MS = 8000;

/** The moments after one more state. */
export function addMoment(
  moments: CallMoments,
  before: CallState,
  state: CallState,
  limits: RuleLimits,
): CallMoments {
  const { observation, atMs, mood } = state;
  if (observation === null) return moments;
  const { agent, customer, turns } = observation;
  const stepMs = atMs - before.atMs;
  const began = isTense(mood) && !isTense(before.mood);
  const named =
    isNamed(mood) &&
    before.mood === 'tense' &&
    mood !== moments.stretch?.named &&
    atMs - (moments.stretch?.noticedMs ?? atMs) >= NAMING_MS;
  const agentSpeaks = agent?.activity === 'speaking';
  const up =
    (agent?.articulationRateRatio ?? 1) >= limits.fastRateRatio ||
    (agent?.levelDeltaDb ?? 0) >= limits.loudLevelDb;
  const gap = paceRatio(state) >= limits.paceGapRatio;
  const callerSpeaks = customer?.activity === 'speaking';
  return {
    stretch: stretchAfter(moments, before, state),
    angrySinceMs: mood === 'angry' ? (moments.angrySinceMs ?? atMs) : null,
    anxiousSinceMs: mood === 'anxious' ? (moments.anxiousSinceMs ?? atMs) : null,
    escalatedMs: began || named ? atMs : moments.escalatedMs,
    agentUpMs: sustained(moments.agentUpMs, agentSpeaks, up, stepMs),
    paceGapMs: sustained(moments.paceGapMs, agentSpeaks, gap, stepMs),
    callerAloneMs: agentSpeaks || !isTense(mood) ? 0 : moments.callerAloneMs + (callerSpeaks ? stepMs : 0),
    agentTurn: turns.agentTurnEnded
      ? { endedMs: atMs, lengthMs: turns.agentTurnMs, tensionNats: state.evidence.tensionNats }
      : moments.agentTurn,
  };
}

/** The agent's articulation rate as a multiple of the caller's; 1 where either is not known. */
export function paceRatio({ observation }: CallState): number {
  const agent = observation?.agent?.articulationRate ?? 0;
  const customer = observation?.customer?.articulationRate ?? 0;
  return agent > 0 && customer > 0 ? agent / customer : 1;
}

function stretchAfter(moments: CallMoments, before: CallState, state: CallState): CallMoments['stretch'] {
  const { atMs, mood } = state;
  const name = isNamed(mood) ? mood : null;
  if (isTense(mood) && !isTense(before.mood))
    return { noticedMs: atMs, overMs: null, recovered: false, named: name };
  const { stretch } = moments;
  if (stretch === null || stretch.overMs !== null) return stretch;
  if (isTense(mood)) return name === null ? stretch : { ...stretch, named: name };
  return { ...stretch, overMs: atMs, recovered: mood === 'calm' };
}

function isNamed(mood: CallerMood): mood is NamedMood {
  return mood === 'angry' || mood === 'anxious';
}

function sustained(soFarMs: number, speaking: boolean, holds: boolean, stepMs: number): number {
  if (!speaking) return soFarMs;
  return holds ? soFarMs + stepMs : 0;
}
