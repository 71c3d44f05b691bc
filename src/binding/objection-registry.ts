import { createHmac, randomBytes } from 'node:crypto';
import { EvenkeelError } from '../errors.js';
import { type CallKey, callKeyText } from './agent-binding.js';
import type { ObjectionMark, StandingChanges } from './standing-store.js';

/** For how long an objection holds, besides the rest of the call. */
export const OBJECTION_LIFETIME_MS = 12 * 3_600_000;
/** Objections of one tenant that this node remembers by itself; one more is refused. */
const MOST_PER_TENANT = 50_000;

type Digest = (call: CallKey, salt: string) => string;

/**
 * Calls whose caller objected to emotion analysis. Remembered apart from the audio, because the objection may come
 * before the stream, and because a call that is resumed must not be analysed either. Calls are known by digest
 * only: one that is erased must not be read here.
 */
export class ObjectionRegistry {
  readonly #now: () => number;
  readonly #mostPerTenant: number;
  readonly #secret = randomBytes(32);
  /** By tenant, unreadable, the oldest first. */
  readonly #calls = new Map<string, Map<string, number>>();
  /** Of every tenant that has a secret: that, and the digests of the calls, with when each was learnt. */
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
    const digest = this.#unreadable(text);
    const calls = this.#calls.get(call.tenant) ?? new Map<string, number>();
    this.#calls.set(call.tenant, calls);
    prune(calls, nowMs);
    const isKept = calls.delete(digest) || calls.size < this.#mostPerTenant;
    if (isKept) calls.set(digest, nowMs);
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

  /** Takes over what another node tells. False: it cannot be remembered here before the store has been read. */
  hear({ tenant, digest }: ObjectionMark): boolean {
    const digests = this.#learnt.get(tenant)?.digests;
    if (digests === undefined) return false;
    const nowMs = this.#now();
    prune(digests, nowMs);
    if (!digests.delete(digest) && digests.size >= this.#mostPerTenant) return false;
    digests.set(digest, nowMs);
    this.#notify((call) => this.has(call));
    return true;
  }

  /** What other nodes are told of an objection; null: the tenant's secret is not known here. */
  markOf(call: CallKey): ObjectionMark | null {
    const { tenant } = call;
    const learnt = this.#learnt.get(tenant);
    return learnt === undefined || this.#digest === null
      ? null
      : { tenant, digest: this.#digest(call, learnt.salt) };
  }

  has(call: CallKey): boolean {
    const said = this.#calls.get(call.tenant);
    if (said !== undefined && this.#isFresh(said.get(this.#unreadable(callKeyText(call))))) return true;
    const learnt = this.#learnt.get(call.tenant);
    if (learnt === undefined || this.#digest === null) return false;
    return this.#isFresh(learnt.digests.get(this.#digest(call, learnt.salt)));
  }

  #unreadable(text: string): string {
    return createHmac('sha256', this.#secret).update(text).digest('base64');
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
