/**
 * Whether everything that is installed may be: shipped packages under licences that ask for a notice alone, tools under
 * licences that leave nothing in what is shipped. Exits 1 and names each package that may not.
 *
 *   npm run check:licences -- [--lock package-lock.json] [--json]
 */

import { readOptions } from './read-options.js';
import { licenceProblems } from './supply-chain/licence-rules.js';
import { lockedPackages } from './supply-chain/locked-packages.js';

const { values } = readOptions(
  `npm run check:licences -- [options]

Whether every installed package may be: shipped ones under licences that ask for a notice alone, tools under licences
that leave nothing in what is shipped. Exit code 1 where one may not; each is named.

  --lock FILE        default package-lock.json
  --json             one document on standard output`,
  {
    lock: { type: 'string', default: 'package-lock.json' },
    json: { type: 'boolean', default: false },
  },
);
const packages = lockedPackages(values.lock);
const shipped = packages.filter(({ isShipped }) => isShipped).length;
const problems = licenceProblems(packages);

if (values.json) console.log(JSON.stringify({ packages: packages.length, shipped, problems }, null, 2));
else {
  for (const problem of problems) console.error(problem);
  console.log(`licences: ${packages.length} packages, ${shipped} shipped, ${problems.length} problems`);
}
process.exitCode = problems.length === 0 ? 0 : 1;
