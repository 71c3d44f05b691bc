import type { AudioForkConnector } from '../../../config/sections/connectors/audio-fork-connector.js';
import type { Role } from '../../../core/audio/audio-frame.js';
import { ownField } from '../../../own-field.js';
import { boundedAttributes } from '../../bounded-attributes.js';
import { numberAt, parseObject, textAt } from '../../message-fields.js';

/** What the first text frame says, or what the connector says where there is none. */
export type ForkMetadata = {
  /** Null = the stream does not name its call. */
  readonly callId: string | null;
  readonly sessionId: string | null;
  readonly sampleRateHz: number;
  readonly roles: readonly Role[];
  readonly attributes: Readonly<Record<string, string>>;
};

/** Top-level strings and numbers of a JSON text that was cut off: the platform's buffer holds 8192 bytes. */
const FIELD = /"([A-Za-z_][A-Za-z0-9_-]{0,63})"\s*:\s*(?:"((?:[^"\\]|\\.){0,256})"|(-?\d+(?:\.\d+)?))/g;
const MAX_FIELDS = 64;

/** Reads the metadata frame: JSON, JSON that was cut, any other text, or nothing at all (null). */
export function readForkMetadata(text: string | null, connector: AudioForkConnector): ForkMetadata {
  const fields = text === null ? {} : (parseObject(text) ?? salvage(text));
  // An application's own keys may lie at the top or in `metadata`.
  const attributes = unescaped({ ...boundedAttributes(fields.metadata), ...boundedAttributes(fields) });
  const mixType = textAt(fields, ['mixType'])?.toLowerCase() ?? connector.mixType;
  const key = connector.callIdKey;
  return {
    callId:
      key === null
        ? textAt(fields, ['callSid', 'call_sid', 'callId', 'call_id', 'uuid'], 128)
        : (ownField(attributes, key) ?? null),
    sessionId: textAt(fields, ['callId', 'callSid'], 128),
    sampleRateHz: numberAt(fields, ['sampleRate', 'sample_rate']) ?? connector.sampleRateHz,
    roles: rolesOf(mixType, attributes.channels, connector),
    attributes,
  };
}

function salvage(text: string): Record<string, unknown> {
  const fields = new Map<string, unknown>();
  if (!text.trimStart().startsWith('{')) return {};
  let count = 0;
  for (const [, name = '', string, number] of text.matchAll(FIELD)) {
    if (++count > MAX_FIELDS) break;
    if (!fields.has(name)) fields.set(name, string === undefined ? Number(number) : textOf(string));
  }
  return Object.fromEntries(fields);
}

function textOf(json: string): string {
  try {
    return String(JSON.parse(`"${json}"`));
  } catch {
    return json;
  }
}

/** jambonz escapes the strings of `metadata` once more than JSON needs. */
function unescaped(attributes: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, value.replace(/\\(["\\])/g, '$1')]),
  );
}

function rolesOf(
  mixType: string,
  channels: string | undefined,
  connector: AudioForkConnector,
): readonly Role[] {
  if (mixType === 'mixed') return ['mixed'];
  const named = (channels ?? '').toLowerCase().split(/[,\s]+/);
  const [first, second] = named.filter((name): name is Role => name === 'customer' || name === 'agent');
  const usual = connector.channels;
  const roles: [Role, Role] = first ? [first, second ?? (first === 'agent' ? 'customer' : 'agent')] : usual;
  if (mixType === 'mono') return [roles[0]];
  return roles[0] === roles[1] ? usual : roles;
}
