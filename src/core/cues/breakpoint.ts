import type { Observation } from '../call/observation.js';

/**
 * A moment at which a cue can be read without harm (Iqbal & Bailey 2008: notices at task breakpoints cost less). Nobody
 * can follow a cue while speaking, so the agent's own turn is never one.
 */
const BREAKPOINTS = ['customer-floor', 'agent-turn-end', 'silence', 'hold', 'wrap-up'] as const;
export type Breakpoint = (typeof BREAKPOINTS)[number];

/** True while the agent's channel carries speech, or may do so at the next moment. */
export function agentSpeaks({ agent, turns }: Observation): boolean {
  return (
    agent?.activity === 'speaking' ||
    agent?.activity === 'starting' ||
    turns.floor === 'agent' ||
    turns.floor === 'both'
  );
}

/** The breakpoint that this moment is, or null. `settleMs`: how long the floor must have been held to count. */
export function breakpointAt(observation: Observation, settleMs: number): Breakpoint | null {
  const { turns, customer, agent } = observation;
  if (turns.onHold) return 'hold';
  if (agentSpeaks(observation)) return null;
  if (turns.agentTurnEnded) return 'agent-turn-end';
  if (turns.floor === 'customer') return (customer?.speakingMs ?? 0) >= settleMs ? 'customer-floor' : null;
  // Just after the agent's turn the floor is free: still the end of that turn, until the silence has a life of its own.
  const agentQuietMs = agent?.silentMs ?? Number.POSITIVE_INFINITY;
  if (agentQuietMs < settleMs) return null;
  return turns.deadAirMs >= SILENCE_MS ? 'silence' : 'agent-turn-end';
}

/** From here on nobody holds the floor: the ordinary gap between turns is about 200 ms (Levinson & Torreira 2015). */
const SILENCE_MS = 2000;
