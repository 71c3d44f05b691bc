import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { ERRORS, type ErrorCode, EvenkeelError } from '../errors.js';
import type { Logger } from '../telemetry/logger.js';

/** What a client is shown of any error. */
export type ErrorBody = { readonly code: ErrorCode; readonly message: string };

/** What an error means that is no fault of ours: a dependency that is away. Null for any other. */
export type ExplainFault = (cause: unknown) => EvenkeelError | null;

/** Told who was refused, by address, and why. */
export type OnRefused = (code: ErrorCode, peer: string) => void;

/** Who may not, or asks for too much: what an operator looks for when somebody is kept out, or probes for a way in. */
const REFUSALS: ReadonlySet<number> = new Set([401, 403, 413, 429]);

/** Maps every error to its stable code; only faults of our own are logged, and never told in detail. */
export function errorHandler(
  logger: Logger,
  explain: ExplainFault = () => null,
  onRefused: OnRefused = () => {},
) {
  return async (fault: FastifyError, request: FastifyRequest, reply: FastifyReply): Promise<ErrorBody> => {
    const error = known(fault, explain);
    if (error.code === 'internal.fault')
      logger.error({ err: fault, route: request.routeOptions.url }, 'A request met a fault');
    if (REFUSALS.has(error.httpStatus)) onRefused(error.code, request.ip);
    if (error.httpStatus === 503) reply.header('retry-after', '5');
    if (error.httpStatus === 401) reply.header('www-authenticate', 'Bearer');
    reply.status(error.httpStatus);
    return error.code === 'internal.fault'
      ? { code: error.code, message: ERRORS[error.code].text }
      : { code: error.code, message: error.message };
  };
}

function known(fault: FastifyError | Error, explain: ExplainFault): EvenkeelError {
  // A step of the schema fails, too, when the database goes away.
  if (fault instanceof EvenkeelError && fault.httpStatus !== 500) return fault;
  const explained = explain(fault);
  if (explained !== null) return explained;
  if (fault instanceof EvenkeelError) return fault;
  const { statusCode } = fault as FastifyError;
  if (statusCode === 413) return new EvenkeelError('http.body-too-large');
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return new EvenkeelError('http.body-invalid', fault.message, { cause: fault });
  return new EvenkeelError('internal.fault', undefined, { cause: fault });
}
