import { EvenkeelError } from '../errors.js';
import { type CallKey, callKeyText } from './agent-binding.js';
import type { StandingChanges } from './standing-store.js';

/** For how long an objection holds, besides the rest of the call. */
export const OBJECTION_LIFETIME_MS = 12 * 3_600_000;
/** Objections of one tenant that this node remembers by itself; one more is refused. */
const MOST_PER_TENANT = 50_000;

type Digest = (call: CallKey, salt: string) => string;

/**
 * Calls whose caller objected to emotion analysis. Remembered apart from the audio, because the objection may come
 * before the stream, and because a call that is resumed must not be analysed either. Objections made
 * on other nodes are known by digest only.
 */
export class ObjectionRegistry {
  readonly #now: () => number;
  readonly #mostPerTenant: number;
  /** By tenant, the oldest first. */
  readonly #calls = new Map<string, Map<string, number>>();
  /** Of every tenant with objections: its secret, and the digests of the calls, with when each was learnt. */
  readonly #learnt = new Map<string, { readonly salt: string; readonly digests: Map<string, number> }>();
  #digest: Digest | null = null;
  readonly #listeners = new Set<(isMeant: (call: CallKey) => boolean) => void>();

  /** `now` is monotonic, milliseconds. */
  constructor(now: () => number, mostPerTenant = MOST_PER_TENANT) {
    this.#now = now;
    this.#mostPerTenant = mostPerTenant;
  }

  /** Hears of every new objection, and whether a call is meant by it. Returns the disposer. */
  subscribe(listener: (isMeant: (call: CallKey) => boolean) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * A call that is in progress stops being analysed whatever happens.
   * @throws EvenkeelError `binding.limit-reached` where it cannot be remembered beyond that
   */
  object(call: CallKey): void {
    const nowMs = this.#now();
    const text = callKeyText(call);
    const calls = this.#calls.get(call.tenant) ?? new Map<string, number>();
    this.#calls.set(call.tenant, calls);
    prune(calls, nowMs);
    const isKept = calls.delete(text) || calls.size < this.#mostPerTenant;
    if (isKept) calls.set(text, nowMs);
    this.#notify((other) => callKeyText(other) === text);
    if (!isKept) throw new EvenkeelError('binding.limit-reached');
  }

  /** Takes over what the store holds. */
  learn({ objections, salts }: StandingChanges, digest: Digest): void {
    this.#digest = digest;
    for (const { tenant, salt } of salts)
      if (this.#learnt.get(tenant)?.salt !== salt) this.#learnt.set(tenant, { salt, digests: new Map() });
    const nowMs = this.#now();
    let isNew = false;
    for (const { tenant, digest: one } of objections) {
      const digests = this.#learnt.get(tenant)?.digests;
      if (digests === undefined || digests.has(one)) continue;
      prune(digests, nowMs);
      digests.set(one, nowMs);
      isNew = true;
    }
    if (isNew) this.#notify((call) => this.has(call));
  }

  has(call: CallKey): boolean {
    if (this.#isFresh(this.#calls.get(call.tenant)?.get(callKeyText(call)))) return true;
    const learnt = this.#learnt.get(call.tenant);
    if (learnt === undefined || this.#digest === null) return false;
    return this.#isFresh(learnt.digests.get(this.#digest(call, learnt.salt)));
  }

  #isFresh(atMs: number | undefined): boolean {
    return atMs !== undefined && this.#now() - atMs <= OBJECTION_LIFETIME_MS;
  }

  #notify(isMeant: (call: CallKey) => boolean): void {
    for (const listener of [...this.#listeners]) listener(isMeant);
  }
}

function prune(entries: Map<string, number>, nowMs: number): void {
  for (const [key, atMs] of entries) {
    if (nowMs - atMs <= OBJECTION_LIFETIME_MS) return;
    entries.delete(key);
  }
}
