import { z } from 'zod';

/** How a setting is written outside YAML: what an environment variable's text is turned into. */
export type SettingKind = 'text' | 'number' | 'boolean' | 'list' | 'structure';

/** One setting as people meet it: in the file by `path`, in the environment by `envName`. */
export type Setting = {
  /** Dotted path in the configuration file: `server.drainLimitMs`. */
  readonly path: string;
  readonly envName: string;
  readonly kind: SettingKind;
  /** Type in words, with the choices or the range: `0..65535`. */
  readonly type: string;
  /** Unit, read from the name; null where there is none. */
  readonly unit: string | null;
  readonly defaultValue: unknown;
  readonly sentence: string;
  /** Never printed, and better given by file (`…_FILE`) than by value. */
  readonly isSecret: boolean;
};

/** Units that the names of settings end in. */
const UNITS: ReadonlyArray<readonly [RegExp, string]> = [
  [/Ms$/, 'milliseconds'],
  [/Seconds$/, 'seconds'],
  [/Minutes$/, 'minutes'],
  [/Hours$/, 'hours'],
  [/Days$/, 'days'],
  [/Hz$/, 'hertz'],
  [/Db$/, 'decibels'],
  [/Bytes$/, 'bytes'],
  [/Percent$/, 'per cent'],
  [/PerCall$/, 'per call'],
  [/PerHour$/, 'per hour'],
];

/** Every setting of a schema of sections, in order. A leaf is whatever is not an object. */
export function listSettings(schema: z.ZodType, prefix: readonly string[] = []): readonly Setting[] {
  const { core } = unwrap(schema);
  if (!(core instanceof z.ZodObject)) return [describeSetting(schema, prefix)];
  return Object.entries(core.shape as Record<string, z.ZodType>).flatMap(([key, child]) =>
    listSettings(child, [...prefix, key]),
  );
}

/** `server.drainLimitMs` → `EVENKEEL_SERVER_DRAIN_LIMIT_MS`. */
export function envNameOf(path: readonly string[]): string {
  const words = path.map((key) => key.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase());
  return ['EVENKEEL', ...words].join('_');
}

function describeSetting(schema: z.ZodType, path: readonly string[]): Setting {
  const { core, sentence, isSecret, isNullable, defaultValue } = unwrap(schema);
  const name = path.at(-1) ?? '';
  const type = typeInWords(core);
  return {
    path: path.join('.'),
    envName: envNameOf(path),
    kind: kindOf(core),
    type: isNullable ? `${type}, or null` : type,
    unit: UNITS.find(([suffix]) => suffix.test(name))?.[1] ?? null,
    defaultValue,
    sentence,
    isSecret,
  };
}

type Unwrapped = {
  readonly core: z.ZodType;
  readonly sentence: string;
  readonly isSecret: boolean;
  readonly isNullable: boolean;
  readonly defaultValue: unknown;
};

/** Takes the wrappers (default, optional, nullable …) off a schema and keeps what they say. */
export function unwrap(schema: z.ZodType): Unwrapped {
  let core = schema;
  let sentence = '';
  let isSecret = false;
  let isNullable = false;
  let defaultValue: unknown;
  for (;;) {
    const meta = core.meta();
    sentence ||= meta?.description ?? '';
    isSecret ||= meta?.secret === true;
    if (core instanceof z.ZodDefault || core instanceof z.ZodPrefault) {
      defaultValue ??= core.def.defaultValue;
      core = core.def.innerType as z.ZodType;
    } else if (core instanceof z.ZodNullable || core instanceof z.ZodOptional) {
      isNullable = true;
      core = core.def.innerType as z.ZodType;
    } else if (core instanceof z.ZodReadonly) {
      core = core.def.innerType as z.ZodType;
    } else if (core instanceof z.ZodPipe) {
      core = core.def.in as z.ZodType;
    } else {
      return { core, sentence, isSecret, isNullable, defaultValue };
    }
  }
}

function kindOf(core: z.ZodType): SettingKind {
  if (core instanceof z.ZodNumber) return 'number';
  if (core instanceof z.ZodBoolean) return 'boolean';
  if (core instanceof z.ZodArray) {
    const { core: element } = unwrap(core.element as z.ZodType);
    return element instanceof z.ZodObject || element instanceof z.ZodUnion ? 'structure' : 'list';
  }
  if (core instanceof z.ZodRecord || core instanceof z.ZodTuple) return 'structure';
  if (core instanceof z.ZodUnion) {
    const kinds = new Set(core.options.map((option) => kindOf(unwrap(option as z.ZodType).core)));
    return kinds.size === 1 ? (kinds.values().next().value ?? 'text') : 'text';
  }
  if (core instanceof z.ZodLiteral) {
    const [value] = core.values;
    return typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'boolean' : 'text';
  }
  return 'text';
}

/** Rows of several kinds have a table each in the reference: their fields in one line would help nobody. */
export const ROWS_IN_WORDS = 'list of rows, see docs/configuration.md';

function typeInWords(core: z.ZodType): string {
  if (core instanceof z.ZodNumber) {
    const { minValue, maxValue, format } = core;
    const noun = format === 'safeint' ? 'whole number' : 'number';
    const low = minValue !== null && Number.isFinite(minValue) && minValue > -Number.MAX_SAFE_INTEGER;
    const high = maxValue !== null && Number.isFinite(maxValue) && maxValue < Number.MAX_SAFE_INTEGER;
    if (low && high) return `${noun}, ${minValue} to ${maxValue}`;
    return low ? `${noun}, at least ${minValue}` : high ? `${noun}, at most ${maxValue}` : noun;
  }
  if (core instanceof z.ZodBoolean) return 'true or false';
  if (core instanceof z.ZodEnum) return core.options.join(' | ');
  if (core instanceof z.ZodLiteral) return [...core.values].join(' | ');
  if (core instanceof z.ZodArray) {
    const { core: element } = unwrap(core.element as z.ZodType);
    if (element instanceof z.ZodUnion && kindOf(core) === 'structure') return ROWS_IN_WORDS;
    return `list of ${plural(typeInWords(element))}`;
  }
  if (core instanceof z.ZodRecord) return 'map';
  if (core instanceof z.ZodObject) return `{${Object.keys(core.shape).join(', ')}}`;
  if (core instanceof z.ZodUnion)
    return core.options.map((option) => typeInWords(unwrap(option as z.ZodType).core)).join(' | ');
  return 'text';
}

function plural(noun: string): string {
  return noun === 'text' ? 'texts' : noun;
}
