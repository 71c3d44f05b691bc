import type { Role } from '../core/audio/audio-frame.js';

/** What one stream of a call says about notice; null = nothing, which does not count as an answer. */
type NoticeAnswer = boolean | null;

type Leg = { readonly carriesCustomer: boolean; answer: NoticeAnswer };

/**
 * Whether the caller of one call was given notice, from all its streams. Only streams that carry the caller count, and
 * silence does not count as an answer; where two answer differently, "not given" holds. What a stream said outlives it, until another
 * one that carries the caller answers again.
 */
export class LegNotice {
  readonly #legs = new Map<object, Leg>();
  #departed: NoticeAnswer = null;

  get holds(): boolean {
    const answers = [this.#departed, ...[...this.#legs.values()].map(({ answer }) => answer)];
    return answers.includes(true) && !answers.includes(false);
  }

  open(leg: object, roles: readonly Role[], answer: NoticeAnswer): void {
    this.#legs.set(leg, { carriesCustomer: roles.some((role) => role !== 'agent'), answer: null });
    this.answer(leg, answer);
  }

  answer(leg: object, answer: NoticeAnswer): void {
    const known = this.#legs.get(leg);
    if (known === undefined || !known.carriesCustomer || answer === null) return;
    known.answer = answer;
    this.#departed = null;
  }

  close(leg: object): void {
    const known = this.#legs.get(leg);
    this.#legs.delete(leg);
    if (known === undefined || known.answer === null) return;
    this.#departed = this.#departed === false ? false : known.answer;
  }
}
