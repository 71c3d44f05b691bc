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
import { parseArgs } from 'node:util';
import { baseImage } from './supply-chain/base-image.js';
import { provenance } from './supply-chain/provenance.js';

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'release' },
    'without-image': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
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
const isThere = (command: string) => spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0;

run('npm', ['run', 'build']);
// Inside the tarball, and beside it.
for (const folder of ['third-party', out]) run('npx', ['tsx', 'scripts/supply-chain/write.ts', folder]);
run('npm', ['pack', '--ignore-scripts', '--pack-destination', out]);
const container = ['docker', 'podman'].find(isThere);
if (base === null) left.push('image: --without-image');
else if (container === undefined) left.push('image: neither docker nor podman is installed');
else {
  const stated = ['--build-arg', `VERSION=${version}`, '--build-arg', `NODE_IMAGE=${base}`];
  run(container, ['build', '--tag', `evenkeel:${version}`, ...stated, '.']);
  run(container, ['save', '--output', join(out, `evenkeel-${version}-image.tar`), `evenkeel:${version}`]);
}
if (process.platform !== 'linux') left.push('executable: it is built on Linux');
else {
  const built = spawnSync('scripts/build-executable', ['--out', out], {
    stdio: ['ignore', 2, 2],
  });
  if (built.status !== 0) left.push('executable: scripts/build-executable failed');
}

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
