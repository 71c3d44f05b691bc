import { LRUCache } from 'lru-cache';
import { type AgentKey, type CallKey, callKeyText } from '../binding/agent-binding.js';
import type { AgentMessage } from '../delivery/agent-message.js';
import type { RecordKey } from '../storage/stored-record.js';
import type { CallPresenter } from './call-presenter.js';
import type { LiveCall } from './live-call.js';

/** Calls of one tenant whose after-call answers (reset taken, cue helped) are still taken. */
const REMEMBERED_CALLS = 2_000;

/** A call that has just ended; `takesAway`: what is still shown of it, an offer of a reset for one. */
type Ended = { readonly key: RecordKey; takesAway: AgentMessage | null };

/** The calls in progress with their presenters, and the calls that have just ended. */
export class CallRoster {
  readonly #presenters = new Map<LiveCall, CallPresenter>();
  readonly #byRef = new Map<string, LiveCall>();
  /** By tenant and call reference: one tenant's ended calls never push out another's. */
  readonly #ended = new Map<string, LRUCache<string, Ended>>();

  add(call: LiveCall, presenter: CallPresenter): void {
    this.#presenters.set(call, presenter);
    this.#byRef.set(call.ref, call);
  }

  /** Takes the call off the roster; what its agent still answers is accepted for a while. */
  remove(call: LiveCall): void {
    const presenter = this.#presenters.get(call);
    if (presenter === undefined) return;
    this.#presenters.delete(call);
    this.#byRef.delete(call.ref);
    const { tenant } = call.key;
    const ended = this.#ended.get(tenant) ?? new LRUCache<string, Ended>({ max: REMEMBERED_CALLS });
    this.#ended.set(tenant, ended);
    ended.set(call.ref, { key: presenter.recordKey, takesAway: presenter.takesAway });
  }

  /** Forgets these calls, which are over. */
  forget(isMeant: (key: RecordKey) => boolean): void {
    for (const ended of this.#ended.values())
      for (const [ref, { key }] of [...ended.entries()]) if (isMeant(key)) ended.delete(ref);
  }

  /** Takes away what is still shown of these calls, which are over; each is handed out once. */
  takeAway(isMeant: (call: CallKey) => boolean): readonly (readonly [AgentKey, AgentMessage])[] {
    const shown = [...this.#ended.values()]
      .flatMap((ended) => [...ended.values()])
      .filter(({ key, takesAway }) => takesAway !== null && isMeant(key));
    return shown.flatMap((ended): [AgentKey, AgentMessage][] => {
      const { key, takesAway } = ended;
      ended.takesAway = null;
      return key.agentId === null || takesAway === null
        ? []
        : [[{ tenant: key.tenant, agentId: key.agentId }, takesAway]];
    });
  }

  presenters(): Iterable<CallPresenter> {
    return this.#presenters.values();
  }

  presenterOf(call: LiveCall): CallPresenter | undefined {
    return this.#presenters.get(call);
  }

  presenterByKey(key: CallKey): CallPresenter | undefined {
    const text = callKeyText(key);
    return [...this.#presenters].find(([call]) => callKeyText(call.key) === text)?.[1];
  }

  byRef(ref: string): LiveCall | undefined {
    return this.#byRef.get(ref);
  }

  callsOf(agent: AgentKey): readonly (readonly [LiveCall, CallPresenter])[] {
    return [...this.#presenters].filter(([, presenter]) => presenter.isOf(agent));
  }

  /** The call's record key, if the call is or was this agent's; null for any other agent's call. */
  recordKeyOf(agent: AgentKey, ref: string): RecordKey | null {
    const call = this.#byRef.get(ref);
    const presenter = call === undefined ? undefined : this.#presenters.get(call);
    const key = presenter?.recordKey ?? this.#ended.get(agent.tenant)?.get(ref)?.key;
    return key !== undefined && key.tenant === agent.tenant && key.agentId === agent.agentId ? key : null;
  }
}
