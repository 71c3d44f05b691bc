import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

export type ReleasedFile = { readonly name: string; readonly bytes: number; readonly sha256: string };

/**
 * What was built, from what, and with what (an in-toto statement with the SLSA provenance predicate, version 1). It is
 * not signed: whoever publishes a release signs it.
 */
export function provenance(release: {
  readonly version: string;
  readonly files: readonly ReleasedFile[];
  readonly baseImage: string | null;
  readonly leftOut: readonly string[];
}): object {
  const { version, files, baseImage, leftOut } = release;
  const digest = baseImage?.split('@sha256:')[1];
  const git = (...words: readonly string[]) => execFileSync('git', words, { encoding: 'utf8' }).trim();
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: files.map(({ name, sha256 }) => ({ name, digest: { sha256 } })),
    predicateType: 'https://slsa.dev/provenance/v1',
    predicate: {
      buildDefinition: {
        buildType: 'urn:evenkeel:npm-run-release:1',
        externalParameters: { version, baseImage, leftOut },
        internalParameters: {
          node: process.version,
          platform: `${process.platform}-${process.arch}`,
          hasUncommittedChanges: git('status', '--porcelain') !== '',
        },
        resolvedDependencies: [
          { name: 'source', digest: { gitCommit: git('rev-parse', 'HEAD') } },
          {
            name: 'package-lock.json',
            digest: { sha256: createHash('sha256').update(readFileSync('package-lock.json')).digest('hex') },
          },
          ...(digest === undefined ? [] : [{ name: baseImage?.split('@')[0], digest: { sha256: digest } }]),
        ],
      },
      runDetails: {
        builder: { id: 'urn:evenkeel:local-machine' },
        metadata: { startedOn: new Date().toISOString() },
      },
    },
  };
}
