import type { paths } from './evenkeel-http-paths.js';

type Method = 'get' | 'put' | 'post' | 'patch' | 'delete';
type Operation<P extends keyof paths, M extends Method> = NonNullable<paths[P][M]>;
/** Paths that know a method. */
type PathsWith<M extends Method> = {
  [P in keyof paths]: [paths[P][M]] extends [undefined] ? never : P;
}[keyof paths];

type PathOf<O> = O extends { parameters: { path: infer P } } ? { params: P } : { params?: never };
type QueryOf<O> = O extends { parameters: { query: infer Q } }
  ? { query: Q }
  : O extends { parameters: { query?: infer Q } }
    ? { query?: Exclude<Q, undefined> }
    : { query?: never };
type BodyOf<O> = O extends { requestBody: { content: { 'application/json': infer B } } }
  ? { body: B }
  : O extends { requestBody?: { content: { 'application/json': infer B } } }
    ? { body?: B }
    : { body?: never };
type RequestOf<O> = PathOf<O> & QueryOf<O> & BodyOf<O> & { signal?: AbortSignal };

type Content<R> = R extends { content: infer C } ? C[keyof C] : undefined;
type AnswerOf<O> = O extends { responses: infer R }
  ? { [S in keyof R & (200 | 201 | 202 | 204)]: Content<R[S]> }[keyof R & (200 | 201 | 202 | 204)]
  : never;

type Ask<M extends Method> = <P extends PathsWith<M>>(
  path: P,
  ...request: Record<string, never> extends RequestOf<Operation<P, M>>
    ? [request?: RequestOf<Operation<P, M>>]
    : [request: RequestOf<Operation<P, M>>]
) => Promise<AnswerOf<Operation<P, M>>>;

/** One method for each of HTTP; the path as the OpenAPI document writes it. Rejects with {@link EvenkeelRefusal}. */
export type EvenkeelClient = { readonly [M in Method]: Ask<M> };

export type ClientOptions = {
  /** Where Evenkeel is served. */
  readonly url: string;
  /** Asked for before each request, so that a token may be renewed. */
  readonly getToken?: () => string | Promise<string>;
  readonly fetch?: typeof fetch;
};

export function evenkeelClient(options: ClientOptions): EvenkeelClient;

/** A refusal of the server: switch on `code`, show `message`. */
export class EvenkeelRefusal extends Error {
  readonly status: number;
  readonly code: string;
  /** Seconds to wait before the next try, where the server says so. */
  readonly retryAfterS: number | null;
}
