/**
 * `npm run check:doors`: looks through `src/` for tables that outside text is looked up in, for emitters without an
 * error listener, and for sockets accepted anywhere but in the one door. `--json` prints the findings as one document.
 */
import { examineDoors } from './doors/examine-doors.js';
import { readOptions } from './read-options.js';

const { values } = readOptions(
  `npm run check:doors -- [options]

Looks through src/ for tables that outside text is looked up in, for emitters without an error listener, and for sockets
accepted anywhere but in the one door. Exit code 1 where it finds one.

  --json             one document on standard output`,
  { json: { type: 'boolean', default: false } },
);
const root = process.cwd();
const violations = ['tsconfig.json', 'src/web/tsconfig.json'].flatMap((file) => examineDoors(file, root));
const found = [...new Set(violations)];
for (const violation of found) console.error(violation);
if (values.json) console.log(JSON.stringify({ violations: found }, null, 2));
else console.log(`doors: ${found.length} violations`);
process.exitCode = found.length === 0 ? 0 : 1;
