import { expect, it } from 'vitest';
import type { CallMoments } from '../../../src/core/cues/call-moments.js';
import { DEFAULT_POLICY_OPTIONS } from '../../../src/core/cues/coaching-options.js';
import { CUE_RULES } from '../../../src/core/cues/cue-rules.js';
import { VOICELESS_CUES } from '../../../src/storage/erasure-barrier.js';
import { CUSTOMER_SPEAKS, stateAt } from '../../support/made-up-moment.js';

/** Everything that a rule may wait for has happened, but nothing is known of how the caller sounds. */
const LONG_MS = 600_000;
const MOMENTS: CallMoments = {
  stretch: { noticedMs: 0, overMs: LONG_MS - 30_000, recovered: true, named: null },
  angrySinceMs: null,
  anxiousSinceMs: null,
  escalatedMs: null,
  agentUpMs: LONG_MS,
  paceGapMs: LONG_MS,
  callerAloneMs: LONG_MS,
  agentTurn: { endedMs: LONG_MS - 500, lengthMs: 60_000, tensionNats: -9 },
};

it('a cue that may be kept after an objection is one that is given without the caller’s voice', () => {
  const state = stateAt(LONG_MS, 'unsure', {
    ...CUSTOMER_SPEAKS,
    turns: { ...CUSTOMER_SPEAKS.turns, deadAirMs: 60_000, overlapMs: 60_000, recentAgentOverlaps: 9 },
  });
  const { limits } = DEFAULT_POLICY_OPTIONS;
  const given = CUE_RULES.filter(
    ({ evidence }) => evidence({ state, moments: MOMENTS, limits, givenMs: () => 1_000 }) !== null,
  );
  expect(given.map(({ kind }) => kind)).toEqual(VOICELESS_CUES);
});
