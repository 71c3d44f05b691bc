import { type CallKey, callKeyText } from './agent-binding.js';
import type { ObjectionJournal, WaitingObjection } from './standing-store.js';

/** Objections that the store has not taken yet: they are tried again, and outlive the process where there is a journal. */
export class UnsavedObjections {
  readonly #journal: ObjectionJournal | null;
  readonly #onFault: (cause: unknown) => void;
  readonly #again = new Map<string, WaitingObjection>();

  /** `onFault`: the journal cannot be used; an objection does not wait for its disk. */
  constructor(journal: ObjectionJournal | null, onFault: (cause: unknown) => void) {
    this.#journal = journal;
    this.#onFault = onFault;
  }

  /** What was said before this process began; to be tried again. */
  async recover(): Promise<readonly CallKey[]> {
    const waiting = (await this.#journal?.read().catch(this.#onFault)) ?? [];
    for (const objection of waiting) this.tryAgain(objection);
    return waiting.map(({ call }) => call);
  }

  /** Before the store is asked. */
  async add(objection: WaitingObjection): Promise<void> {
    await this.#journal?.add(objection).catch(this.#onFault);
  }

  /** The store has it. */
  async remove(call: CallKey): Promise<void> {
    await this.#journal?.remove(call).catch(this.#onFault);
  }

  /** The store could not take it. */
  tryAgain(objection: WaitingObjection): void {
    this.#again.set(callKeyText(objection.call), objection);
  }

  /** Everything that is to be tried again; each is handed out once. */
  take(): readonly WaitingObjection[] {
    const waiting = [...this.#again.values()];
    this.#again.clear();
    return waiting;
  }
}
