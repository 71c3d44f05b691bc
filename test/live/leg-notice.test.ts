import { describe, expect, it } from 'vitest';
import { LegNotice } from '../../src/live/leg-notice.js';

/** Legs in the order in which they speak: `c+` customer says given, `a-` agent's leg says not given, `c?` says nothing. */
function said(...legs: string[]): LegNotice {
  const notice = new LegNotice();
  for (const [role, answer] of legs)
    notice.open({}, [role === 'c' ? 'customer' : 'agent'], answer === '?' ? null : answer === '+');
  return notice;
}

describe('LegNotice', () => {
  it.each([
    ['nobody says anything', ['c?'], false],
    ['the caller’s leg says given', ['c+'], true],
    ['the caller’s leg says given, the agent’s not', ['c+', 'a-'], true],
    ['the agent’s leg says not given, then the caller’s given', ['a-', 'c+'], true],
    ['the agent’s leg alone says given', ['a+'], false],
    ['the agent’s leg says given, the caller’s nothing', ['a+', 'c?'], false],
    ['one of the caller’s legs says nothing', ['c+', 'c?'], true],
    ['nothing first, then given', ['c?', 'c+'], true],
    ['two of the caller’s legs differ', ['c+', 'c-'], false],
    ['two of the caller’s legs differ, the other way round', ['c-', 'c+'], false],
  ])('%s', (_name, legs, holds) => {
    expect(said(...legs).holds).toBe(holds);
  });

  it('lets a leg answer anew', () => {
    const notice = new LegNotice();
    const leg = {};
    notice.open(leg, ['customer', 'agent'], false);
    notice.answer(leg, true);
    expect(notice.holds).toBe(true);
    notice.answer(leg, false);
    expect(notice.holds).toBe(false);
  });

  it('keeps the word of a leg that has gone until the caller’s next leg answers', () => {
    const notice = new LegNotice();
    const [first, second] = [{}, {}];
    notice.open(first, ['customer'], true);
    notice.close(first);
    notice.open(second, ['customer'], null);
    expect(notice.holds).toBe(true);
    notice.answer(second, false);
    expect(notice.holds).toBe(false);
    notice.close(second);
    expect(notice.holds).toBe(false);
    notice.open({}, ['agent'], true);
    expect(notice.holds).toBe(false);
    notice.open({}, ['customer'], true);
    expect(notice.holds).toBe(true);
  });
});
