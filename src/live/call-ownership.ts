import type { CallKey } from '../binding/agent-binding.js';
import type { CallLease, CallLeases } from '../binding/call-leases.js';
import { contain, type FaultHandler } from '../containment.js';

/** What ownership needs of a call. */
export interface OwnedCall {
  readonly key: CallKey;
  /** No stream of it is open here. */
  readonly isIdle: boolean;
  /** The call is on another node: its streams here are turned away. */
  giveUp(): void;
}

export type CallOwnershipParts = {
  /** Null: a single node, which has every call. */
  readonly leases: CallLeases | null;
  readonly monotonicMs: () => number;
  /** The call is this node's after another had it: what stands is to be said. */
  readonly onTakenOver: (call: OwnedCall) => void;
  readonly onGivenUp: () => void;
  readonly onFault: FaultHandler;
};

const ROUND_MS = 1_000;
/** A stream may come before the node that had its call is known to be dead; after that it is a second tap. */
const TURN_AWAY_AFTER_MS = 8_000;

type Standing = {
  lease: CallLease | null;
  hasHadLease: boolean;
  isTurnedAway: boolean;
  elsewhereFromMs: number | null;
  isAsking: boolean;
};

/** Which calls are this node's to speak for. While nobody can say, those that have a stream here are. */
export class CallOwnership {
  readonly #parts: CallOwnershipParts;
  readonly #calls = new Map<OwnedCall, Standing>();
  #roundAtMs = Number.NEGATIVE_INFINITY;

  constructor(parts: CallOwnershipParts) {
    this.#parts = parts;
  }

  begin(call: OwnedCall): void {
    if (this.#parts.leases === null) return;
    const standing: Standing = {
      lease: null,
      hasHadLease: false,
      isTurnedAway: false,
      elsewhereFromMs: null,
      isAsking: false,
    };
    this.#calls.set(call, standing);
    this.#ask(call, standing);
  }

  end(call: OwnedCall): void {
    const lease = this.#calls.get(call)?.lease ?? null;
    this.#calls.delete(call);
    if (lease !== null) void this.#parts.leases?.release(lease).catch(() => {});
  }

  /** Under this the call is spoken of to other nodes; null where no lease is held. */
  leaseOf(call: OwnedCall): CallLease | null {
    return this.#calls.get(call)?.lease ?? null;
  }

  /** Another node has the call: nothing is said of it here. */
  isElsewhere(call: OwnedCall): boolean {
    return (this.#calls.get(call)?.elsewhereFromMs ?? null) !== null;
  }

  /**
   * Another node had the call all the time and lives: nothing of it is this node's to keep. What ended before that was
   * known is kept: the other node may be dead.
   */
  isStranger(call: OwnedCall): boolean {
    const standing = this.#calls.get(call);
    return standing?.isTurnedAway === true && !standing.hasHadLease;
  }

  /** Claims and renews, once a second; to be called more often. */
  tick(): void {
    const nowMs = this.#parts.monotonicMs();
    if (nowMs - this.#roundAtMs < ROUND_MS) return;
    this.#roundAtMs = nowMs;
    for (const [call, standing] of this.#calls) this.#ask(call, standing);
  }

  #ask(call: OwnedCall, standing: Standing): void {
    const { leases, onFault } = this.#parts;
    if (leases === null || standing.isAsking) return;
    standing.isAsking = true;
    const { lease } = standing;
    const answered =
      lease === null
        ? leases.claim(call.key).then((claimed) => this.#claimed(call, standing, claimed))
        : leases.renew(lease, call.isIdle).then((isOurs) => {
            if (!isOurs) this.#giveUp(call);
          });
    // While nobody answers, what stood before stands.
    void answered.catch(() => {}).finally(() => contain(onFault, () => (standing.isAsking = false)));
  }

  #claimed(call: OwnedCall, standing: Standing, lease: CallLease | null): void {
    if (!this.#calls.has(call)) {
      if (lease !== null) void this.#parts.leases?.release(lease).catch(() => {});
      return;
    }
    const nowMs = this.#parts.monotonicMs();
    if (lease === null) {
      standing.elsewhereFromMs ??= nowMs;
      if (nowMs - standing.elsewhereFromMs > TURN_AWAY_AFTER_MS) this.#giveUp(call);
      return;
    }
    const wasElsewhere = standing.elsewhereFromMs !== null;
    standing.lease = lease;
    standing.hasHadLease = true;
    standing.elsewhereFromMs = null;
    if (wasElsewhere) contain(this.#parts.onFault, () => this.#parts.onTakenOver(call));
  }

  #giveUp(call: OwnedCall): void {
    const standing = this.#calls.get(call);
    if (standing === undefined) return;
    standing.lease = null;
    standing.isTurnedAway = true;
    standing.elsewhereFromMs ??= this.#parts.monotonicMs();
    this.#parts.onGivenUp();
    contain(this.#parts.onFault, () => call.giveUp());
  }
}
