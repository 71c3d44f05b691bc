import { LOST_AFTER_MS } from './node-roster.js';

/** A node that has fallen silent without a farewell is waited for as long. */
const REMEMBERED_MS = 3_600_000;
/** More nodes than this are not remembered. */
const MOST_NODES = 1_000;

/** `heardBy` is known once Redis has said how many others heard it; an answer may be quicker. */
type Question = {
  readonly ofAll: boolean;
  readonly answers: Set<string>;
  heardBy: number | null;
  readonly settle: (isAnswered: boolean) => void;
};

/** The other nodes as far as they were ever heard, and what they answer. */
export class NodeAnswers {
  readonly #questions = new Map<string, Question>();
  readonly #heardAtMs = new Map<string, number>();

  /**
   * Resolves true once all who heard the question have answered it, and every node that was just heard: a Redis Cluster
   * counts those at one of its servers alone. With `ofAll`, also those that have fallen silent without a farewell.
   */
  ask(id: string, ofAll: boolean): Promise<boolean> {
    return new Promise((settle) => {
      this.#questions.set(id, { ofAll, answers: new Set(), heardBy: null, settle });
    });
  }

  hear(node: string, nowMs: number): void {
    if (this.#heardAtMs.has(node) || this.#heardAtMs.size < MOST_NODES) this.#heardAtMs.set(node, nowMs);
  }

  leave(node: string): void {
    this.#heardAtMs.delete(node);
  }

  /** So many others heard the question. */
  heardBy(id: string, others: number, nowMs: number): void {
    const question = this.#questions.get(id);
    if (question === undefined) return;
    question.heardBy = others;
    this.#check(id, question, nowMs);
  }

  answer(id: string, node: string, nowMs: number): void {
    const question = this.#questions.get(id);
    if (question === undefined) return;
    question.answers.add(node);
    this.#check(id, question, nowMs);
  }

  /** Nobody is waited for any longer; no id: in no question. */
  giveUp(id?: string): void {
    for (const one of id === undefined ? [...this.#questions.keys()] : [id]) this.#settle(one, false);
  }

  #check(id: string, { ofAll, answers, heardBy }: Question, nowMs: number): void {
    if (heardBy === null || answers.size < heardBy) return;
    for (const [node, atMs] of this.#heardAtMs)
      if (nowMs - atMs > REMEMBERED_MS) this.#heardAtMs.delete(node);
    const sinceMs = nowMs - (ofAll ? REMEMBERED_MS : LOST_AFTER_MS);
    if ([...this.#heardAtMs].some(([node, atMs]) => atMs >= sinceMs && !answers.has(node))) return;
    this.#settle(id, true);
  }

  #settle(id: string, isAnswered: boolean): void {
    this.#questions.get(id)?.settle(isAnswered);
    this.#questions.delete(id);
  }
}
