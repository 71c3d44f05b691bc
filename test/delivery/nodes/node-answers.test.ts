import { describe, expect, it } from 'vitest';
import { NodeAnswers } from '../../../src/delivery/nodes/node-answers.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Whether a question that one other node heard and answered counts as answered. */
async function isAnswered(answers: NodeAnswers, ofAll: boolean, nowMs: number): Promise<boolean> {
  const answered = answers.ask('q', ofAll);
  answers.answer('q', 'one', nowMs);
  answers.heardBy('q', 1, nowMs);
  answers.giveUp('q');
  return answered;
}

describe('NodeAnswers', () => {
  it('waits for a node that was just heard, though Redis did not count it', async () => {
    const answers = new NodeAnswers();
    answers.hear('other', 0);
    expect(await isAnswered(answers, false, 1_000)).toBe(false);
    expect(await isAnswered(answers, false, MINUTE_MS)).toBe(true);
  });

  it('waits for one that fell silent only where all are meant, until it leaves or an hour has passed', async () => {
    const answers = new NodeAnswers();
    answers.hear('silent', 0);
    expect(await isAnswered(answers, true, MINUTE_MS)).toBe(false);
    expect(await isAnswered(answers, true, HOUR_MS + 1)).toBe(true);
    answers.hear('silent', 0);
    answers.leave('silent');
    expect(await isAnswered(answers, true, MINUTE_MS)).toBe(true);
  });

  it('counts no node twice', async () => {
    const answers = new NodeAnswers();
    const answered = answers.ask('q', false);
    for (const _time of ['first', 'second']) answers.answer('q', 'one', 0);
    answers.heardBy('q', 2, 0);
    answers.giveUp();
    expect(await answered).toBe(false);
  });
});
