import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attack } from '../../scripts/anonymity/attack.js';
import { makeOrganisation, organisationPlan } from '../../scripts/anonymity/organisation.js';
import { FAULTS, type Fault, releaseOf } from '../../scripts/anonymity/release-of.js';
import { DISCLOSURE } from '../../src/wellbeing/exposure/disclosure.js';

// The full run, over 500 organisations, is `npm run check:anonymity`.

async function attacked(plan: Parameters<typeof makeOrganisation>[0], fault: Fault | null) {
  const organisation = makeOrganisation(plan);
  const { seen, page } = await releaseOf(organisation, fault);
  let state = plan.seed % 2147483647 || 1;
  const random = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  const result = attack(organisation, seen, DISCLOSURE, random);
  return { ...result, successes: [...result.successes, ...page.successes], leaves: page.leaves };
}

describe('what leads are shown', () => {
  it('cannot be combined into a group below k or one person, and is what the formulas give', async () => {
    await fc.assert(
      fc.asyncProperty(organisationPlan, async (plan) => {
        const { successes, smallestGroup, wrongNumbers, leaves } = await attacked(plan, null);
        expect(successes).toEqual([]);
        expect(smallestGroup).toBeGreaterThanOrEqual(DISCLOSURE.k);
        expect(wrongNumbers).toBe(0);
        expect(leaves).toBeGreaterThan(1_000);
      }),
      { numRuns: 6, seed: 7 },
    );
  }, 300_000);

  it.each(FAULTS)(
    'is not safe any more with the planted fault "%s"',
    async (fault) => {
      const plans = fc.sample(organisationPlan, { numRuns: 8, seed: 1 });
      let successes = 0;
      for (const plan of plans) {
        successes += (await attacked(plan, fault)).successes.length;
        if (successes > 0) break;
      }
      expect(successes).toBeGreaterThan(0);
    },
    300_000,
  );
});
