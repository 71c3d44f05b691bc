const FIRST_MS = 500;
const LONGEST_MS = 15_000;

/**
 * How long to wait before attempt number `failures` + 1: doubling with full jitter, so that a thousand desktops do
 * not come back at the same moment.
 *
 * @param random uniform in [0, 1)
 */
export function reconnectDelayMs(failures: number, random: () => number): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures, 10));
  return ceiling / 2 + (random() * ceiling) / 2;
}
