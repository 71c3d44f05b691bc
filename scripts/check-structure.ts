/**
 * `npm run check:structure`: compares every import of `src/` with the table of rooms in ARCHITECTURE.md. Fails on an
 * import that the table does not allow, on a permission that nothing uses, and on files that import one another in a
 * ring, types included. `--json` prints the figures as one document.
 */

import { readOptions } from './read-options.js';
import { examineStructure } from './structure/examine-structure.js';

const { values } = readOptions(
  `npm run check:structure -- [options]

Compares every import of src/ with the table of rooms in ARCHITECTURE.md. Exit code 1 on an import that it does not
allow, a permission that nothing uses, and files that import one another in a ring.

  --json             one document on standard output`,
  { json: { type: 'boolean', default: false } },
);
const figures = await examineStructure('.');
for (const violation of figures.violations) console.error(violation);
if (values.json) console.log(JSON.stringify(figures, null, 2));
else
  console.log(
    `structure: ${figures.modules} modules, ${figures.rooms} rooms, ${figures.floors} floors, ${figures.arrows} arrows, ${figures.circles} circles, ${figures.violations.length} violations`,
  );
process.exitCode = figures.violations.length === 0 ? 0 : 1;
