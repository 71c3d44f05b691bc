import type { ScimResource } from './scim-resources.js';
import type { ScimStore } from './scim-store.js';

/** What a route is asked, with nothing of HTTP left. */
export type ScimAsked = {
  readonly store: ScimStore;
  /** Where SCIM is served, without a slash at the end. */
  readonly base: string;
  /** The last part of the path, where the route has one. */
  readonly id: string;
  readonly query: unknown;
  readonly body: unknown;
};

/** `body` null = 204. */
export type ScimAnswer = { readonly status: 200 | 201 | 204; readonly body: ScimResource | null };

/** One row of the table of routes; `path` under `/scim/v2`. */
export type ScimRoute = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly answer: (asked: ScimAsked) => ScimAnswer | Promise<ScimAnswer>;
};

export const ok = (body: ScimResource): ScimAnswer => ({ status: 200, body });
export const made = (body: ScimResource): ScimAnswer => ({ status: 201, body });
export const gone: ScimAnswer = { status: 204, body: null };
