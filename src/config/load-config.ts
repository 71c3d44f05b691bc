import type { z } from 'zod';
import { EvenkeelError } from '../errors.js';
import { ownField } from '../own-field.js';
import { type ConfigFile, readConfigFile } from './config-file.js';
import { type ConfigProblem, nearestName, problemLine } from './config-problem.js';
import { type Config, configSchema } from './config-schema.js';
import { type Environment, readEnvironment } from './environment.js';
import { listRowSettings } from './row-settings.js';
import { listSettings, type Setting } from './setting.js';

/** Sections with any of their settings: what the command line puts on top. */
export type ConfigOverrides = { readonly [Section in keyof Config]?: Partial<Config[Section]> };

export type ConfigSources = {
  /** YAML or JSON file; none means defaults, environment and overrides alone. */
  readonly file?: string | undefined;
  readonly env: Environment;
  readonly overrides?: ConfigOverrides | undefined;
};

/** Every setting of the product: for `--help`, docs/configuration.md and the environment. */
export const SETTINGS: readonly Setting[] = listSettings(configSchema);

/**
 * The one frozen configuration: defaults, then file, then environment, then overrides.
 * @throws EvenkeelError `config.*`, its detail one line per problem: where, what, remedy
 */
export function loadConfig(sources: ConfigSources): Config {
  const outcome = checkConfig(sources);
  if (outcome.config !== null) return outcome.config;
  const [first] = outcome.problems;
  throw new EvenkeelError(first!.code, outcome.problems.map(problemLine).join('\n  '), {
    cause: outcome.problems,
  });
}

/**
 * Like {@link loadConfig}, with every problem at once instead of an exception.
 * @throws EvenkeelError `config.file-unreadable`, `config.syntax`
 */
export function checkConfig({
  file,
  env,
  overrides = {},
}: ConfigSources):
  | { readonly config: Config; readonly problems: readonly [] }
  | { readonly config: null; readonly problems: readonly ConfigProblem[] } {
  const read = file === undefined ? null : readConfigFile(file);
  const environment = readEnvironment(env, SETTINGS);
  const values = structuredClone(read?.values ?? {}) as Record<string, unknown>;
  // A section that holds only comments is null in YAML: all defaults.
  for (const [section, settings] of Object.entries(values)) if (settings === null) delete values[section];
  const given = new Map<string, string>();
  for (const { setting, value, where } of environment.values) {
    assign(values, setting.path.split('.'), value);
    given.set(setting.path, where);
  }
  for (const [section, settings] of Object.entries(overrides)) {
    if (Array.isArray(settings)) assign(values, [section], settings);
    else
      for (const [key, value] of Object.entries(settings ?? {})) {
        assign(values, [section, key], value);
        given.set(`${section}.${key}`, 'command line');
      }
  }
  const parsed = configSchema.safeParse(values);
  const problems = [
    ...environment.problems,
    ...(parsed.error?.issues ?? []).flatMap((issue) => toProblems(issue, read, given)),
  ];
  if (parsed.success && problems.length === 0) return { config: deepFreeze(parsed.data), problems: [] };
  return { config: null, problems };
}

/** A token of digits alone, such as consoles show them. */
const UNQUOTED = 'must be a text, and without quotes it is read as something else.';

function assign(values: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let node = values;
  for (const key of path.slice(0, -1)) {
    const child = node[key];
    if (child === null || typeof child !== 'object') node[key] = {};
    node = node[key] as Record<string, unknown>;
  }
  node[path.at(-1)!] = value;
}

function toProblems(
  issue: z.core.$ZodIssue,
  file: ConfigFile | null,
  given: ReadonlyMap<string, string>,
): ConfigProblem[] {
  const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
  const whereIs = (at: readonly (string | number)[]) =>
    given.get(at.slice(0, 2).join('.')) ??
    given.get(at.join('.')) ??
    (file === null ? 'configuration' : `${file.name}, line ${file.lineOf(at)}`);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => unknownKey([...path, key], whereIs([...path, key])));
  }
  const problem = { code: 'config.value-invalid', where: whereIs(path), path: path.join('.') } as const;
  if (/expected string, received (number|boolean)$/.test(issue.message))
    return [{ ...problem, sentence: UNQUOTED, remedy: 'Put it into quotes.' }];
  const setting = settingAt(path);
  const hint =
    setting === undefined ? '' : `Expected ${setting.type}${setting.unit ? ` (${setting.unit})` : ''}: `;
  const remedy = `${hint}${setting?.sentence ?? 'See docs/configuration.md.'}`;
  return [{ ...problem, sentence: `${issue.message}.`, remedy }];
}

/** The setting that a problem is about: in a row of a list, that of the row. */
function settingAt(path: readonly (string | number)[]): Setting | undefined {
  const [section, row, ...inside] = path;
  const inRow = (): Setting | undefined => {
    const schema = ownField(configSchema.shape as Record<string, z.ZodType>, String(section));
    if (schema === undefined) return undefined;
    const settings = listRowSettings(schema).flatMap((one) => one.settings);
    return settings.find((known) => known.path === inside.join('.'));
  };
  return (
    (typeof row === 'number' && inside.length > 0 ? inRow() : undefined) ??
    SETTINGS.find((known) => path.join('.').startsWith(known.path))
  );
}

function unknownKey(path: readonly (string | number)[], where: string): ConfigProblem {
  const parent = path.slice(0, -1).join('.');
  const depth = path.length - 1;
  const siblings = SETTINGS.map((setting) => setting.path.split('.'))
    .filter((known) => known.slice(0, depth).join('.') === parent && known.length > depth)
    .map((known) => known[depth]!);
  const near = nearestName(String(path.at(-1)), [...new Set(siblings)]);
  return {
    code: 'config.key-unknown',
    where,
    path: path.join('.'),
    sentence: 'is not a setting.',
    remedy:
      near === null
        ? 'Remove it, or see docs/configuration.md for the names.'
        : `Did you mean ${[...path.slice(0, -1), near].join('.')}?`,
  };
}

function deepFreeze<Value>(value: Value): Value {
  if (value !== null && typeof value === 'object' && !Object.isFrozen(value)) {
    for (const child of Object.values(value)) deepFreeze(child);
    Object.freeze(value);
  }
  return value;
}
