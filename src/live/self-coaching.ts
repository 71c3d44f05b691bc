import { type AgentKey, agentKeyText } from '../binding/agent-binding.js';
import type { MoodOptions } from '../core/call/mood-options.js';
import type { CoachInput } from '../core/cues/coach.js';
import type { OwnEyesClassifier } from '../core/cues/own-eyes-classifier.js';
import { OwnSession } from '../core/cues/own-eyes-only.js';
import { SelfCoach } from '../core/cues/self-coach.js';
import type { CueBus } from '../delivery/cue-bus.js';
import type { CallRoster } from './call-roster.js';
import { CallInbox } from './coaching/call-inbox.js';
import { LoopTurns } from './coaching/loop-turns.js';
import type { LiveCall } from './live-call.js';

export type SelfCoachingParts = {
  /** How what the model hears becomes a mood. */
  readonly mood: MoodOptions;
  /** Null = the deployer has recorded no legal basis: nothing of this is offered or done. */
  readonly legalBasis: string | null;
  readonly ownEyesClassifier: OwnEyesClassifier;
  readonly bus: CueBus;
  readonly roster: CallRoster;
  /** Wall clock, milliseconds since the epoch. */
  readonly now: () => number;
};

/** One session's coach on one call, and the disposer of its ear. */
type Listening = {
  readonly agent: AgentKey;
  readonly call: LiveCall;
  readonly coach: SelfCoach;
  readonly stop: () => void;
};

/**
 * Self-coaching of the sessions that have switched it on. In memory alone: no record, log line or metric knows that a
 * session has, or what was found.
 */
export class SelfCoaching {
  readonly #parts: SelfCoachingParts;
  readonly #sessions = new Map<string, AgentKey>();
  readonly #turns = new LoopTurns();
  #listening: readonly Listening[] = [];

  constructor(parts: SelfCoachingParts) {
    this.#parts = parts;
  }

  /** The agent's own switch, for one session; a session that has left is off. */
  switch(agent: AgentKey, sessionId: string, on: boolean): void {
    if (on && this.#parts.legalBasis !== null) this.#sessions.set(sessionId, agent);
    else this.#sessions.delete(sessionId);
  }

  /** One round: listens where it should, and tells each session its own. A failed batch produces nothing. */
  async tick(): Promise<void> {
    this.#reconcile();
    const taken = this.#listening.map((one) => ({ one, windows: one.coach.take() }));
    const windows = taken.flatMap((each) => each.windows);
    const results = await this.#parts.ownEyesClassifier.classify(windows);
    let from = 0;
    for (const { one, windows: own } of taken) {
      this.#tell(one, results.slice(from, from + own.length));
      from += own.length;
    }
  }

  #tell({ agent, call, coach }: Listening, results: Parameters<SelfCoach['settle']>[0]): void {
    const { session } = coach;
    const breath = coach.settle(results)?.reveal(session);
    if (breath === undefined || breath === null) return;
    const decidedAt = this.#parts.now();
    this.#parts.bus.publishHere(agent, {
      type: 'own-breath',
      sessionId: session.sessionId,
      breathId: `${call.ref}.${breath.breathId}`,
      decidedAt,
      expiresAt: decidedAt + (breath.expiresAtMs - breath.atMs),
    });
  }

  /** Sessions come and go, agents are bound and unbound: who listens follows from both. */
  #reconcile(): void {
    const wanted = [...this.#sessions].flatMap(([sessionId, agent]) =>
      this.#parts.roster.callsOf(agent).map(([call]) => ({ sessionId, agent, call })),
    );
    const isWanted = ({ call, coach, agent }: Listening) =>
      wanted.some(
        (one) =>
          one.call === call &&
          one.sessionId === coach.session.sessionId &&
          agentKeyText(one.agent) === agentKeyText(agent),
      );
    for (const one of this.#listening) if (!isWanted(one)) one.stop();
    const kept = this.#listening.filter(isWanted);
    const added = wanted
      .filter(({ sessionId, call }) =>
        kept.every((one) => one.call !== call || one.coach.session.sessionId !== sessionId),
      )
      .map(({ sessionId, agent, call }) =>
        listen(agent, call, new SelfCoach(new OwnSession(sessionId), this.#parts.mood), this.#turns),
      );
    this.#listening = [...kept, ...added];
  }
}

function listen(agent: AgentKey, call: LiveCall, coach: SelfCoach, turns: LoopTurns): Listening {
  const hear = (input: CoachInput) => {
    if (input.type === 'audio') coach.audio(input.chunk);
    else if (input.type === 'gap') coach.gap(input.gap);
  };
  let stop = () => {};
  const inbox = new CallInbox({ turns, push: hear, onFault: () => stop() });
  stop = call.listen((input) => inbox.push(input));
  return { agent, call, coach, stop };
}
