/**
 * Packs a folder into what the launcher unpacks: `index.json` (build, paths, sizes) and `files.gz`, the contents one after the other.
 * pack.mjs FOLDER OUTPUT VERSION
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { gzipSync } from 'node:zlib';

const [folder, output, version] = process.argv.slice(2);
const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name))
  .sort();
const contents = paths.map((path) => readFileSync(path));
const bytes = Buffer.concat(contents);
const build = `${version}-${createHash('sha256').update(bytes).digest('hex').slice(0, 12)}`;
const files = paths.map((path, row) => ({
  path: relative(folder, path).split(sep).join('/'),
  size: contents[row].length,
}));
writeFileSync(join(output, 'index.json'), JSON.stringify({ build, files }));
writeFileSync(join(output, 'files.gz'), gzipSync(bytes));
console.log(`${files.length} files, ${(bytes.length / 1e6).toFixed(0)} MB`);
