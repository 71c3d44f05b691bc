/** `npm run check:size`: fails on a file of `src` with too many lines, on a folder with too many entries, and on a name that says nothing. */

import { readOptions } from './read-options.js';
import { examineSizes } from './structure/examine-sizes.js';

const { values } = readOptions(
  `npm run check:size -- [--json]

Fails on a file of src with too many lines, on a folder with too many entries, and on a name that says nothing.

  --json             one document on standard output`,
  { json: { type: 'boolean', default: false } },
);
const figures = examineSizes('.');
const { files, medianLines, largestLines, fullestFolder, violations } = figures;
for (const violation of violations) console.error(violation);
if (values.json) console.log(JSON.stringify(figures, null, 2));
else
  console.log(
    `size: ${files} files, median TypeScript file ${medianLines} lines, largest ${largestLines}, fullest folder ${fullestFolder} entries, ${violations.length} violations`,
  );
process.exitCode = violations.length === 0 ? 0 : 1;
