import type { AgentBinding, AgentKey, CallKey } from './agent-binding.js';

/** What was said of calls since a moment, by the store's own clock. */
export type StandingChanges = {
  /** Ask from here the next time. */
  readonly asOf: number;
  readonly objections: readonly { readonly tenant: string; readonly digest: string; readonly at: number }[];
  /** The secret under which a tenant's calls are digested, for every tenant that has one. */
  readonly salts: readonly { readonly tenant: string; readonly salt: string }[];
  /** What was erased since the last reading; null = nothing. */
  readonly erased: ErasedKeys | null;
  /** `binding` null = nobody is on the call; it may be on hold all the same. `at` is when it changed. */
  readonly bindings: readonly {
    readonly call: CallKey;
    readonly binding: AgentBinding | null;
    readonly isHeld: boolean;
    readonly at: number;
  }[];
};

/** Tells of what is in memory whether it was erased from the store. */
export type ErasedKeys = {
  agent(agent: AgentKey): boolean;
  /** All of the call, or that agent's part of it. */
  call(call: CallKey, agentId: string | null): boolean;
};

/** On whose word: a role, and who of that role. */
export type OnBehalfOf = { readonly actor: string; readonly by?: string };

/** For how long after its end a call without an agent may be bound. */
export const LATE_BINDING_MS = 600_000;

/** Rows that an objection took out, by table. */
export type ErasedRows = Readonly<Record<string, number>>;

/** The authoritative bindings and objections, for every node and across restarts. */
export interface StandingStore {
  /** Everything that stands (`since` null), or what changed. May give a change twice. */
  changes(since: number | null): Promise<StandingChanges>;
  /** Whether the call has ended as far as is kept, and is not in progress anywhere. */
  isOver(call: CallKey): Promise<boolean>;
  /** The call is in progress again. */
  reopen(call: CallKey): Promise<void>;
  /**
   * `taken`: a party that is trusted for all has put another agent on the call. `late`: the call is over, and
   * what is kept of it is now the agent's. `isLive`: the caller knows that the call is in progress.
   * @throws EvenkeelError `binding.call-over`
   */
  bind(binding: AgentBinding, on: OnBehalfOf, isLive: boolean): Promise<'kept' | 'taken' | 'late'>;
  /** A call on hold stays on hold, whether its agent changes or goes. */
  unbind(call: CallKey, on: OnBehalfOf): Promise<void>;
  /** The call is on hold, or no longer, whoever is on it. */
  hold(call: CallKey, isOn: boolean, on: OnBehalfOf): Promise<void>;
  /** Keeps the objection and takes out what was inferred. */
  object(call: CallKey, on: OnBehalfOf): Promise<ErasedRows>;
  /** Takes out what was inferred of a call whose notice turns out not to hold. */
  withdrawNotice(call: CallKey): Promise<ErasedRows>;
  /** The digest by which a call is known where its id may not be kept. */
  digest(call: CallKey, salt: string): string;
}

/** Objections that the store could not take yet, where they outlive the process. */
export interface ObjectionJournal {
  /** Resolves once the objection would survive a loss of power; rejects where the disk cannot take it. */
  add(objection: WaitingObjection): Promise<void>;
  /** The store has taken it. */
  remove(call: CallKey): Promise<void>;
  /** Everything that waits. */
  read(): Promise<readonly WaitingObjection[]>;
}

export type WaitingObjection = { readonly call: CallKey; readonly on: OnBehalfOf };

/** An objection as nodes tell it to each other: the digest under which it is kept, which names no call. */
export type ObjectionMark = { readonly tenant: string; readonly digest: string };

/** A time, by the monotonic clock, in which no notice of another node went unheard. */
export type HeardStretch = { readonly fromMs: number; readonly toMs: number };

/** Notifies other nodes of a change, and is notified by them. Of what changed, the notice says objections alone. */
export interface StandingNotice {
  /** The present stretch, or the last; null = there has been none yet; `alone`: there are no other nodes. */
  readonly heard: HeardStretch | null | 'alone';
  /** True once every other node has what changed; false where that is not known. */
  tell(objections?: readonly ObjectionMark[]): Promise<boolean>;
  /** The handler resolves once this node has what it was told of, and rejects where it does not. */
  onTold(handler: (objections: readonly ObjectionMark[]) => Promise<void>): void;
  close(): Promise<void>;
}
