import { z } from 'zod';
import type { Right } from '../../auth/principal.js';
import type { ErrorCode } from '../../errors.js';
import { identifier } from '../../identifier.js';
import { CLOSE_REASONS } from '../media-adapter.js';
import { RAW_CODECS } from '../raw-codec.js';

const noticeSchema = z.object({
  given: z.boolean(),
  wordingVersion: z.string().max(64).nullable().default(null),
});

/** Sources say "nobody" by an empty name too. */
const agentName = z.union([z.literal('').transform(() => null), identifier]).nullable();

/** What a source may send, besides audio. */
export const nativeMessageSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('start'),
    callId: identifier,
    /** The source's own name of this stream; several streams can belong to one call. */
    sessionId: identifier.nullable().default(null),
    agentId: agentName.default(null),
    roles: z
      .array(z.enum(['customer', 'agent', 'mixed']))
      .min(1)
      .max(2)
      .refine((roles) => new Set(roles).size === roles.length),
    codec: z.enum(RAW_CODECS),
    sampleRateHz: z.int().min(8_000).max(64_000),
    notice: noticeSchema.nullable().default(null),
    language: z.string().max(35).nullable().default(null),
    attributes: z.record(z.string(), z.unknown()).default({}),
  }),
  z.object({
    type: z.literal('gap'),
    durationMs: z.number().positive().max(14_400_000),
    reason: z.enum(['discarded', 'paused', 'lost', 'silence-suppressed', 'unknown']).default('unknown'),
  }),
  z.object({ type: z.literal('pause') }),
  z.object({ type: z.literal('resume') }),
  z.object({ type: z.literal('hold'), on: z.boolean() }),
  z.object({ type: z.literal('notice'), ...noticeSchema.shape }),
  z.object({ type: z.literal('objection') }),
  z.object({ type: z.literal('dtmf'), digit: z.string().regex(/^[0-9A-D*#]$/) }),
  z.object({ type: z.literal('agent'), agentId: agentName }),
  z.object({ type: z.literal('language'), language: z.string().min(1).max(35) }),
  z.object({ type: z.literal('end') }),
]);

/** A message of a source. Unknown fields are ignored. */
export type NativeMessage = z.output<typeof nativeMessageSchema>;

const code = z.string().describe('Stable: clients switch on it.');
const message = z.string().describe('A sentence that says what to do next.');

/** What Evenkeel says to a source. */
export const nativeAnswerSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('started'), callId: identifier }).describe('The stream is open.'),
  z
    .object({ type: z.literal('warning'), code, message })
    .describe('Something is wrong, and the stream goes on; each code once a stream.'),
  z
    .object({ type: z.literal('error'), code, message })
    .describe('The stream is over; the close frame that follows has the same code as its reason.'),
  z
    .object({ type: z.literal('ended'), reason: z.enum(CLOSE_REASONS) })
    .describe('The stream ended as it should, or Evenkeel closed it.'),
]);

export type NativeAnswer = z.output<typeof nativeAnswerSchema>;

/** Every message that a source may send, besides audio. */
export const NATIVE_MESSAGE_TYPES = nativeMessageSchema.options.map((option) => option.shape.type.value);

/** What each of them asks for. */
export const NATIVE_RIGHT = 'stream.send' satisfies Right;

const KNOWN = new Set<unknown>(NATIVE_MESSAGE_TYPES);

/** Reads one text message. An unknown type is not a fault: newer sources may send more. */
export function readNativeMessage(
  text: string,
): NativeMessage | { readonly type: 'unknown' } | { readonly type: 'fault'; readonly code: ErrorCode } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { type: 'fault', code: 'stream.message-invalid' };
  }
  if (typeof json !== 'object' || json === null || !('type' in json) || typeof json.type !== 'string')
    return { type: 'fault', code: 'stream.message-invalid' };
  if (!KNOWN.has(json.type)) return { type: 'unknown' };
  const parsed = nativeMessageSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const codecOnly = json.type === 'start' && parsed.error.issues.every(({ path }) => path[0] === 'codec');
  return { type: 'fault', code: codecOnly ? 'audio.codec-unknown' : 'stream.message-invalid' };
}
