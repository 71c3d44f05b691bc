import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { baseImage } from '../../scripts/supply-chain/base-image.js';
import { type BillOfMaterials, billOfMaterials } from '../../scripts/supply-chain/bill-of-materials.js';
import { EXCEPTIONS, licenceProblems } from '../../scripts/supply-chain/licence-rules.js';
import { type LockedPackage, lockedPackages } from '../../scripts/supply-chain/locked-packages.js';
import { provenance } from '../../scripts/supply-chain/provenance.js';
import { thirdPartyNotices } from '../../scripts/supply-chain/third-party-notices.js';

const packages = lockedPackages('package-lock.json');
const tsx = (...words: readonly string[]) =>
  spawnSync(process.execPath, ['--import', 'tsx', ...words], { encoding: 'utf8' });

describe('the licence gate', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'evenkeel-licences-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('passes what is installed', () => {
    expect(licenceProblems(packages)).toEqual([]);
    expect(packages.filter(({ isShipped }) => isShipped).map(({ name }) => name)).toEqual(
      expect.arrayContaining(['fastify', 'codec-parser', 'preact', 'openid-client']),
    );
    expect(packages.find(({ name }) => name === 'vitest')?.isShipped).toBe(false);
  });

  it.each([
    ['GPL-3.0-only', {}],
    ['AGPL-3.0-or-later', { dev: true }],
    ['SEE LICENSE IN EULA.txt', {}],
    ['MIT AND GPL-2.0-only', {}],
    ['MPL-2.0', {}],
    [undefined, {}],
    [undefined, { dev: true }],
  ])('stops at %s %o', (license, more) => {
    const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: object };
    const planted = { version: '6.6.6', ...(license === undefined ? {} : { license }), ...more };
    const file = join(folder, 'lock.json');
    writeFileSync(
      file,
      JSON.stringify({ packages: { ...lock.packages, 'node_modules/planted-one': planted } }),
    );
    const { status, stdout } = tsx('scripts/check-licences.ts', '--lock', file, '--json');
    expect(status).toBe(1);
    expect((JSON.parse(stdout) as { problems: string[] }).problems).toEqual([
      expect.stringContaining('planted-one 6.6.6'),
    ]);
  });

  it('lets an exception stand for its own licence alone, and for no longer than it is needed', () => {
    const parser = packages.find(({ name }) => name === 'codec-parser')!;
    const others = packages.filter((entry) => entry !== parser);
    const changed: LockedPackage = { ...parser, licence: 'GPL-3.0-or-later' };
    expect(licenceProblems([...others, changed])).toEqual([expect.stringContaining('codec-parser')]);
    expect(licenceProblems(others)).toEqual([expect.stringContaining('exception is not needed')]);
    expect(licenceProblems(packages, [])).toEqual([expect.stringContaining('LGPL-3.0-or-later')]);
  });
});

describe('the notices', () => {
  const notices = thirdPartyNotices(packages);

  it('name every package that is shipped, with a text for each', () => {
    for (const { name, version, isShipped, isOptional } of packages)
      if (isShipped && !isOptional) expect(notices).toContain(`${name} ${version}\n`);
    for (const part of notices.split('='.repeat(80)).slice(1))
      expect(part.length, part.slice(0, 60)).toBeGreaterThan(400);
  });

  it('say how the LGPL part is replaced, and carry its licence', () => {
    const part = notices.split('='.repeat(80)).find((text) => text.includes('codec-parser '))!;
    expect(part).toContain(EXCEPTIONS[0]!.terms);
    expect(part).toContain('GNU LESSER GENERAL PUBLIC LICENSE');
  });

  it('stop at a package that nothing is known about', () => {
    const unknown = { ...packages.find(({ name }) => name === 'fft.js')!, licence: 'ISC' };
    expect(() => thirdPartyNotices([unknown])).toThrow(/fft\.js .* came without a text/);
  });
});

describe('the bill of materials', () => {
  let bill: BillOfMaterials;
  beforeAll(() => {
    bill = billOfMaterials(packages);
  });
  const validate = (what: object) =>
    new Validation.JsonStrictValidator(Spec.Version.v1dot5).validate(JSON.stringify(what));

  it('is valid against the schema of CycloneDX, which finds a fault that is planted', async () => {
    expect(await validate(bill)).toBeNull();
    expect(await validate({ ...bill, components: [{ type: 'library' }] })).not.toBeNull();
  });

  it('lists what is shipped and nothing else, and not where it was fetched', () => {
    const listed = new Set(bill.components.map((component) => component['bom-ref']));
    const shipped = new Set(
      packages.filter(({ isShipped }) => isShipped).map(({ name, version }) => `${name}@${version}`),
    );
    expect(listed).toEqual(shipped);
    expect(JSON.stringify(bill)).not.toMatch(/"type":"distribution"|\.tgz/);
  });
});

describe('a release', () => {
  const DIGEST = 'a'.repeat(64);

  it.each([undefined, '', 'node:24-slim', 'node:24-slim@sha256:abc', `node@sha256:${DIGEST} --privileged`])(
    'is not built on %s',
    (named) => {
      expect(() => baseImage(named)).toThrow(/EVENKEEL_BASE_IMAGE/);
    },
  );

  it('refuses before it builds anything', () => {
    const { status, stderr, stdout } = spawnSync(
      process.execPath,
      ['--import', 'tsx', 'scripts/release.ts', '--out', join(tmpdir(), 'never-made')],
      { encoding: 'utf8', env: { ...process.env, EVENKEEL_BASE_IMAGE: '' } },
    );
    expect(status).toBe(1);
    expect(stderr).toContain('Set EVENKEEL_BASE_IMAGE');
    expect(stdout).toBe('');
  });

  it('says what it was made from', () => {
    const file = { name: 'evenkeel.tgz', bytes: 1, sha256: 'b'.repeat(64) };
    const named = baseImage(`node:24-slim@sha256:${DIGEST}`);
    const statement = provenance({ version: '1.2.3', files: [file], baseImage: named, leftOut: [] });
    expect(statement).toMatchObject({
      subject: [{ name: 'evenkeel.tgz', digest: { sha256: file.sha256 } }],
      predicate: {
        buildDefinition: {
          externalParameters: { version: '1.2.3', baseImage: named },
          resolvedDependencies: expect.arrayContaining([
            { name: 'node:24-slim', digest: { sha256: DIGEST } },
            { name: 'source', digest: { gitCommit: expect.stringMatching(/^[0-9a-f]{40}$/) } },
          ]),
        },
      },
    });
  });

  it('does not call its own results a change of the source', () => {
    for (const made of ['release/evenkeel.tgz', 'third-party/bom.cdx.json'])
      expect(spawnSync('git', ['check-ignore', '--quiet', made]).status).toBe(0);
  });
});
