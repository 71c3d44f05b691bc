import { createHmac, randomBytes } from 'node:crypto';
import { containAsync, every } from '../containment.js';
import { EvenkeelError } from '../errors.js';
import {
  type AgentBinding,
  type AgentKey,
  type BindingOutcome,
  type BindingSource,
  type CallKey,
  callKeyText,
} from './agent-binding.js';
import { forgetErased, isBindingOf } from './forget-erased.js';
import { kept, notKept } from './kept.js';
import { OtherNodes } from './other-nodes.js';
import type { SharedStandingParts } from './shared-standing-parts.js';
import type { ErasedKeys, ErasedRows, OnBehalfOf, StandingStore } from './standing-store.js';
import { UnsavedObjections } from './unsaved-objections.js';

const BY_STREAM: OnBehalfOf = { actor: 'stream' };
/** How often what could not be kept is tried again. */
const RETRY_MS = 1_000;
/** Older changes are not read again. */
const FORGET_MS = 60_000;

/**
 * The bindings and objections of calls, the same on every node and after a restart. The store is authoritative, the
 * two registries are this node's view of it, and a notice makes other nodes read at once. What is acknowledged is in
 * the store, and every other node has read it, or has had the time in which it reads by itself.
 */
export class SharedStanding {
  readonly #parts: SharedStandingParts;
  readonly #listeners = new Set<() => void>();
  readonly #forgetters = new Set<(erased: ErasedKeys) => void>();
  readonly #unsavedObjections: UnsavedObjections;
  readonly #others: OtherNodes;
  /** By call, unreadable: the change that was taken over last, and the reading from which on the store knows what this node wrote. */
  readonly #applied = new Map<string, number>();
  readonly #written = new Map<string, number>();
  #serial = 0;
  readonly #secret = randomBytes(32);
  /** Calls in progress on this node. */
  readonly #here = new Set<string>();
  /** Work under way that no call waits for. */
  readonly #background = new Set<Promise<unknown>>();
  #asOf: number | null = null;
  #reading: Promise<void> | null = null;
  /** One that has not begun yet. */
  #nextReading: Promise<void> | null = null;

  constructor(parts: SharedStandingParts) {
    this.#parts = parts;
    this.#unsavedObjections = new UnsavedObjections(parts.journal, parts.onFault);
    this.#others = new OtherNodes(parts, () => this.read());
  }

  /** Whether this node knows every objection: until then it must infer nothing. */
  get isKnown(): boolean {
    return this.#asOf !== null;
  }

  /** False while this node can have missed an objection that another one has acknowledged: it must not infer. */
  get isSure(): boolean {
    return this.#others.isSure;
  }

  /** Told once, when everything that stands has been read for the first time. Returns the disposer. */
  onKnown(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Told what was erased, on any node: nothing of it may stay in memory. Returns the disposer. */
  onErased(listener: (erased: ErasedKeys) => void): () => void {
    this.#forgetters.add(listener);
    return () => this.#forgetters.delete(listener);
  }

  /** Reads what stands. A store that is away is read as soon as it is back. Returns the disposer, which waits. */
  async start(): Promise<() => Promise<void>> {
    for (const call of await this.#unsavedObjections.recover()) this.#parts.objections.object(call);
    await this.read().catch(this.#parts.onFault);
    const { onFault, pollMs } = this.#parts;
    const stopReading = every(
      pollMs ?? RETRY_MS,
      onFault,
      () => void containAsync(onFault, () => this.#round()),
    );
    return async () => {
      stopReading();
      await this.#parts.notice.close();
      await Promise.allSettled([this.#reading, ...this.#background]);
    };
  }

  /**
   * Puts the agent on the call. The registry's rules apply; see {@link BindingRegistry.bind}.
   * @throws EvenkeelError `binding.call-over` besides
   */
  async bind(call: CallKey, agent: AgentKey, source: BindingSource, on: OnBehalfOf): Promise<BindingOutcome> {
    const { bindings, store } = this.#parts;
    const isLive = this.#here.has(callKeyText(call));
    // No desktop is shown a call that is over.
    if (!isLive && (await kept(() => store.isOver(call)))) return this.#bindLate({ call, agent, source }, on);
    const before = bindings.of(call);
    const binding = bindings.bind(call, agent, source);
    let outcome: Awaited<ReturnType<StandingStore['bind']>> | null = null;
    try {
      outcome = await this.#save(call, () => store.bind(binding, on, isLive));
    } finally {
      if (outcome !== 'kept') bindings.restore(call, before, bindings.isHeld(call));
    }
    if (outcome === 'late') return { ...binding, state: 'over' };
    if (outcome === 'taken') {
      await this.read().catch(this.#parts.onFault);
      throw new EvenkeelError('binding.taken');
    }
    await this.#others.tell();
    return binding;
  }

  async #bindLate(late: Omit<AgentBinding, 'state'>, on: OnBehalfOf): Promise<BindingOutcome> {
    const { store } = this.#parts;
    if (late.call.tenant !== late.agent.tenant) throw new EvenkeelError('binding.tenant-mismatch');
    const binding: AgentBinding = { ...late, state: 'active' };
    const outcome = await this.#save(late.call, () => store.bind(binding, on, false));
    if (outcome === 'late') return { ...late, state: 'over' };
    // Taken up again meanwhile: the store says who is on it, here as elsewhere.
    await this.spread();
    if (outcome === 'taken') throw new EvenkeelError('binding.taken');
    return binding;
  }

  /** A call begins on this node, perhaps not for the first time. */
  begin(call: CallKey): void {
    this.#here.add(callKeyText(call));
    this.#inBackground(() => this.#parts.store.reopen(call));
  }

  /** As the stream says: this node acts on it at once, and keeps it as soon as it can. */
  bindByStream(call: CallKey, agentId: string): void {
    const agent = { tenant: call.tenant, agentId };
    // What the registry refuses is thrown here and now; the rest is not the stream's to wait for.
    const binding = this.#parts.bindings.bind(call, agent, 'stream-metadata');
    this.#inBackground(() => this.#save(call, () => this.#parts.store.bind(binding, BY_STREAM, true)));
  }

  /** Takes the agent off the call; with an `agent`, only if it is still that one's. Returns whether one was on it. */
  async unbind(call: CallKey, on: OnBehalfOf, agent?: AgentKey): Promise<boolean> {
    const { bindings, store } = this.#parts;
    if (!bindings.unbind(call, agent)) return false;
    await this.#save(call, () => store.unbind(call, on));
    await this.#others.tell();
    return true;
  }

  /** The stream no longer names an agent. */
  release(call: CallKey): void {
    if (!this.#parts.bindings.unbind(call)) return;
    this.#inBackground(() => this.#save(call, () => this.#parts.store.unbind(call, BY_STREAM)));
  }

  /** The call is in progress on this node no longer; `isOver`: nor anywhere, with nobody on it and no hold. */
  end(call: CallKey, isOver: boolean): void {
    this.#here.delete(callKeyText(call));
    if (!isOver) return;
    this.release(call);
    if (this.#parts.bindings.isHeld(call)) this.holdByStream(call, false);
  }

  /** Holds the call, or takes it back, on every node. Null: nobody is on it yet; the hold is remembered. */
  async hold(call: CallKey, isOn: boolean, on: OnBehalfOf): Promise<AgentBinding | null> {
    const { bindings, store } = this.#parts;
    bindings.hold(call, isOn);
    await this.#save(call, () => store.hold(call, isOn, on));
    await this.#others.tell();
    return bindings.of(call);
  }

  /** The stream says that the call is on hold, or no longer. */
  holdByStream(call: CallKey, isOn: boolean): void {
    this.#inBackground(() => this.hold(call, isOn, BY_STREAM));
  }

  /**
   * The caller objects. This node stops at once; it is acknowledged when it is kept and every node has stopped.
   * @returns what was taken out of the store
   */
  async object(call: CallKey, on: OnBehalfOf): Promise<ErasedRows> {
    const { objections, store } = this.#parts;
    objections.object(call);
    await this.#unsavedObjections.add({ call, on });
    try {
      const erased = await store.object(call, on);
      await this.#unsavedObjections.remove(call);
      await this.#others.tellObjection(call);
      return erased;
    } catch (cause) {
      this.#unsavedObjections.tryAgain({ call, on });
      throw notKept(cause);
    }
  }

  /** The caller objects by the stream itself. */
  objectByStream(call: CallKey): void {
    this.#inBackground(() => this.object(call, BY_STREAM));
  }

  /** What was inferred without notice that holds is taken out of the store. */
  withdrawNotice(call: CallKey): void {
    this.#inBackground(() => this.#parts.store.withdrawNotice(call));
  }

  /** What stands was changed in the store itself: this node and all others read it. */
  async spread(): Promise<void> {
    await this.read().catch(this.#parts.onFault);
    await this.#others.tell();
  }

  /** Reads what changed. A reading that has begun is not enough: it may have missed the change. */
  read(): Promise<void> {
    if (this.#nextReading !== null) return this.#nextReading;
    const after = this.#reading ?? Promise.resolve();
    const reading = after
      .catch(() => {})
      .then(() => {
        this.#nextReading = null;
        return this.#read();
      });
    this.#reading = reading;
    this.#nextReading = reading;
    return reading;
  }

  async #read(): Promise<void> {
    const { store, bindings, objections, now } = this.#parts;
    const serial = this.#serial;
    const beganAtMs = now();
    const changes = await store.changes(this.#asOf);
    for (const { call, binding, isHeld, at } of changes.bindings) {
      const text = this.#unreadable(call);
      if ((this.#written.get(text) ?? 0) > serial || (this.#applied.get(text) ?? 0) >= at) continue;
      this.#applied.set(text, at);
      bindings.restore(call, binding, isHeld);
    }
    for (const [text, at] of this.#applied) if (at < changes.asOf - FORGET_MS) this.#applied.delete(text);
    for (const [text, by] of this.#written) if (by <= serial) this.#written.delete(text);
    if (changes.erased !== null) {
      const isBeingSaid = (call: CallKey) => (this.#written.get(this.#unreadable(call)) ?? 0) > serial;
      forgetErased(bindings, changes.erased, {
        isHere: (call) => this.#here.has(callKeyText(call)),
        stands: (call) => isBeingSaid(call) || changes.bindings.some((one) => isBindingOf(one, call)),
      });
      for (const listener of this.#forgetters) listener(changes.erased);
    }
    objections.learn(changes, (call, salt) => store.digest(call, salt));
    const wasKnown = this.isKnown;
    this.#asOf = changes.asOf;
    this.#others.hasRead(beganAtMs);
    if (!wasKnown) for (const listener of this.#listeners) listener();
  }

  async #round(): Promise<void> {
    const { onFault, pollMs } = this.#parts;
    for (const { call, on } of this.#unsavedObjections.take()) await this.object(call, on).catch(onFault);
    if (pollMs !== null || !this.isKnown) await this.read().catch(onFault);
  }

  /** Writes to the store; a reading that began before the write is ignored for this call. */
  async #save<T>(call: CallKey, write: () => Promise<T>): Promise<T> {
    const text = this.#unreadable(call);
    this.#written.set(text, Number.POSITIVE_INFINITY);
    try {
      return await kept(write);
    } finally {
      this.#serial += 1;
      this.#written.set(text, this.#serial);
    }
  }

  /** Calls that are over are remembered for a while; what was erased of them must not be read there. */
  #unreadable(call: CallKey): string {
    return createHmac('sha256', this.#secret).update(callKeyText(call)).digest('base64');
  }

  /** Starts work that the call does not wait for. */
  #inBackground(work: () => Promise<unknown>): void {
    const done: Promise<unknown> = work()
      .then(() => this.#parts.notice.tell(), this.#parts.onFault)
      .finally(() => this.#background.delete(done));
    this.#background.add(done);
  }
}
