import { EvenkeelError } from '../../errors.js';

export const COMPARISONS = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'] as const;
export type Comparison = (typeof COMPARISONS)[number];
export type FilterValue = string | number | boolean | null;

/** A filter of RFC 7644 section 3.4.2.2. Attribute names are in lower case, without the schema's URN. */
export type ScimFilter =
  | {
      readonly kind: 'compare';
      readonly attribute: string;
      readonly op: Comparison;
      readonly value: FilterValue;
    }
  | { readonly kind: 'present'; readonly attribute: string }
  | { readonly kind: 'and' | 'or'; readonly left: ScimFilter; readonly right: ScimFilter }
  | { readonly kind: 'not'; readonly of: ScimFilter };

/** Comparisons of one filter: each is made with every person there is. Identity providers make one or two. */
const MOST_COMPARISONS = 8;

const TOKEN = /\s*(?:([()[\]])|("(?:[^"\\]|\\.)*")|([^\s()[\]"]+))/y;
const URN_PREFIX = /^urn:ietf:params:scim:schemas:core:2\.0:(?:user|group):/i;

/** An attribute without the URN of its schema, in lower case. */
export function attributeName(text: string): string {
  return text.trim().replace(URN_PREFIX, '').toLowerCase();
}

/**
 * Reads a filter: comparisons, `pr`, `and`, `or`, `not (…)`, grouping, and `members[value eq "…"]`. `and` binds
 * closer than `or`.
 * @throws EvenkeelError `people.filter-invalid`
 */
export function parseScimFilter(text: string): ScimFilter {
  const tokens = tokensOf(text);
  const reader = new FilterReader(tokens);
  const filter = reader.anyOf('');
  if (reader.next() !== undefined) throw invalid(`it goes on after its end: ${tokens.at(-1)}`);
  return filter;
}

function tokensOf(text: string): readonly string[] {
  const tokens: string[] = [];
  const trimmed = text.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < trimmed.length) {
    const match = TOKEN.exec(trimmed);
    if (match === null) throw invalid('a text has no end');
    tokens.push(match[1] ?? match[2] ?? match[3] ?? '');
  }
  return tokens;
}

/** Recursive descent, one method a rule. `prefix` is the attribute around a bracket: `members.`. */
class FilterReader {
  readonly #tokens: readonly string[];
  #at = 0;
  #comparisons = 0;

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  next(): string | undefined {
    return this.#tokens[this.#at];
  }

  anyOf(prefix: string): ScimFilter {
    let left = this.#allOf(prefix);
    while (this.#takeWord('or')) left = { kind: 'or', left, right: this.#allOf(prefix) };
    return left;
  }

  #allOf(prefix: string): ScimFilter {
    let left = this.#single(prefix);
    while (this.#takeWord('and')) left = { kind: 'and', left, right: this.#single(prefix) };
    return left;
  }

  #single(prefix: string): ScimFilter {
    if (this.#takeWord('not')) {
      if (this.next() !== '(') throw invalid('"not" needs a bracket');
      return { kind: 'not', of: this.#single(prefix) };
    }
    if (this.#take('(')) {
      const inner = this.anyOf(prefix);
      if (!this.#take(')')) throw invalid('a bracket is not closed');
      return inner;
    }
    const name = this.#word();
    if (this.#take('[')) {
      const inner = this.anyOf(`${name}.`);
      if (!this.#take(']')) throw invalid('a bracket is not closed');
      return inner;
    }
    return this.#comparison(`${prefix}${name}`);
  }

  #comparison(attribute: string): ScimFilter {
    this.#comparisons += 1;
    if (this.#comparisons > MOST_COMPARISONS) throw invalid(`are more than ${MOST_COMPARISONS} comparisons`);
    const op = this.#word();
    if (op === 'pr') return { kind: 'present', attribute };
    if (!COMPARISONS.includes(op as Comparison)) throw invalid(`"${op}" is no comparison`);
    return { kind: 'compare', attribute, op: op as Comparison, value: this.#value() };
  }

  #word(): string {
    const token = this.#tokens[this.#at];
    if (token === undefined || /^[()[\]"]/.test(token))
      throw invalid('an attribute or comparison is missing');
    this.#at += 1;
    return attributeName(token);
  }

  #value(): FilterValue {
    const value = jsonValue(this.#tokens[this.#at] ?? '');
    this.#at += 1;
    if (value === undefined) throw invalid('a value must be a text in quotes, a number, true, false or null');
    // No name has any, and PostgreSQL takes U+0000 in no text.
    if (typeof value === 'string' && /[\p{Cc}\p{Cs}]/u.test(value))
      throw invalid('a value has a control character');
    return value;
  }

  #take(token: string): boolean {
    if (this.#tokens[this.#at] !== token) return false;
    this.#at += 1;
    return true;
  }

  #takeWord(word: string): boolean {
    if (this.#tokens[this.#at]?.toLowerCase() !== word) return false;
    this.#at += 1;
    return true;
  }
}

function invalid(why: string): EvenkeelError {
  return new EvenkeelError('people.filter-invalid', `Here ${why}.`);
}

/** Some identity providers write True and False. */
function jsonValue(token: string): FilterValue | undefined {
  try {
    const value: unknown = JSON.parse(/^(?:true|false|null)$/i.test(token) ? token.toLowerCase() : token);
    if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return value as FilterValue;
  } catch {
    // Told by the caller.
  }
  return undefined;
}
