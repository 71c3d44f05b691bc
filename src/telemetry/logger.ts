import { createHmac, randomBytes } from 'node:crypto';
import { type DestinationStream, type Logger as PinoLogger, pino, stdSerializers } from 'pino';

type Level = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace';

/** Fields that may be logged: none may carry what is for an agent's own eyes. */
type Loggable<T> = T extends OwnEyes
  ? never
  : { readonly [K in keyof T]: T[K] extends OwnEyes ? never : T[K] };

type OwnEyes = { readonly ownEyesOnly: true };

interface LogMethod {
  <T extends object>(fields: T & Loggable<T>, message: string): void;
  (message: string): void;
}

/** The process's log: `logger.info({ streamRef, code }, 'A static message')`; identifiers only under `pii`. */
export type Logger = Omit<PinoLogger, Level> & { readonly [L in Level]: LogMethod };

export type LoggerOptions = {
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  /** `remove` drops identifiers; `hash` keeps a keyed hash that cannot outlive the process. */
  readonly logIdentifiers: 'remove' | 'hash';
};

/**
 * Names that hold an identifier wherever they turn up: a slip beside `pii` is treated as if it stood under it.
 * Never logged at all: secrets.
 */
const IDENTIFIERS = new Set([
  'agentId',
  'ani',
  'callId',
  'caller',
  'callee',
  'customerId',
  'displayName',
  'dnis',
  'email',
  'from',
  'ip',
  'name',
  'phone',
  'platformSessionId',
  'remoteAddress',
  'subject',
  'to',
  'userId',
]);
const SECRETS = new Set(['authorization', 'apiKey', 'cookie', 'key', 'password', 'secret', 'token']);

const DEPTH_LIMIT = 6;

/** JSON lines, one per event. Redaction is part of the formatter, so no call site can forget it. */
export function createLogger(options: LoggerOptions, destination?: DestinationStream): Logger {
  const hashKey = randomBytes(32);
  const hide =
    options.logIdentifiers === 'hash'
      ? (value: unknown) =>
          createHmac('sha256', hashKey).update(String(value)).digest('base64url').slice(0, 12)
      : () => undefined;
  const redact = (fields: Record<string, unknown>) => redacted(fields, hide, DEPTH_LIMIT);
  const logger = pino(
    {
      level: options.logLevel,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      messageKey: 'message',
      formatters: {
        level: (level) => ({ level }),
        log: redact,
      },
      serializers: { err: serialisedError },
    },
    destination ?? pino.destination({ dest: 1, sync: true }),
  );
  // pino formats what a child is bound to only at the root; children inherit this method instead.
  const plainChild = logger.child;
  logger.child = function child(this: Logger, bindings: Record<string, unknown>, childOptions) {
    return plainChild.call(this, redact(bindings), childOptions);
  } as Logger['child'];
  return logger;
}

/** What of an error is logged. A database says in other fields which values it did not like: whole rows of a call. */
const ERROR_FIELDS: ReadonlySet<string> = new Set([
  'type',
  'message',
  'stack',
  'code',
  'cause',
  'aggregateErrors',
  'errno',
  'syscall',
  'address',
  'port',
  'severity',
  'schema',
  'table',
  'column',
  'constraint',
]);

function serialisedError(error: Error): unknown {
  return withoutValues(stdSerializers.errWithCause(error));
}

function withoutValues(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(withoutValues);
  if (typeof part !== 'object' || part === null) return part;
  const fields = Object.entries(part).filter(([name]) => ERROR_FIELDS.has(name));
  return Object.fromEntries(
    fields.map(([name, value]) => [name, typeof value === 'object' ? withoutValues(value) : value]),
  );
}

type Hide = (value: unknown) => string | undefined;

function redacted(fields: Record<string, unknown>, hide: Hide, depth: number): Record<string, unknown> {
  const kept = new Map<string, unknown>();
  for (const [key, value] of Object.entries(fields)) {
    if (value === undefined || SECRETS.has(key)) continue;
    if (key === 'pii') {
      const pii = hiddenLeaves(value, hide);
      if (Object.keys(pii).length > 0) kept.set('pii', pii);
    } else if (IDENTIFIERS.has(key)) {
      const hidden = hide(value);
      if (hidden !== undefined) kept.set(key, hidden);
    } else {
      kept.set(key, redactedValue(value, hide, depth - 1));
    }
  }
  return Object.fromEntries(kept);
}

function redactedValue(value: unknown, hide: Hide, depth: number): unknown {
  if (value === null || typeof value !== 'object' || value instanceof Error) return value;
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return '[bytes are never logged]';
  if (depth === 0) return '[too deep]';
  if (Array.isArray(value)) return value.map((item) => redactedValue(item, hide, depth - 1));
  return redacted(value as Record<string, unknown>, hide, depth);
}

function hiddenLeaves(pii: unknown, hide: Hide): Record<string, string> {
  if (pii === null || typeof pii !== 'object') return {};
  const hidden = new Map<string, string>();
  for (const [key, value] of Object.entries(pii)) {
    const text = value === null || value === undefined ? undefined : hide(value);
    if (text !== undefined) hidden.set(key, text);
  }
  return Object.fromEntries(hidden);
}
