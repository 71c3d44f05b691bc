import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What the product has, by its own tables. */
export type Product = {
  readonly roles: ReadonlySet<string>;
  /** By `METHOD /path`: the roles that may ask; null = it asks for no right. */
  readonly routes: ReadonlyMap<string, ReadonlySet<string> | null>;
  /** Default of every setting, by path. */
  readonly settings: ReadonlyMap<string, unknown>;
  /** Settings of the rows of lists. */
  readonly rowSettings: ReadonlySet<string>;
  /** By table: the class of `wellbeing.retention` by which its rows go; null = they go otherwise. */
  readonly tables: ReadonlyMap<string, string | null>;
  readonly scripts: ReadonlySet<string>;
  readonly commands: ReadonlySet<string>;
  readonly metrics: ReadonlySet<string>;
  /** What streams may say, as the guides of the protocols print it. */
  readonly protocolText: string;
  /** Periods that no setting changes, as papers may say them. */
  readonly periods: readonly string[];
  readonly modelCard: string;
};

/** What whoever files the paper completes. */
const BLANK = '[…]';
const ROUTE = /^(GET|POST|PUT|PATCH|DELETE) \//;
/** A number, a few words, and the settings in brackets whose default it is. */
const DEFAULTS = /\[?(\d+)\]?([^`.|()\d]{0,40}?) ?\(((?:`[A-Za-z.]+`(?:, )?)+)\)/g;
const DURATION =
  /[[【]?(\d+)[\]】]?[ \u00a0]?(days?|hours?|minutes?|seconds?|s|天|小时|分钟|秒)(?![A-Za-z])/g;
const STRIDE = /^[STRIDE](, [STRIDE])*$/;

/** Every statement of a paper that is not true of the product, in words. `at`: where the paper lies. */
export function problemsOf(paper: string, at: string, product: Product): readonly string[] {
  const text = paper.replaceAll(/\n> ?/g, '\n').replaceAll(/```[\s\S]*?```/g, '');
  const flat = text.replaceAll(/\s*\n\s*(?![|\n#-])/g, ' ');
  return [
    ...unknownNames(flat, product),
    ...wrongRights(flat, product),
    ...wrongDefaults(flat, product),
    ...periodsOfNothing(flat, product),
    ...wrongRetention(text, product),
    ...unprovenThreats(text),
    ...inventedFigures(flat, product),
    ...deadLinks(text, at),
  ];
}

const namesIn = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, name]) => name!.trim());

function unknownNames(text: string, product: Product): string[] {
  return [...new Set(namesIn(text))]
    .filter((name) => !isKnown(name, product))
    .map((name) => `there is no ${name}`);
}

function isKnown(name: string, product: Product): boolean {
  const { roles, routes, settings, rowSettings, tables, scripts, commands, metrics, protocolText } = product;
  if (name === BLANK) return true;
  if (ROUTE.test(name)) return routes.has(name);
  if (name.startsWith('npm run ')) return scripts.has(name.split(' ')[2]!);
  if (name.startsWith('npx vitest run ')) return existsSync(name.split(' ')[3]!);
  const command = /^(?:npx )?evenkeel (\S+)/.exec(name)?.[1];
  if (command !== undefined) return commands.has(command) || command === '--version';
  if (/^(test|src|docs|scripts|deploy)\//.test(name)) return existsSync(name);
  if (roles.has(name) || settings.has(name) || rowSettings.has(name) || tables.has(name)) return true;
  if (metrics.has(name)) return true;
  if ([...settings.keys()].some((path) => path.startsWith(`${name}.`))) return true;
  return protocolText.includes(`\`${name}\``) || protocolText.includes(name.replaceAll(/[{}]/g, ''));
}

/** `` `GET /v1/audit` (`admin`, `reader`) `` says who may ask: all of them, and nobody else. */
function wrongRights(text: string, { routes, roles }: Product): string[] {
  const said = text.matchAll(/`((?:GET|POST|PUT|PATCH|DELETE) \/[^`]*)` \(((?:`[a-z]+`(?:, )?)+)\)/g);
  return [...said].flatMap(([, route, list]) => {
    const named = namesIn(list!);
    const may = routes.get(route!);
    if (may === undefined || named.some((role) => !roles.has(role))) return [];
    const isTrue = may !== null && named.length === may.size && named.every((role) => may.has(role));
    return isTrue ? [] : [`${route} is not for ${named.join(', ')}`];
  });
}

function wrongDefaults(text: string, { settings }: Product): string[] {
  return [...text.matchAll(DEFAULTS)].flatMap(([, number, , list]) =>
    namesIn(list!)
      .filter((path) => settings.has(path) && settings.get(path) !== Number(number))
      .map((path) => `the default of ${path} is not ${number}`),
  );
}

/** A period is the default of a setting, which follows it, or one of those that no setting changes. */
function periodsOfNothing(text: string, { periods }: Product): string[] {
  const covered = [
    ...[...text.matchAll(DEFAULTS)].map(({ 0: said, index }) => [index, index + said.length] as const),
    ...periods.flatMap((said) =>
      [...text.matchAll(new RegExp(said.replaceAll(/[[\]()]/g, String.raw`\$&`), 'g'))].map(
        ({ index }) => [index, index + said.length] as const,
      ),
    ),
  ];
  const prose = text.replaceAll(/`[^`]*`/g, (name) => '`'.repeat(name.length));
  return [...prose.matchAll(DURATION)]
    .filter(({ index }) => !covered.some(([from, to]) => index >= from && index < to))
    .map(([said]) => `nothing in the product says ${said}`);
}

const rowsOf = (text: string) =>
  text
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

/** A paper that lists tables lists every one, with the retention that the purge goes by. */
function wrongRetention(text: string, { tables }: Product): string[] {
  const rows = rowsOf(text).filter(([first]) => tables.has(first?.replaceAll('`', '') ?? ''));
  if (rows.length === 0) return [];
  const listed = rows.map(([first]) => first!.replaceAll('`', ''));
  const missing = [...tables.keys()].filter((table) => !listed.includes(table));
  return [
    ...missing.map((table) => `the table ${table} is missing`),
    ...rows.flatMap((cells, index) => {
      const table = listed[index]!;
      const said = namesIn(cells.at(-1)!).filter((name) => name.startsWith('wellbeing.retention.'));
      const is = tables.get(table);
      const expected = is === null ? [] : [`wellbeing.retention.${is}`];
      return said.join() === expected.join() ? [] : [`${table} does not go by ${said.join() || 'nothing'}`];
    }),
  ];
}

/** Rows of a threat table: threat, what could happen, state, what meets it, test, what remains. */
function unprovenThreats(text: string): string[] {
  return rowsOf(text)
    .filter((cells) => cells.length === 6 && STRIDE.test(cells[0]!))
    .flatMap(([, what, state, , test, remains]) => {
      if (!['mitigated', 'partly', 'yours'].includes(state!)) return [`${what}: ${state} is no state`];
      const names = namesIn(test!).filter((name) => /^test\/\S+\.test\.ts$/.test(name));
      if (state !== 'yours' && names.length === 0) return [`${what}: ${state}, and no test shows it`];
      if (state !== 'mitigated' && remains === '–')
        return [`${what}: ${state}, and nothing is said to remain`];
      return [];
    });
}

/** Figures of accuracy have three places, and stand in the model's card. */
function inventedFigures(text: string, { modelCard }: Product): string[] {
  return [...text.matchAll(/\b0\.\d{3}\b/g)]
    .filter(([figure]) => !modelCard.includes(figure))
    .map(([figure]) => `the model card has no ${figure}`);
}

function deadLinks(text: string, at: string): string[] {
  return [...text.matchAll(/\]\(([^)#:]+)\)/g)]
    .filter(([, target]) => !existsSync(join(dirname(at), target!)))
    .map(([, target]) => `there is no document ${target}`);
}
