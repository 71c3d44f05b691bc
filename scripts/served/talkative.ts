/** Coaching with cues as often as the policy can be made to give them: more than an agent could bear, and more to compare. */
export const TALKATIVE = {
  normal: { perCall: 1_000, perHour: 1_000, spacingMs: 1_000 },
  escalationSpacingMs: 1_000,
  showMs: 1_000,
  settleMs: 50,
  mood: { angerAtNats: 0.05, anxietyAtNats: 0.05 },
  limits: {
    deadAirMs: 1_000,
    acknowledgeAfterMs: 1_000,
    anxiousForMs: 500,
    overlapMs: 200,
    fastRateRatio: 1,
  },
};
