import { execFileSync } from 'node:child_process';
import type { LockedPackage } from './locked-packages.js';

type Component = {
  readonly 'bom-ref': string;
  readonly name: string;
  readonly version?: string;
  readonly externalReferences?: readonly { readonly type: string; readonly url: string }[];
  readonly properties?: readonly { readonly name: string; readonly value: string }[];
};
export type BillOfMaterials = {
  readonly components: readonly Component[];
  readonly [field: string]: unknown;
};

/**
 * CycloneDX 1.5 of what is shipped, made by npm from the lock file: the packages beside the program and those inside the
 * built pages. It says what there is, not where it was fetched from, nor where it lay.
 */
export function billOfMaterials(packages: readonly LockedPackage[]): BillOfMaterials {
  const all = npmSbom();
  const shipped = new Set(
    packages.filter(({ isShipped }) => isShipped).map(({ name, version }) => `${name}@${version}`),
  );
  const components = all.components
    // By reference: a package that is installed under another name keeps its own there.
    .filter((component) => shipped.has(component['bom-ref']))
    .map(withoutAddresses);
  const kept = new Set(components.map((component) => component['bom-ref']));
  const root = withoutAddresses((all.metadata as { component: Component }).component);
  const dependencies = (all.dependencies as { ref: string; dependsOn: string[] }[])
    .filter(({ ref }) => kept.has(ref) || ref === root['bom-ref'])
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((one) => kept.has(one)) }));
  return { ...all, metadata: { ...(all.metadata as object), component: root }, components, dependencies };
}

function npmSbom(): BillOfMaterials {
  const text = execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  return JSON.parse(text) as BillOfMaterials;
}

/** Without distribution addresses, and without npm's notes on folders and on what is for development. */
function withoutAddresses({ externalReferences = [], properties: _, ...component }: Component): Component {
  const references = externalReferences.filter(({ type }) => type !== 'distribution');
  return { ...component, ...(references.length > 0 && { externalReferences: references }) };
}
