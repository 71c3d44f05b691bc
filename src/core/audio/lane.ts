/** Which of interleaved samples belong to one channel: the first, and the distance to the next. */
export type Lane = { readonly first: number; readonly step: number };

/** Every sample: what is not interleaved. */
export const WHOLE: Lane = { first: 0, step: 1 };

/** How many samples of the lane there are among `count`. */
export function laneLength(count: number, { first, step }: Lane): number {
  return Math.max(0, Math.ceil((count - first) / step));
}
