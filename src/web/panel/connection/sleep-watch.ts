import type { PageClocks } from './server-clock.js';

const LOOK_EVERY_MS = 2_000;

/** Drift between the two clocks past which the computer slept, or somebody set the clock. */
const JUMP_MS = 5_000;

/**
 * Calls back when the wall clock has jumped against the running one, forwards or backwards. Where the running clock
 * goes on through sleep there is no jump, but then every timer is due at once on waking, the connection's watchdog
 * among them. Returns the disposer.
 */
export function watchForSleep({ wallMs, runningMs }: PageClocks, onJump: () => void): () => void {
  let apartMs = wallMs() - runningMs();
  const timer = setInterval(() => {
    const beforeMs = apartMs;
    apartMs = wallMs() - runningMs();
    if (Math.abs(apartMs - beforeMs) >= JUMP_MS) onJump();
  }, LOOK_EVERY_MS);
  return () => clearInterval(timer);
}
