import { readFileSync, statSync } from 'node:fs';
import {
  isCollection,
  isMap,
  isPair,
  isScalar,
  LineCounter,
  type Node,
  type ParsedNode,
  parseDocument,
} from 'yaml';
import { EvenkeelError } from '../errors.js';
import { decodeStrictly } from '../strict-text.js';

/** A configuration file's values, and the line on which each stands. */
export type ConfigFile = {
  readonly name: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** Line of a setting, of its nearest parent that is there, or 1. */
  lineOf(path: readonly (string | number)[]): number;
};

/** A configuration is a page or two of text; more is a mistake, or an attack on the parser. */
const FILE_LIMIT_BYTES = 1 << 20;

/**
 * Reads a YAML or JSON file (JSON is YAML 1.2).
 * @throws EvenkeelError `config.file-unreadable`, `config.syntax`
 */
export function readConfigFile(name: string): ConfigFile {
  const text = readText(name);
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, uniqueKeys: true, prettyErrors: false });
  const lineAt = (offset: number) => lineCounter.linePos(offset).line;
  const [fault] = document.errors;
  if (fault !== undefined)
    throw new EvenkeelError('config.syntax', `${name}, line ${lineAt(fault.pos[0])}: ${fault.message}`);
  const values: unknown = toPlain(document, name);
  if (values === null || typeof values !== 'object' || Array.isArray(values))
    throw new EvenkeelError('config.syntax', `${name}, line 1: expected sections such as "server:".`);
  const root = document.contents;
  return {
    name,
    values: values as Record<string, unknown>,
    lineOf: (path) => lineAt(offsetOf(root, path)),
  };
}

function readText(name: string): string {
  try {
    const { size } = statSync(name);
    if (size > FILE_LIMIT_BYTES)
      throw new EvenkeelError('config.file-unreadable', `${name} is larger than ${FILE_LIMIT_BYTES} bytes.`);
    const decoded = decodeStrictly(readFileSync(name));
    if ('fault' in decoded) throw new EvenkeelError('config.syntax', `${name}: ${decoded.fault}.`);
    return decoded.text;
  } catch (cause) {
    if (cause instanceof EvenkeelError) throw cause;
    const why = (cause as NodeJS.ErrnoException).code ?? 'unknown';
    throw new EvenkeelError('config.file-unreadable', `${name} (${why}).`, { cause });
  }
}

function toPlain(document: ReturnType<typeof parseDocument>, name: string): unknown {
  try {
    // An empty file is a configuration of defaults. Aliases are bounded against exponential growth.
    return document.toJS({ maxAliasCount: 20 }) ?? {};
  } catch (cause) {
    throw new EvenkeelError('config.syntax', `${name}: ${(cause as Error).message}.`, { cause });
  }
}

/** The offset of the key (not the value), so that the line named is the one with the setting's name on it. */
function offsetOf(root: ParsedNode | null, path: readonly (string | number)[]): number {
  let node: Node | null = root;
  let offset = 0;
  for (const step of path) {
    if (!isCollection(node)) return offset;
    const item: unknown = isMap(node)
      ? node.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(step))
      : node.items[Number(step)];
    if (item === undefined) return offset;
    const value: unknown = isPair(item) ? item.value : item;
    const start = isPair(item) ? (item.key as Node).range : (item as Node).range;
    offset = start?.[0] ?? offset;
    node = (value ?? null) as Node | null;
  }
  return offset;
}
