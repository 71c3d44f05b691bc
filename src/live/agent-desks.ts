import { type AgentKey, agentKeyText } from '../binding/agent-binding.js';
import { type Attention, agedBy, FRESH_ATTENTION, joinedBy } from '../core/cues/attention.js';
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

/** What calls still tell of an agent who was forgotten was under way; it comes no later. */
const UNDER_WAY_MS = 60_000;

/** The agents that this node has met since it started. */
export class AgentDesks {
  readonly #desks = new Map<string, Desk>();
  /** Who was forgotten lately, and when. */
  #forgotten: readonly { readonly isMeant: (agent: AgentKey) => boolean; readonly atMs: number }[] = [];
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

  /** Mutes for `forMs` milliseconds; null ends a mute. */
  mute(agent: AgentKey, forMs: number | null): void {
    this.#desk(agent).mutedUntil = forMs === null ? null : this.#now() + forMs;
  }

  /**
   * What a call asked of the agent's attention, on this node or another. `hardCallsInARow` null: as it was. Of an agent
   * who has just been forgotten it is not taken: it is of before.
   */
  remember(
    agent: AgentKey,
    told: Omit<Attention, 'hardCallsInARow'> & { readonly hardCallsInARow: number | null },
  ): void {
    if (this.#lately().some(({ isMeant }) => isMeant(agent))) return;
    const known = this.attention(agent);
    const desk = this.#desk(agent);
    desk.attention = joinedBy(known, {
      ...told,
      hardCallsInARow: told.hardCallsInARow ?? known.hardCallsInARow,
    });
    desk.attentionAt = this.#now();
  }

  /** Forgets these agents, their choices included. `isMeant` is asked again while something of before may come in. */
  forget(isMeant: (agent: AgentKey) => boolean): void {
    for (const [key, { agent }] of this.#desks) if (isMeant(agent)) this.#desks.delete(key);
    this.#forgotten = [...this.#lately(), { isMeant, atMs: this.#now() }];
  }

  #lately() {
    return this.#forgotten.filter(({ atMs }) => this.#now() - atMs <= UNDER_WAY_MS);
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
