/**
 * Writes docs/configuration.md, docs/commands.md, docs/metrics.md, docs/rights.md, docs/http-api.md, docs/schemas/asyncapi.json, docs/schemas/cue-feed.schema.json, docs/schemas/analysis.schema.json and deploy/evenkeel.example.yaml from the
 * code that they describe.
 * `--check` writes nothing and fails when one of them is stale.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { stringify } from 'yaml';
import { z } from 'zod';
import { VERSION } from '../src/app/package-root.js';
import { configSchema } from '../src/config/config-schema.js';
import { SETTINGS } from '../src/config/load-config.js';
import { listRowSettings } from '../src/config/row-settings.js';
import { ROWS_IN_WORDS, type Setting } from '../src/config/setting.js';
import { cueFeedSchema } from '../src/delivery/cue-feed-schema.js';
import { analysisRow } from '../src/lab/exports/analysis-row.js';
import { METRIC_TABLE } from '../src/telemetry/metric-table.js';
import { httpApiPage } from './http-api-page.js';
import { asyncApiDocument } from './reference/async-api-document.js';
import { commandsPage } from './reference/commands-page.js';
import { rightsPage } from './rights-page.js';

const NOTE = 'Made by `npm run docs:reference` from the code; a test fails when it is stale.';

const sections = [...new Set(SETTINGS.map(({ path }) => path.split('.')[0]!))];
const settingsOf = (section: string) => SETTINGS.filter(({ path }) => path.split('.')[0] === section);
const sectionSchema = (section: string) => configSchema.shape[section as keyof typeof configSchema.shape];

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

function shown(value: unknown): string {
  if (value === undefined) return 'required';
  return `\`${JSON.stringify(value)}\``;
}

function typeCell({ type, unit, isSecret }: Setting): string {
  const inWords = type === ROWS_IN_WORDS ? 'list of rows, see below' : type;
  return cell([inWords, unit, isSecret ? 'secret' : null].filter((part) => part !== null).join('; '));
}

function configurationTable(settings: readonly Setting[], isRow: boolean): string[] {
  const head = isRow
    ? '| setting | type | default | what it does |'
    : '| setting | environment | type | default | what it does |';
  const rule = isRow ? '| --- | --- | --- | --- |' : '| --- | --- | --- | --- | --- |';
  return [
    head,
    rule,
    ...settings.map((setting) => {
      const environment = isRow ? [] : [`\`${setting.envName}\``];
      return `| ${[`\`${setting.path}\``, ...environment, typeCell(setting), cell(shown(setting.defaultValue)), cell(setting.sentence)].join(' | ')} |`;
    }),
  ];
}

function configurationPage(): string {
  return [
    '# Configuration',
    '',
    `${NOTE} An annotated file to start from: [deploy/evenkeel.example.yaml](../deploy/evenkeel.example.yaml).`,
    '',
    'A setting is taken from, in rising order: its default, the file (`--config FILE` or `EVENKEEL_CONFIG`; YAML or JSON), the environment, the command line. An unknown key is an error that names the line and the nearest name. `evenkeel check-config` checks without starting.',
    '',
    '- In the environment a list is written with commas, a structure as JSON.',
    '- Every variable may end in `_FILE` and then names a file that holds the value. A secret file that every user may read is refused, except under `/run/secrets` and `/run/credentials`.',
    '- `SIGHUP` reads the configuration again; [deploy.md](deploy.md) says what can change without a restart.',
    '',
    ...sections.flatMap((section) => [
      `## ${section}`,
      '',
      ...configurationTable(settingsOf(section), false),
      '',
      ...listRowSettings(sectionSchema(section)).flatMap(({ when, settings }) => [
        `### A row of ${section}${when === null ? '' : ` with \`${when}\``}`,
        '',
        ...configurationTable(settings, true),
        '',
      ]),
    ]),
  ].join('\n');
}

function exampleFile(): string {
  return [
    '# Evenkeel: every setting with its default. Uncomment what you change; an unknown key is an error.',
    '# Any of them may come from the environment instead, and every secret from a file (…_FILE).',
    '# Check it with: evenkeel check-config --config FILE',
    ...sections.flatMap((section) => [
      '',
      ...(settingsOf(section)[0]!.path === section
        ? commented(settingsOf(section)[0]!, section)
        : [
            `${section}:`,
            ...settingsOf(section).flatMap((setting) =>
              commented(setting, setting.path.slice(section.length + 1)).map((line) => `  ${line}`),
            ),
          ]),
    ]),
    '',
  ].join('\n');
}

function commented({ sentence, type, unit, envName, defaultValue }: Setting, key: string): string[] {
  const value = stringify(
    { [key]: defaultValue ?? null },
    { flowCollectionPadding: false, collectionStyle: 'flow', lineWidth: 0 },
  )
    .trim()
    .replace(/^\{(.*)\}$/s, '$1');
  return [`# ${sentence}`, `# ${type}${unit === null ? '' : `; ${unit}`}. ${envName}`, `# ${value}`];
}

/** Base units, as Prometheus names them: the last word of the name, before `_total`. */
const METRIC_UNITS: ReadonlyArray<readonly [RegExp, string]> = [
  [/_timestamp_seconds$/, 'seconds since the epoch'],
  [/_seconds(_total)?$/, 'seconds'],
  [/_info$|_draining$/, '0 or 1'],
  [/_windows(_dropped_total)?$/, 'windows'],
  [/_records$|_(written|storage_dropped)_total$/, 'records'],
  [/_streams_/, 'streams'],
  [/_desktops_/, 'desktops'],
  [/_calls_/, 'calls'],
  [/_nodes_/, 'nodes'],
  [/_cues_/, 'cues'],
];

function metricUnit(name: string): string {
  return METRIC_UNITS.find(([ending]) => ending.test(name))?.[1] ?? 'events';
}

function metricsPage(): string {
  return [
    '# Metrics',
    '',
    `${NOTE} Served at \`/metrics\` in Prometheus text format; \`telemetry.metricsToken\` asks for a bearer token.`,
    '',
    'No label carries an identifier: no person, call, tenant or team. What the runtime itself counts (`process_*`, `nodejs_*`, with the lag of the event loop as `nodejs_eventloop_lag_p99_seconds`) is there as well.',
    'Rules to alert on are in [deploy/prometheus/evenkeel-rules.yaml](../deploy/prometheus/evenkeel-rules.yaml), a picture in [deploy/grafana/evenkeel.json](../deploy/grafana/evenkeel.json). Names and units are fixed: a metric that changes its meaning gets a new name.',
    '',
    '| metric | type | unit | labels | meaning |',
    '| --- | --- | --- | --- | --- |',
    ...Object.values(METRIC_TABLE).map(
      ({ name, kind, labels, help }) =>
        `| \`${name}\` | ${kind} | ${metricUnit(name)} | ${labels.map((label) => `\`${label}\``).join(', ')} | ${cell(help)} |`,
    ),
    '',
  ].join('\n');
}

const pages: ReadonlyArray<readonly [file: string, text: string]> = [
  ['docs/configuration.md', configurationPage()],
  ['docs/commands.md', await commandsPage(NOTE)],
  ['docs/metrics.md', metricsPage()],
  ['docs/rights.md', await rightsPage(NOTE)],
  ['docs/http-api.md', await httpApiPage(NOTE)],
  ['docs/schemas/cue-feed.schema.json', `${JSON.stringify(z.toJSONSchema(cueFeedSchema), null, 2)}\n`],
  ['docs/schemas/asyncapi.json', `${JSON.stringify(asyncApiDocument(VERSION), null, 2)}\n`],
  ['docs/schemas/analysis.schema.json', `${JSON.stringify(z.toJSONSchema(analysisRow), null, 2)}\n`],
  ['deploy/evenkeel.example.yaml', exampleFile()],
];

function current(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

for (const [file, text] of pages) {
  if (current(file) === text) continue;
  if (process.argv.includes('--check')) {
    console.error(`${file} is stale: run npm run docs:reference`);
    process.exitCode = 1;
  } else {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    console.log(`wrote ${file}`);
  }
}
