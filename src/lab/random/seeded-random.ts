/** A number in [0, 1). Injected, so that whatever is drawn can be drawn again. */
export type Random = () => number;

/**
 * Mulberry32 (Ettinger 2017, public domain): 32 bits of state. The same seed gives the same training set, and the same
 * faults of a simulated call.
 */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
