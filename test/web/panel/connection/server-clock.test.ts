import { expect, it } from 'vitest';
import { ServerClock } from '../../../../src/web/panel/connection/server-clock.js';

function clocks() {
  const read = { wall: 1_000_000, running: 50 };
  const clock = new ServerClock({ wallMs: () => read.wall, runningMs: () => read.running });
  clock.hear(5_000_000);
  return { read, clock };
}

it('runs on from what the server said', () => {
  const { read, clock } = clocks();
  read.wall += 700;
  read.running += 700;
  expect(clock.now()).toBe(5_000_700);
});

it('does not let a clock set back make a cue younger', () => {
  const { read, clock } = clocks();
  read.wall -= 3_600_000;
  read.running += 900;
  expect(clock.now()).toBe(5_000_900);
});

it('counts a sleep in which the running clock stood still', () => {
  const { read, clock } = clocks();
  read.wall += 60_000;
  expect(clock.now()).toBe(5_060_000);
});

it('is mended by the next heartbeat after a clock set forward', () => {
  const { read, clock } = clocks();
  read.wall += 3_600_000;
  clock.hear(5_001_000);
  expect(clock.now()).toBe(5_001_000);
});
