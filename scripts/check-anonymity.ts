/**
 * Attacks what leads are shown, on generated organisations; then plants faults and expects the attack to find them.
 * Exits 1 when an attack succeeds, when a number is not what its formula gives, or when a planted fault goes unseen.
 *
 *   npm run check:anonymity [-- --organisations 500 --seed 1 --json]
 */
import fc from 'fast-check';
import { DISCLOSURE } from '../src/wellbeing/exposure/disclosure.js';
import { attack } from './anonymity/attack.js';
import { makeOrganisation, organisationPlan } from './anonymity/organisation.js';
import { FAULTS, type Fault, releaseOf } from './anonymity/release-of.js';
import { readOptions } from './read-options.js';

const { values: options } = readOptions(
  `npm run check:anonymity -- [options]

Attacks what leads are shown, on generated organisations; then plants faults and expects the attack to find them.

  --organisations N        default 500
  --fault-organisations N  for each planted fault, default 25
  --seed N                 another seed makes other organisations, default 1
  --json                   one document on standard output

Exit code 1 where an attack succeeds, a number is not what its formula gives, or a planted fault goes unseen.
Example, in a minute: npm run check:anonymity -- --organisations 50`,
  {
    organisations: { type: 'string', default: '500' },
    'fault-organisations': { type: 'string', default: '25' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
);
const seed = Number(options.seed);

type Outcome = {
  organisations: number;
  combinations: number;
  successes: number;
  smallestGroup: number | null;
  wrongNumbers: number;
  /** Numbers and words of the page's whole answers. */
  pageLeaves: number;
  numbersShown: number;
  /** Team-weeks of which something was shown, of all: protection is useless if nothing is left to see. */
  teamWeeksShown: number;
  teamWeeks: number;
  examples: string[];
};

async function run(count: number, fault: Fault | null): Promise<Outcome> {
  const outcome: Outcome = {
    organisations: count,
    combinations: 0,
    successes: 0,
    smallestGroup: null,
    wrongNumbers: 0,
    pageLeaves: 0,
    numbersShown: 0,
    teamWeeksShown: 0,
    teamWeeks: 0,
    examples: [],
  };
  let state = seed;
  const random = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  for (const [index, plan] of fc.sample(organisationPlan, { numRuns: count, seed }).entries()) {
    const organisation = makeOrganisation(plan);
    const { seen, page } = await releaseOf(organisation, fault);
    const result = attack(organisation, seen, DISCLOSURE, random);
    outcome.combinations += result.combinations;
    outcome.successes += result.successes.length + page.successes.length;
    outcome.pageLeaves += page.leaves;
    outcome.wrongNumbers += result.wrongNumbers;
    outcome.numbersShown += seen.length;
    outcome.teamWeeksShown += new Set(
      seen.filter(({ teamId }) => teamId !== null).map(({ teamId, week }) => `${teamId} ${week}`),
    ).size;
    outcome.teamWeeks += organisation.teams.length * organisation.weeks;
    if (Number.isFinite(result.smallestGroup))
      outcome.smallestGroup = Math.min(outcome.smallestGroup ?? result.smallestGroup, result.smallestGroup);
    if (outcome.examples.length < 3)
      outcome.examples.push(...[...result.successes, ...page.successes].slice(0, 1));
    if (!options.json && index % 50 === 49)
      process.stderr.write(`${fault ?? 'release'}: ${index + 1} of ${count}\n`);
  }
  return outcome;
}

const release = await run(Number(options.organisations), null);
const faults: Record<string, Outcome> = {};
for (const fault of FAULTS) faults[fault] = await run(Number(options['fault-organisations']), fault);
const undetected = FAULTS.filter((fault) => faults[fault]!.successes === 0);

if (options.json) console.log(JSON.stringify({ ...release, faults }));
else {
  console.table(
    Object.entries({ release, ...faults }).map(([name, outcome]) => ({
      release: name === 'release' ? 'as published' : `fault planted: ${name}`,
      organisations: outcome.organisations,
      'numbers shown': outcome.numbersShown,
      'team-weeks shown': `${outcome.teamWeeksShown} of ${outcome.teamWeeks}`,
      combinations: outcome.combinations,
      'words and numbers of the page': outcome.pageLeaves,
      successes: outcome.successes,
      'smallest group': outcome.smallestGroup,
    })),
  );
  for (const example of release.examples) console.log(`succeeded: ${example}`);
  for (const fault of undetected) console.log(`not found: the planted fault "${fault}"`);
}
process.exitCode =
  release.successes === 0 && release.wrongNumbers === 0 && undetected.length === 0 && release.numbersShown > 0
    ? 0
    : 1;
