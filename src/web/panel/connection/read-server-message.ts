import type { ServerMessage } from '../../../delivery/agent-message.js';
import { ownField } from '../../../own-field.js';

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string';
const isNumber: Check = (value) => typeof value === 'number' && Number.isFinite(value);
const isFlag: Check = (value) => typeof value === 'boolean';
const isReason: Check = (value) => isText(fieldOf(value, 'key')) && isObject(fieldOf(value, 'values'));
const isSeconds: Check = (value) => Array.isArray(value) && value.every(isNumber);

/** The fields that the panel reads of each message, and what they must be. */
const FIELDS: ReadonlyMap<string, Readonly<Record<string, Check>>> = new Map(
  Object.entries({
    call: { callRef: isText, state: isText },
    unavailable: { callRef: isText, why: isText },
    level: { callRef: isText, level: (value) => value === null || isNumber(value) },
    cue: {
      callRef: isText,
      cueId: isText,
      kind: isText,
      reason: isReason,
      atMs: isNumber,
      decidedAt: isNumber,
      expiresAt: isNumber,
    },
    'cue-ended': { cueId: isText },
    reset: {
      callRef: isText,
      offerId: isText,
      seconds: isSeconds,
      strain: isNumber,
      reason: isReason,
      atMs: isNumber,
      expiresAt: isNumber,
    },
    'reset-ended': { offerId: isText },
    'own-breath': { sessionId: isText, breathId: isText, decidedAt: isNumber, expiresAt: isNumber },
    hello: {
      sessionId: isText,
      serverNow: isNumber,
      heartbeatMs: isNumber,
      tokenExpiresAt: isNumber,
      selfCoachingOffered: isFlag,
    },
    heartbeat: { serverNow: isNumber },
    'token-expiring': { expiresAt: isNumber },
    limited: { codes: (value) => Array.isArray(value) && value.every(isText) },
    draining: {},
    'own-eyes-elsewhere': {},
    error: { code: isText, text: isText },
  } satisfies Record<ServerMessage['type'], Readonly<Record<string, Check>>>),
);

/** Reads a message of the server; null for one that this panel does not know, or whose fields are not what they must be. */
export function readServerMessage(data: unknown): ServerMessage | null {
  let message: unknown;
  try {
    message = JSON.parse(String(data));
  } catch {
    return null;
  }
  const fields = FIELDS.get(String(fieldOf(message, 'type')));
  if (fields === undefined) return null;
  const isSound = Object.entries(fields).every(([name, check]) => check(fieldOf(message, name)));
  return isSound ? (message as ServerMessage) : null;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function fieldOf(value: unknown, name: string): unknown {
  return isObject(value) ? ownField(value, name) : undefined;
}
