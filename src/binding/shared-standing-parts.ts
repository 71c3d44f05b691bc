import type { BindingRegistry } from './binding-registry.js';
import type { ObjectionRegistry } from './objection-registry.js';
import type { ObjectionJournal, StandingNotice, StandingStore } from './standing-store.js';

/** What {@link SharedStanding} is given. */
export type SharedStandingParts = {
  readonly bindings: BindingRegistry;
  readonly objections: ObjectionRegistry;
  readonly store: StandingStore;
  readonly notice: StandingNotice;
  /** Null where nothing outlives the process. */
  readonly journal: ObjectionJournal | null;
  /** How often the store is read for what other nodes were told; null = nobody else writes to it. */
  readonly pollMs: number | null;
  /** Monotonic clock, milliseconds; the notice goes by the same. */
  readonly now: () => number;
  /** Something could not be read or kept; it is tried again. */
  readonly onFault: (cause: unknown) => void;
};
