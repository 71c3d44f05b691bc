import { z } from 'zod';
import { EvenkeelError } from '../../errors.js';
import { parsed } from '../../http/parsed.js';
import { MOST_RESULTS } from './scim-discovery.js';
import { parseScimFilter, type ScimFilter } from './scim-filter.js';
import type { Page, Sort } from './scim-lists.js';
import type { Projection } from './scim-resources.js';

/** What a search asks for (RFC 7644 section 3.4.2), from the address or from the body of a `POST …/.search`. */
export type ScimQuery = Page &
  Projection & { readonly filter: ScimFilter | null; readonly sort: Sort | null };

const DEFAULT_COUNT = 100;
/** Beyond every list, and within what both databases take as an offset. */
const LAST_INDEX = 2_147_483_647;

/** A parameter without a value is the same as none. */
const text = z
  .string()
  .max(1_000)
  .nullish()
  .transform((value) => (value?.trim() ? value : undefined));
const names = z
  .union([text, z.array(z.string().max(256)).max(100)])
  .transform((value) => (Array.isArray(value) ? value.join(',') : value));
const number = z.union([text, z.number().transform(String)]);
const projection = z.object({ attributes: names, excludedAttributes: names });
const query = projection.extend({
  filter: text,
  sortBy: text,
  sortOrder: text,
  startIndex: number,
  count: number,
});

/** @throws EvenkeelError `http.body-invalid` */
export function projectionOf(input: unknown): Projection {
  return parsed(projection, input);
}

/**
 * An index below 1 means 1 and a count below 0 means 0 (RFC 7644 section 3.4.2.4); more than the most is the most.
 * @throws EvenkeelError `people.filter-invalid`, `people.value-invalid`, `http.body-invalid`
 */
export function scimQueryOf(input: unknown): ScimQuery {
  const { filter, sortBy, sortOrder, startIndex, count, ...wanted } = parsed(query, input);
  return {
    ...wanted,
    filter: filter === undefined ? null : parseScimFilter(filter),
    sort:
      sortBy === undefined ? null : { by: sortBy, isDescending: sortOrder?.toLowerCase() === 'descending' },
    startIndex: Math.min(LAST_INDEX, Math.max(1, wholeNumber('startIndex', startIndex, 1))),
    count: Math.min(MOST_RESULTS, Math.max(0, wholeNumber('count', count, DEFAULT_COUNT))),
  };
}

/** Of any length: what is too large is clamped by the caller. */
function wholeNumber(name: string, given: string | undefined, byDefault: number): number {
  if (given === undefined) return byDefault;
  if (!/^[+-]?\d+$/.test(given.trim()))
    throw new EvenkeelError('people.value-invalid', `${name} is a whole number.`);
  return Number(given);
}
