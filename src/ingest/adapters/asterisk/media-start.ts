import type { AsteriskConnector } from '../../../config/sections/connectors/asterisk-connector.js';
import { fieldAt, parseObject, textAt } from '../../message-fields.js';
import type { RawCodec } from '../../raw-codec.js';

/** A control message of chan_websocket, whatever its format: upper-case name and its fields. */
export type ControlMessage = { readonly name: string; readonly fields: Readonly<Record<string, unknown>> };

const MAX_FIELDS = 64;

/** Reads both control formats: a JSON object with `event`, or `NAME key:value key:value` split at the first colon. */
export function readControl(text: string): ControlMessage | null {
  if (text.trimStart().startsWith('{')) {
    const fields = parseObject(text);
    const name = textAt(fields, ['event', 'command']);
    return fields === null || name === null ? null : { name: name.toUpperCase(), fields };
  }
  const [name = '', ...pairs] = text.trim().split(/\s+/, MAX_FIELDS);
  if (!/^[A-Z][A-Z_]*$/.test(name)) return null;
  const fields = pairs.map((pair) => {
    const colon = pair.indexOf(':');
    return colon < 0 ? [pair, ''] : [pair.slice(0, colon), pair.slice(colon + 1)];
  });
  return { name, fields: Object.fromEntries(fields) };
}

/** Codec and rate of an Asterisk format name; null for one that is not decoded here. */
export function asteriskFormat(name: string): { codec: RawCodec; sampleRateHz: number } | null {
  return FORMATS.get(name.toLowerCase()) ?? null;
}

/** `slin` is host order, which is little-endian on x86 and ARM. */
const FORMATS: ReadonlyMap<string, { codec: RawCodec; sampleRateHz: number }> = new Map(
  Object.entries({
    ulaw: { codec: 'pcmu', sampleRateHz: 8000 },
    alaw: { codec: 'pcma', sampleRateHz: 8000 },
    slin: { codec: 'l16', sampleRateHz: 8000 },
    slin8: { codec: 'l16', sampleRateHz: 8000 },
    slin16: { codec: 'l16', sampleRateHz: 16000 },
    slin24: { codec: 'l16', sampleRateHz: 24000 },
    slin32: { codec: 'l16', sampleRateHz: 32000 },
    slin44: { codec: 'l16', sampleRateHz: 44100 },
    slin48: { codec: 'l16', sampleRateHz: 48000 },
  } satisfies Record<AsteriskConnector['format'] | 'slin8', { codec: RawCodec; sampleRateHz: number }>),
);

/** Channel variables, which only the JSON format carries. */
export function channelVariables(message: ControlMessage): Readonly<Record<string, unknown>> {
  const variables = fieldAt(message.fields, 'channel_variables');
  return typeof variables === 'object' && variables !== null ? (variables as Record<string, unknown>) : {};
}
