import type { MediaStreamsConnector } from '../../../config/sections/connectors/media-streams-connector.js';
import type { Role } from '../../../core/audio/audio-frame.js';
import { boundedAttributes } from '../../bounded-attributes.js';
import { codecNamed } from '../../codec-names.js';
import { firstAt, numberAt, textAt } from '../../message-fields.js';
import type { RawCodec } from '../../raw-codec.js';
import type { Dialect } from './dialects.js';
import { listedTracks, trackRoles } from './track-roles.js';

/** What a start message says, whatever the dialect. */
export type StreamStart = {
  readonly callId: string | null;
  readonly streamId: string | null;
  readonly accountId: string | null;
  readonly attributes: Readonly<Record<string, string>>;
  /** Null = a codec that is not decoded here. */
  readonly codec: RawCodec | null;
  readonly sampleRateHz: number;
  readonly roles: ReadonlyMap<string, Role>;
};

export function readStart(message: unknown, dialect: Dialect, connector: MediaStreamsConnector): StreamStart {
  const attributes = attributesOf(firstAt(message, dialect.attributes));
  const encoding = textAt(message, dialect.encoding);
  return {
    callId: textAt(message, dialect.callId),
    streamId: textAt(message, dialect.streamId),
    accountId: textAt(message, dialect.accountId),
    attributes,
    codec: encoding === null ? dialect.codec : codecNamed(encoding),
    sampleRateHz: numberAt(message, dialect.sampleRateHz) ?? 8000,
    roles: trackRoles(connector.tracks ?? dialect.roles, listedTracks(message, dialect), attributes),
  };
}

/** Plivo's `extra_headers` are one string, `k=v;k=v` (older ones with commas); everybody else sends an object. */
function attributesOf(value: unknown): Readonly<Record<string, string>> {
  if (typeof value !== 'string') return boundedAttributes(value);
  if (value.trimStart().startsWith('{')) {
    try {
      return boundedAttributes(JSON.parse(value));
    } catch {
      return {};
    }
  }
  const pairs = value.split(/[;,]/).map((pair) => {
    const equals = pair.indexOf('=');
    return equals < 0 ? [pair.trim(), ''] : [pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()];
  });
  return boundedAttributes(Object.fromEntries(pairs.filter(([name]) => name !== '')));
}
