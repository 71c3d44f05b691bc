/**
 * Builds what a release is made of and lists it: the npm tarball, the image and the executable where their tools are
 * there, a bill of materials (CycloneDX), the notices of third parties, where it all came from, and checksums.
 *
 *   EVENKEEL_BASE_IMAGE=node:24-slim@sha256:… npm run release -- [--out release] [--without-image] [--json]
 *
 * Publishes nothing.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readOptions } from './read-options.js';
import { baseImage } from './supply-chain/base-image.js';
import { provenance } from './supply-chain/provenance.js';

const { values } = readOptions(
  `EVENKEEL_BASE_IMAGE=node:24-slim@sha256:… npm run release -- [options]

Builds what a release is made of and lists it: the npm tarball, the image and the executable where their tools are there,
a bill of materials (CycloneDX), notices, provenance and checksums. Publishes nothing.

  --out FOLDER       default release
  --without-image    no image: no base needs to be named
  --json             one document on standard output

Exit code 1 where something that was to be made was not; it is listed as left out.`,
  {
    out: { type: 'string', default: 'release' },
    'without-image': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
);
const out = values.out;
// Before anything is built: a release on whatever a tag means today is none.
const base = values['without-image'] ? null : baseImage(process.env.EVENKEEL_BASE_IMAGE);
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
if (!readFileSync('CHANGELOG.md', 'utf8').includes(`## ${version}\n`))
  throw new Error(`CHANGELOG.md says nothing of ${version}.`);

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const left: string[] = [];

// Not our output: everything that a tool says goes to standard error.
const run = (command: string, options: readonly string[]) =>
  execFileSync(command, options, { stdio: ['ignore', 2, 2] });
/** What fails is left out and said, and the rest is made all the same; the status tells. */
function succeeds(what: string, command: string, options: readonly string[]): boolean {
  if (spawnSync(command, options, { stdio: ['ignore', 2, 2] }).status === 0) return true;
  left.push(`${what}: ${command} failed, as it says above`);
  process.exitCode = 1;
  return false;
}
/** Docker's client is often there without a server: only one that answers can build. */
const answers = (command: string) => spawnSync(command, ['info'], { stdio: 'ignore' }).status === 0;

run('npm', ['run', 'build']);
// Inside the tarball, and beside it.
for (const folder of ['third-party', out]) run('npx', ['tsx', 'scripts/supply-chain/write.ts', folder]);
run('npm', ['pack', '--ignore-scripts', '--pack-destination', out]);
const container = ['docker', 'podman'].find(answers);
if (base === null) left.push('image: --without-image');
else if (container === undefined) left.push('image: neither docker nor podman answers');
else {
  const stated = ['--build-arg', `VERSION=${version}`, '--build-arg', `NODE_IMAGE=${base}`];
  // Podman's own format has no place for the health check.
  const format = container === 'podman' ? ['--format', 'docker'] : [];
  const name = `evenkeel:${version}`;
  const saved = join(out, `evenkeel-${version}-image.tar`);
  if (succeeds('image', container, ['build', '--tag', name, ...format, ...stated, '.']))
    succeeds('image', container, ['save', '--output', saved, name]);
}
if (process.platform !== 'linux') left.push('executable: it is built on Linux');
else succeeds('executable', 'scripts/build-executable', ['--out', out]);

const files = readdirSync(out)
  .sort()
  .map((name) => ({
    name,
    bytes: statSync(join(out, name)).size,
    sha256: createHash('sha256')
      .update(readFileSync(join(out, name)))
      .digest('hex'),
  }));
const statement = provenance({ version, files, baseImage: base, leftOut: left });
writeFileSync(join(out, 'provenance.json'), `${JSON.stringify(statement, null, 2)}\n`);
writeFileSync(join(out, 'SHA256SUMS'), files.map(({ sha256, name }) => `${sha256}  ${name}\n`).join(''));
if (values.json) console.log(JSON.stringify({ version, files, left }, null, 2));
else {
  for (const { name, bytes, sha256 } of files)
    console.log(`${name.padEnd(36)} ${(bytes / 1e6).toFixed(1).padStart(7)} MB  ${sha256.slice(0, 12)}…`);
  for (const what of left) console.log(`left out: ${what}`);
}
