import { expect, it } from 'vitest';
import { isMuted, muteFrom } from '../../../src/web/panel/mute.js';

it('mutes today until the next local midnight, also on the day the clocks change', () => {
  const evening = new Date(2026, 9, 25, 22, 30).getTime();
  const mute = muteFrom('today', null, evening);
  expect(mute).toEqual({ scope: 'today', untilMs: new Date(2026, 9, 26).getTime() });
  expect(isMuted(mute, 'c1', new Date(2026, 9, 25, 23, 59, 59).getTime())).toBe(true);
  expect(isMuted(mute, 'c1', new Date(2026, 9, 26).getTime())).toBe(false);
});

it('cannot mute a call that is not there', () => {
  expect(muteFrom('call', null, 0)).toBeNull();
});

it('lasts an hour', () => {
  expect(muteFrom('hour', null, 1_000)).toEqual({ scope: 'hour', untilMs: 3_601_000 });
});
