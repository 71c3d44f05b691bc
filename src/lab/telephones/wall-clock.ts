import { setTimeout as sleep } from 'node:timers/promises';

/** Time as a telephone sees it; tests inject their own. */
export interface TelephoneClock {
  /** Monotonic milliseconds. */
  nowMs(): number;
  /** Milliseconds since the epoch. */
  wallMs(): number;
  sleep(ms: number): Promise<unknown>;
}

export const WALL_CLOCK: TelephoneClock = {
  nowMs: () => performance.now(),
  wallMs: () => Date.now(),
  sleep: (ms) => sleep(ms),
};
