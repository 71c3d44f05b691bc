import { readdirSync, readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { productRoutes } from '../../scripts/rights-page.js';
import { type Right, ROLES, rolesThatMay } from '../../src/auth/principal.js';
import { OBJECTION_LIFETIME_MS } from '../../src/binding/objection-registry.js';
import { COMMANDS } from '../../src/cli/commands.js';
import { configSchema } from '../../src/config/config-schema.js';
import { SETTINGS } from '../../src/config/load-config.js';
import { listRowSettings } from '../../src/config/row-settings.js';
import { SIGNATURE_LIFETIME_S } from '../../src/ingest/adapters/audiohook/audiohook-signature.js';
import { migrate } from '../../src/storage/migrator.js';
import { purge } from '../../src/storage/retention/retention.js';
import { openDatabaseOf } from '../../src/storage/storage.js';
import { METRIC_TABLE } from '../../src/telemetry/metric-table.js';
import { NOTHING_WAITS, SILENT_LOG } from '../support/databases.js';
import { type Product, problemsOf } from './paper-problems.js';

const FOLDER = 'docs/compliance/';
const PAPERS = ['SECURITY.md', ...readdirSync(FOLDER).map((name) => FOLDER + name)];

/** Laws that papers quote. */
const PERIODS_OF_LAW = ['(GDPR Article 33 gives them 72 hours)'];

/** Every table of the database with the class by which a purge takes its rows. */
async function tables(days: Parameters<typeof purge>[1]['days']): Promise<Map<string, string | null>> {
  const choice = { sqliteFile: ':memory:', postgresUrl: null, postgresConnections: 1 };
  const db = openDatabaseOf(choice, SILENT_LOG, 5_000);
  await migrate(db, 'latest');
  const { rows } = await sql<{ name: string; ofCall: number }>`
    select name, exists (select 1 from pragma_table_info(m.name) where name = 'call_row') as ofCall
    from sqlite_master m where type = 'table' and name not like 'kysely%' and name not like 'sqlite%'`.execute(
    db,
  );
  const options = { days, now: 0, dryRun: true, tenant: 'acme' };
  const { classes } = await purge({ db, writer: NOTHING_WAITS }, options);
  await db.destroy();
  const classOf = new Map(
    classes.flatMap((one) => Object.keys(one.rows).map((table) => [table, one.class] as const)),
  );
  return new Map(rows.map(({ name, ofCall }) => [name, ofCall ? 'calls' : (classOf.get(name) ?? null)]));
}

async function readProduct(): Promise<Product> {
  const rights = new Map(
    (await productRoutes()).map(({ method, url, needs }) => {
      const isRight = /^[a-z]+\.[a-z-]+$/.test(needs);
      return [`${method} ${url}`, isRight ? new Set(rolesThatMay(needs as Right)) : null] as const;
    }),
  );
  const settings = new Map(SETTINGS.map(({ path, defaultValue }) => [path, defaultValue]));
  const days = Object.fromEntries(
    ['calls', 'cues', 'resets', 'bindings', 'checkIns', 'published', 'audit'].map((name) => [
      name,
      settings.get(`wellbeing.retention.${name}`) as number,
    ]),
  ) as Parameters<typeof purge>[1]['days'];
  const guides = [
    'docs/protocol-native.md',
    ...readdirSync('docs/platforms').map((name) => `docs/platforms/${name}`),
  ];
  return {
    roles: new Set(ROLES),
    routes: rights,
    settings,
    rowSettings: new Set(
      listRowSettings(configSchema.shape.connectors).flatMap((row) => row.settings.map(({ path }) => path)),
    ),
    tables: await tables(days),
    scripts: new Set(
      Object.keys((JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: object }).scripts),
    ),
    metrics: new Set(Object.values(METRIC_TABLE).map(({ name }) => name)),
    commands: new Set(COMMANDS.map(({ name }) => name)),
    protocolText: guides.map((guide) => readFileSync(guide, 'utf8')).join('\n'),
    periods: [
      ...PERIODS_OF_LAW,
      `holds for ${OBJECTION_LIFETIME_MS / 3_600_000} hours`,
      `signatures are good for ${SIGNATURE_LIFETIME_S} s`,
      `for [${days.calls}] days`,
      `保存【${days.calls}】天`,
    ],
    modelCard: readFileSync('models/MODEL_CARD.md', 'utf8'),
  };
}

let product: Product;
beforeAll(async () => {
  product = await readProduct();
});

describe('the papers', () => {
  it.each(PAPERS)('%s says of the product only what is so', (path) => {
    expect(problemsOf(readFileSync(path, 'utf8'), path, product)).toEqual([]);
  });

  it('name every receiver that a configuration can have', () => {
    const record = readFileSync(`${FOLDER}record-of-processing.md`, 'utf8');
    const receivers = [...product.settings.keys()].filter(
      (path) => /(Url|Origins)$/.test(path) && path !== 'signIn.publicUrl',
    );
    expect(receivers.length).toBeGreaterThan(4);
    expect(receivers.filter((path) => !record.includes(`\`${path}\``))).toEqual([]);
  });
});

const ROW = '| T | somebody else writes |';
describe('a paper that is wrong', () => {
  it.each([
    ['Ask `GET /v1/everything`.', 'there is no GET /v1/everything'],
    ['Read `GET /v1/audit` (`admin`).', 'GET /v1/audit is not for admin'],
    ['Read `GET /v1/audit` (`admin`, `reader`, `lead`).', 'GET /v1/audit is not for admin, reader, lead'],
    ['The role `supervisor` sees it.', 'there is no supervisor'],
    ['Set `wellbeing.retention.recordings`.', 'there is no wellbeing.retention.recordings'],
    ['Kept for 30 days (`wellbeing.retention.calls`).', 'the default of wellbeing.retention.calls is not 30'],
    [
      'Kept for 90 days\n(`wellbeing.retention.calls`, `wellbeing.retention.bindings`).',
      'the default of wellbeing.retention.bindings is not 90',
    ],
    ['Kept for 91 days.', 'nothing in the product says 91 days'],
    ['保存 30 天。', 'nothing in the product says 30 天'],
    ['An objection holds for 13 hours.', 'nothing in the product says 13 hours'],
    ['See `test/live/nothing.test.ts`.', 'there is no test/live/nothing.test.ts'],
    ['Run `npm run check:nothing`.', 'there is no npm run check:nothing'],
    ['Watch `evenkeel_agents_sad`.', 'there is no evenkeel_agents_sad'],
    ['Run `evenkeel spy`.', 'there is no evenkeel spy'],
    ['The table `recordings`.', 'there is no recordings'],
    [`${ROW} mitigated | care | – | – |`, 'somebody else writes: mitigated, and no test shows it'],
    [
      `${ROW} partly | care | \`test/integration/app.test.ts\` | – |`,
      'somebody else writes: partly, and nothing is said to remain',
    ],
    [`${ROW} solved | care | – | – |`, 'somebody else writes: solved is no state'],
    ['Area under the curve 0.999 for fear, 0.123 for joy.', 'the model card has no 0.123'],
    ['See [this](nowhere.md).', 'there is no document nowhere.md'],
    [
      '| `calls` | caller | 7 days (`wellbeing.retention.bindings`) |',
      'calls does not go by wellbeing.retention.bindings',
    ],
    ['| `calls` | caller | 90 days (`wellbeing.retention.calls`) |', 'the table episodes is missing'],
  ])('%s', (statement, problem) => {
    expect(problemsOf(statement, `${FOLDER}planted.md`, product)).toContain(problem);
  });
});
