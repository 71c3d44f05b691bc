import type { z } from 'zod';
import type { ErrorCode } from '../errors.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the route takes and answers, for `/openapi.json`. */
    readonly api?: RouteApi;
  }
}

/** What a body is: JSON of a schema, text or bytes of a media type, or nothing at all (null). */
export type ApiBody = z.ZodType | string | null;

/** A route as clients are told of it. */
export type RouteApi = {
  /** Its name in generated clients, camel case. */
  readonly id: string;
  readonly summary: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** Media type of the body; JSON unless said otherwise. */
  readonly bodyType?: string;
  /** By status; several bodies where the client may choose. Redirections have none. */
  readonly answers: Readonly<Record<number, ApiBody | readonly ApiBody[]>>;
  /** `scim`: errors in the form of RFC 7644, with our code in them. */
  readonly errors?: 'scim';
  /** Codes that belong to this route; those of every route (token, right, body, limits) are added. */
  readonly refusals?: readonly ErrorCode[];
};
