/** `npm run check:size`: fails on a file of `src` with too many lines, on a folder with too many entries, and on a name that says nothing. */
import { examineSizes } from './structure/examine-sizes.js';

const { files, medianLines, largestLines, fullestFolder, violations } = examineSizes('.');
for (const violation of violations) console.error(violation);
console.log(
  `size: ${files} files, median TypeScript file ${medianLines} lines, largest ${largestLines}, fullest folder ${fullestFolder} entries, ${violations.length} violations`,
);
process.exitCode = violations.length === 0 ? 0 : 1;
