import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { type Models, unknownFields } from './kubernetes/known-fields.js';
import { brokenReferences, type Manifest } from './kubernetes/references.js';

/**
 * Checks Kubernetes manifests on standard input: required fields and types by `kubernetes-models`, misspelt fields by the maps
 * of Kubernetes' own client, and references between objects. The packages lie in `--modules DIR`; `deploy-checks/check-helm.sh` puts them there.
 */
const { values } = parseArgs({
  options: { modules: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
});
if (values.help || !values.modules) {
  console.log('npx tsx scripts/check-manifests.ts --modules DIR [--json] < rendered.yaml');
  process.exit(values.help ? 0 : 2);
}
const modules = values.modules;

const load = (path: string) => import(pathToFileURL(join(modules, 'node_modules', path)).href);
// The client itself does not load on Node 20; its generated models do.
const models: Models = await load('@kubernetes/client-node/dist/gen/models/all.js');

/** The class that validates a kind, from the package's folder for its API group; the operator's kinds have a package of their own. */
async function validatorOf({ apiVersion = '', kind }: Manifest) {
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  const path =
    group === 'monitoring.coreos.com'
      ? `@kubernetes-models/prometheus-operator/${group}/${version}`
      : join('kubernetes-models', group ?? '', version ?? '');
  const module = await load(`${path}/${kind}.js`).catch(() => undefined);
  return module?.[kind ?? ''];
}

async function faultsOf(manifest: Manifest): Promise<string[]> {
  const name = `${manifest.kind} ${manifest.metadata?.name}`;
  const Kind = await validatorOf(manifest);
  if (!Kind) return [`${name}: no such kind as ${manifest.apiVersion} ${manifest.kind}`];
  const faults: string[] = [];
  try {
    new Kind(manifest).validate();
  } catch (fault) {
    faults.push(`${name}: ${fault instanceof Error ? fault.message : String(fault)}`);
  }
  const version = manifest.apiVersion?.split('/').at(-1) ?? '';
  const model = `${version[0]?.toUpperCase()}${version.slice(1)}${manifest.kind}`;
  return [
    ...faults,
    ...unknownFields(models, model, manifest).map((path) => `${name}: unknown field ${path}`),
  ];
}

const documents = parseAllDocuments(readFileSync(0, 'utf8'));
const broken = documents.flatMap(({ errors }) => errors.map(({ message }) => message));
const manifests: Manifest[] = documents.map((one) => one.toJS()).filter((one) => one !== null);
const faults = [
  ...broken,
  ...(await Promise.all(manifests.map(faultsOf))).flat(),
  ...(broken.length === 0 ? brokenReferences(manifests) : []),
];

if (values.json) console.log(JSON.stringify({ objects: manifests.length, faults }, null, 2));
else console.log([...faults, `${manifests.length} objects, ${faults.length} faults`].join('\n'));
process.exitCode = faults.length > 0 || manifests.length === 0 ? 1 : 0;
