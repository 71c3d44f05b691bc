import { type AgentKey, agentKeyText } from '../binding/agent-binding.js';
import { type Attention, agedBy, FRESH_ATTENTION } from '../core/cues/attention.js';
import { DEFAULT_AGENT_SETTINGS } from '../core/cues/call-coach.js';
import type { AgentSettings } from '../core/cues/coach.js';

/** What an agent has chosen, and what their attention has been asked for lately. In memory only, for as long as the process lives. */
type Desk = {
  readonly agent: AgentKey;
  settings: AgentSettings;
  /** Monotonic, milliseconds; null = not muted beyond the present call. */
  mutedUntil: number | null;
  attention: Attention;
  /** Monotonic, milliseconds. */
  attentionAt: number;
};

/** The agents that this node has met since it started. */
export class AgentDesks {
  readonly #desks = new Map<string, Desk>();
  readonly #now: () => number;

  /** `now` is monotonic, milliseconds: a wall clock that is set must neither renew an agent's attention nor end a mute. */
  constructor(now: () => number) {
    this.#now = now;
  }

  settings(agent: AgentKey): AgentSettings {
    return this.#desks.get(agentKeyText(agent))?.settings ?? DEFAULT_AGENT_SETTINGS;
  }

  isMuted(agent: AgentKey): boolean {
    const until = this.#desks.get(agentKeyText(agent))?.mutedUntil ?? null;
    return until !== null && until > this.#now();
  }

  /** The agent's attention now: what was asked of it before, aged by the time since. */
  attention(agent: AgentKey): Attention {
    const desk = this.#desks.get(agentKeyText(agent));
    return desk === undefined ? FRESH_ATTENTION : agedBy(desk.attention, this.#now() - desk.attentionAt);
  }

  choose(agent: AgentKey, settings: AgentSettings): void {
    this.#desk(agent).settings = settings;
  }

  /** For so many milliseconds; null ends it. */
  mute(agent: AgentKey, forMs: number | null): void {
    this.#desk(agent).mutedUntil = forMs === null ? null : this.#now() + forMs;
  }

  remember(agent: AgentKey, attention: Attention): void {
    const desk = this.#desk(agent);
    desk.attention = attention;
    desk.attentionAt = this.#now();
  }

  /** Leaves nothing of these agents, their choices included. */
  forget(isMeant: (agent: AgentKey) => boolean): void {
    for (const [key, { agent }] of this.#desks) if (isMeant(agent)) this.#desks.delete(key);
  }

  /** A reset was taken: the row of hard calls is broken. */
  rested(agent: AgentKey): void {
    const desk = this.#desk(agent);
    desk.attention = { ...desk.attention, hardCallsInARow: 0 };
  }

  /** Agents whose mute has run out since the last time this was asked. */
  takeUnmuted(): readonly AgentKey[] {
    const now = this.#now();
    const over = [...this.#desks.values()].filter(
      ({ mutedUntil }) => mutedUntil !== null && mutedUntil <= now,
    );
    for (const desk of over) desk.mutedUntil = null;
    return over.map(({ agent }) => agent);
  }

  #desk(agent: AgentKey): Desk {
    const key = agentKeyText(agent);
    let desk = this.#desks.get(key);
    if (desk === undefined) {
      desk = {
        agent,
        settings: DEFAULT_AGENT_SETTINGS,
        mutedUntil: null,
        attention: FRESH_ATTENTION,
        attentionAt: this.#now(),
      };
      this.#desks.set(key, desk);
    }
    return desk;
  }
}
