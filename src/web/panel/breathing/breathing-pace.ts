/**
 * Paces to choose from. 4 s in and 6 s out is six breaths a minute, where slow breathing is best studied (Shao et
 * al. 2024); that a longer exhale beats an equal one is not shown (Birdee 2023), so both are here, and so is the
 * cyclic sigh (Balban 2023).
 */
export const PACES = ['4-6', '4-4', 'sigh'] as const;
export type Pace = (typeof PACES)[number];

export type BreathPhase = 'in' | 'topUp' | 'out';

type Step = { readonly phase: BreathPhase; readonly seconds: number; readonly to: number };

/** What each pace does in one cycle, and how open the ring is at each step's end (0..1). A long breath out comes first. */
const STEPS: Readonly<Record<Pace, readonly Step[]>> = {
  '4-6': [
    { phase: 'out', seconds: 6, to: 0 },
    { phase: 'in', seconds: 4, to: 1 },
  ],
  '4-4': [
    { phase: 'out', seconds: 4, to: 0 },
    { phase: 'in', seconds: 4, to: 1 },
  ],
  sigh: [
    { phase: 'out', seconds: 6, to: 0 },
    { phase: 'in', seconds: 3, to: 0.8 },
    { phase: 'topUp', seconds: 1, to: 1 },
  ],
};

export type BreathMoment = {
  readonly phase: BreathPhase;
  /** Seconds that are left in this phase, counted down from its length to 1. */
  readonly count: number;
  /** How open the ring is, 0..1. */
  readonly openness: number;
};

/** Length of one breath, milliseconds. */
export function breathMs(pace: Pace): number {
  return STEPS[pace].reduce((sum, step) => sum + step.seconds, 0) * 1000;
}

/** Where a pacer stands after `elapsedMs`. */
export function breathAt(pace: Pace, elapsedMs: number): BreathMoment {
  const steps = STEPS[pace];
  let left = elapsedMs % breathMs(pace);
  let from = 1;
  for (const { phase, seconds, to } of steps) {
    const lengthMs = seconds * 1000;
    if (left < lengthMs) {
      // Eased at both ends: lungs do not turn round at full speed.
      const eased = (1 - Math.cos(Math.PI * (left / lengthMs))) / 2;
      return { phase, count: Math.ceil((lengthMs - left) / 1000), openness: from + (to - from) * eased };
    }
    left -= lengthMs;
    from = to;
  }
  return { phase: 'out', count: 1, openness: 1 };
}
