/** Counts of a two-way decision over frames. */
export type FrameCounts = { hits: number; falseAlarms: number; misses: number; frames: number };

export function noFrameCounts(): FrameCounts {
  return { hits: 0, falseAlarms: 0, misses: 0, frames: 0 };
}

/** Adds frames that both arrays have; a value of 1 or more is a yes. */
export function countFrames(
  labels: ArrayLike<number>,
  decisions: ArrayLike<number>,
  into: FrameCounts,
): void {
  const frames = Math.min(labels.length, decisions.length);
  for (let i = 0; i < frames; i++) {
    const truth = labels[i]! >= 1;
    const heard = decisions[i]! >= 1;
    if (truth && heard) into.hits += 1;
    else if (heard) into.falseAlarms += 1;
    else if (truth) into.misses += 1;
  }
  into.frames += frames;
}

/** Harmonic mean of precision and recall; NaN where nothing was there and nothing was heard. */
export function frameF1({ hits, falseAlarms, misses }: FrameCounts): number {
  return (2 * hits) / (2 * hits + falseAlarms + misses);
}
