/** Fails when a source file holds more than one idea's worth of lines, or lives in a drawer instead of a room. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const CAP = 300;
const DRAWER = /(^|\/)(utils?|helpers?|common|types|misc)(\.|\/)/;

const files = readdirSync('src', { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(ts|tsx|css)$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name));
const sizes = files.map((file) => ({ file, lines: readFileSync(file, 'utf8').split('\n').length - 1 }));
const faults = [
  ...sizes
    .filter(({ lines }) => lines > CAP)
    .map(({ file, lines }) => `${file}: ${lines} lines, more than ${CAP}`),
  ...files.filter((file) => DRAWER.test(file)).map((file) => `${file}: name the idea, not the drawer`),
];
for (const fault of faults) console.error(fault);
const sorted = sizes.map(({ lines }) => lines).sort((a, b) => a - b);
console.log(
  `size: ${files.length} files, median ${sorted[Math.floor(sorted.length / 2)] ?? 0} lines, ${faults.length} faults`,
);
process.exitCode = faults.length === 0 && files.length > 0 ? 0 : 1;
