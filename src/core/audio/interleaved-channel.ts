/** Which of interleaved samples belong to one channel: the first, and the distance to the next. */
export type InterleavedChannel = { readonly first: number; readonly step: number };

/** Every sample: what is not interleaved. */
export const WHOLE: InterleavedChannel = { first: 0, step: 1 };

/** How many samples of the channel there are among `count`. */
export function channelLength(count: number, { first, step }: InterleavedChannel): number {
  return Math.max(0, Math.ceil((count - first) / step));
}
