import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { EvenkeelError } from '../../errors.js';
import { ownField } from '../../own-field.js';
import type { Comparison, FilterValue, ScimFilter } from './scim-filter.js';

/** How an attribute is kept: texts of either kind of case, flags 0/1, times in milliseconds, or a list elsewhere. */
export type FilterColumn =
  | { readonly kind: 'text' | 'exact-text' | 'flag' | 'time'; readonly column: string }
  | { readonly kind: 'member'; readonly exists: (memberId: string) => RawBuilder<SqlBool> };

/** Attribute in lower case → column. */
export type FilterColumns = Readonly<Record<string, FilterColumn>>;

const SIGNS: Partial<Record<Comparison, string>> = { gt: '>', ge: '>=', lt: '<', le: '<=' };

/**
 * A filter as a condition for both databases.
 * @throws EvenkeelError `people.filter-invalid` for an attribute that is not kept, or a comparison that it cannot have
 */
export function filterCondition(filter: ScimFilter, columns: FilterColumns): RawBuilder<SqlBool> {
  switch (filter.kind) {
    case 'and':
      return sql`(${filterCondition(filter.left, columns)} and ${filterCondition(filter.right, columns)})`;
    case 'or':
      return sql`(${filterCondition(filter.left, columns)} or ${filterCondition(filter.right, columns)})`;
    case 'not':
      return sql`(not ${filterCondition(filter.of, columns)})`;
    case 'present': {
      const column = columnOf(filter.attribute, columns);
      if (column.kind === 'member') throw cannot(filter.attribute, 'pr');
      return sql`(${sql.ref(column.column)} is not null)`;
    }
    case 'compare':
      return compared(filter.attribute, filter.op, filter.value, columnOf(filter.attribute, columns));
  }
}

function compared(
  attribute: string,
  op: Comparison,
  value: FilterValue,
  column: FilterColumn,
): RawBuilder<SqlBool> {
  switch (column.kind) {
    case 'member':
      if (op !== 'eq' || typeof value !== 'string') throw cannot(attribute, op);
      return column.exists(value);
    case 'flag': {
      const flag = String(value).toLowerCase();
      if ((op !== 'eq' && op !== 'ne') || (flag !== 'true' && flag !== 'false')) throw cannot(attribute, op);
      const isOne = (flag === 'true') === (op === 'eq');
      return sql`(${sql.ref(column.column)} = ${isOne ? 1 : 0})`;
    }
    case 'time': {
      const at = typeof value === 'string' ? Date.parse(value) : Number.NaN;
      const sign = op === 'eq' ? '=' : op === 'ne' ? '<>' : SIGNS[op];
      if (sign === undefined || Number.isNaN(at)) throw cannot(attribute, op);
      return sql`(${sql.ref(column.column)} ${sql.raw(sign)} ${at})`;
    }
    case 'text':
    case 'exact-text': {
      if (value === null && (op === 'eq' || op === 'ne'))
        return sql`(${sql.ref(column.column)} ${sql.raw(op === 'eq' ? 'is null' : 'is not null')})`;
      if (typeof value !== 'string') throw cannot(attribute, op);
      return comparedText(op, value, column);
    }
  }
}

/** A missing value is an empty text here, so that `ne` matches it. */
function comparedText(
  op: Comparison,
  value: string,
  { kind, column }: Extract<FilterColumn, { column: string }>,
): RawBuilder<SqlBool> {
  const isExact = kind === 'exact-text';
  // Both sides by the database: what SQLite calls lower case is not what JavaScript does.
  const folded = (text: RawBuilder<string>) => (isExact ? text : sql<string>`lower(${text})`);
  const wanted = folded(sql<string>`${value}`);
  const kept = folded(sql<string>`coalesce(${sql.ref(column)}, '')`);
  const like = (pattern: string) =>
    sql<SqlBool>`(${kept} like ${folded(sql<string>`${pattern}`)} escape '!')`;
  const literal = value.replace(/[!%_]/g, '!$&');
  switch (op) {
    case 'eq':
      return sql`(${kept} = ${wanted})`;
    case 'ne':
      return sql`(${kept} <> ${wanted})`;
    case 'co':
      return like(`%${literal}%`);
    case 'sw':
      return like(`${literal}%`);
    case 'ew':
      return like(`%${literal}`);
    case 'gt':
    case 'ge':
    case 'lt':
    case 'le':
      return sql`(${kept} ${sql.raw(SIGNS[op]!)} ${wanted})`;
  }
}

/** @throws EvenkeelError `people.filter-invalid` for an attribute that is not kept */
export function columnOf(attribute: string, columns: FilterColumns): FilterColumn {
  const column = ownField(columns, attribute);
  if (column !== undefined) return column;
  throw new EvenkeelError(
    'people.filter-invalid',
    `Attributes that can be asked for: ${Object.keys(columns).join(', ')}.`,
  );
}

function cannot(attribute: string, op: string): EvenkeelError {
  return new EvenkeelError('people.filter-invalid', `${attribute} cannot be compared so with ${op}.`);
}
