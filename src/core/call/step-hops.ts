import { HOP_MS } from '../audio/audio-frame.js';
import { SETTLED_AFTER_HOPS } from '../features/channel-features.js';

/** When all that a call remembers of its mood and its cues has run out. */
const NOTHING_LEFT_AFTER_HOPS = 60_000 / HOP_MS;

/**
 * How many hops lie between two steps of a call of which nothing has come for `missingHops`. In a gap nothing happens but
 * that time passes: there every fourth step is given, and after a minute every 120th.
 */
export function stepHops(stepMs: number, missingHops: number): number {
  const apart = stepMs / HOP_MS;
  if (missingHops <= SETTLED_AFTER_HOPS) return apart;
  return missingHops <= NOTHING_LEFT_AFTER_HOPS ? 4 * apart : 120 * apart;
}
