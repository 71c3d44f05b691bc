const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/**
 * How long to wait before trying again: doubles from half a second to half a minute, with half of it random so that
 * many clients of one source do not come back at the same moment ("equal jitter"). `random` is in [0, 1).
 */
export function backoffMs(failures: number, random: () => number): number {
  const ceilingMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures, 16));
  return ceilingMs / 2 + random() * (ceilingMs / 2);
}
