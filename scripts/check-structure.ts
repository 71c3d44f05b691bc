/** Fails when a folder imports what its floor of the house does not allow, or when nothing was cruised at all. */
import { readFileSync } from 'node:fs';
import { cruise, type ICruiseOptions, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';

/** Folder → folders that it may import. `errors.ts` may be imported by anyone; config and telemetry as types. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  auth: [],
  config: [],
  telemetry: [],
  i18n: [],
  audio: [],
  features: ['audio'],
  classifier: ['features'],
  call: ['audio', 'features', 'classifier'],
  cues: ['call'],
  binding: ['auth'],
  ingest: ['audio', 'auth', 'binding'],
  delivery: ['cues', 'auth', 'binding', 'i18n'],
  storage: ['call', 'cues'],
  http: ['storage', 'auth', 'binding', 'i18n'],
  report: ['call', 'cues', 'i18n'],
  telephones: ['audio'],
  evaluation: ['audio', 'features', 'classifier', 'call', 'cues', 'storage'],
  app: [
    'audio',
    'auth',
    'binding',
    'call',
    'classifier',
    'config',
    'cues',
    'delivery',
    'features',
    'http',
    'i18n',
    'ingest',
    'report',
    'storage',
    'telemetry',
    'lifecycle',
  ],
  cli: [
    'app',
    'delivery',
    'audio',
    'auth',
    'config',
    'telephones',
    'evaluation',
    'report',
    'cues',
    'classifier',
    'i18n',
    'storage',
    'telemetry',
    'lifecycle',
    'main',
  ],
  web: ['i18n'],
};

/** Type-only imports that are allowed besides. */
const ALLOWED_TYPES: Readonly<Record<string, readonly string[]>> = {
  http: ['delivery', 'cues', 'call'],
  web: ['delivery', 'http', 'cues', 'call'],
  evaluation: ['cli'],
  delivery: ['call'],
  report: ['features'],
  cues: ['audio', 'features', 'classifier'],
  ingest: ['lifecycle'],
};

/** Packages that only one place may touch. */
const ONLY_IN: ReadonlyArray<readonly [packagePattern: string, path: string]> = [
  ['^node_modules/meyda', '^src/features/lld/spectral-shape\\.ts$'],
  ['^node_modules/onnxruntime', '^src/classifier/onnx-classifier\\.ts$'],
  ['^node_modules/(kysely|better-sqlite3|pg)/', '^src/storage/'],
  ['^node_modules/ioredis', '^src/delivery/'],
  ['^node_modules/(fastify|@fastify)', '^src/(http|app)/'],
  ['^node_modules/preact', '^src/web/'],
];

const folders = Object.keys(ALLOWED);
const forbidden: IForbiddenRuleType[] = folders.flatMap((folder) => {
  const allowed = [folder, ...(ALLOWED[folder] ?? [])];
  const types = [...allowed, 'config', 'telemetry', ...(ALLOWED_TYPES[folder] ?? [])];
  const outside = (names: readonly string[]) => `^src/(?!errors\\.ts$)(?!(?:${names.join('|')})(?:/|\\.ts$))`;
  return [
    {
      name: `${folder}-imports`,
      severity: 'error',
      from: { path: `^src/${folder}/` },
      to: { path: outside(allowed), dependencyTypesNot: ['type-only'] },
    },
    {
      name: `${folder}-imports-types`,
      severity: 'error',
      from: { path: `^src/${folder}/` },
      to: { path: outside(types), dependencyTypes: ['type-only'] },
    },
  ];
});
for (const [packagePattern, path] of ONLY_IN) {
  forbidden.push({
    name: `only-in-${path}`,
    severity: 'error',
    from: { path: '^src/', pathNot: path },
    to: { path: packagePattern },
  });
}
forbidden.push({
  name: 'src-never-imports-scripts-or-tests',
  severity: 'error',
  from: { path: '^src/' },
  to: { path: '^(scripts|test)/' },
});

const { options } = JSON.parse(readFileSync('.dependency-cruiser.json', 'utf8')) as {
  options: ICruiseOptions;
};
const reply = await cruise(['src'], { ...options, ruleSet: { forbidden }, validate: true }, undefined, {
  tsConfig: extractTSConfig('tsconfig.json'),
});
const { summary } = reply.output as ICruiseResult;
if (summary.totalCruised === 0) throw new Error('No module was cruised: the structure was not checked.');
for (const violation of summary.violations) {
  console.error(`${violation.rule.name}: ${violation.from} → ${violation.to}`);
}
console.log(
  `structure: ${summary.totalCruised} modules, ${summary.totalDependenciesCruised} imports, ${summary.violations.length} violations`,
);
process.exitCode = summary.violations.length === 0 ? 0 : 1;
