import { z } from 'zod';
import { CUE_KINDS } from '../core/cues/cue.js';
import { EvenkeelError } from '../errors.js';
import { LANGUAGES } from '../i18n/language.js';
import { identifier, platformName } from '../identifier.js';
import type { DesktopMessage } from './agent-message.js';

const DAY_MS = 86_400_000;

/** What a desktop may say once it is known, bounded field by field; the same on its way to another node. */
export const desktopActions = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('feedback'),
    cueId: identifier,
    verdict: z.enum(['not-now', 'wrong', 'helped', 'seen']),
  }),
  z.strictObject({
    type: z.literal('mute'),
    scope: z.enum(['call', 'hour', 'today', 'off']),
    forMs: z.int().min(0).max(DAY_MS).nullable(),
  }),
  z.strictObject({
    type: z.literal('settings'),
    quiet: z.boolean(),
    fewerCues: z.boolean(),
    kindsOff: z.array(z.enum(CUE_KINDS)).max(CUE_KINDS.length),
    language: z.enum(LANGUAGES),
  }),
  z.strictObject({
    type: z.literal('bind'),
    platform: platformName,
    callId: identifier,
    ticket: z.string().min(1).optional(),
  }),
  z.strictObject({ type: z.literal('unbind'), platform: platformName, callId: identifier }),
  z
    .strictObject({
      type: z.literal('hold'),
      callRef: identifier.optional(),
      platform: platformName.optional(),
      callId: identifier.optional(),
      on: z.boolean(),
    })
    .refine(
      ({ callRef, platform, callId }) =>
        callRef === undefined
          ? platform !== undefined && callId !== undefined
          : platform === undefined && callId === undefined,
      { path: ['callRef'] },
    ),
  z.strictObject({ type: z.literal('reset'), offerId: identifier, outcome: z.enum(['taken', 'skipped']) }),
]);

/** Every message a desktop may send. */
const schema: z.ZodType<DesktopMessage> = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('token'), token: z.string().min(1) }),
  ...desktopActions.options,
  z.strictObject({ type: z.literal('self-coaching'), on: z.boolean() }),
]);

/**
 * Reads one text message of a desktop.
 * @throws EvenkeelError `desktop.message-invalid`: names the field, never repeats its value.
 */
export function parseDesktopMessage(text: string): DesktopMessage {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new EvenkeelError('desktop.message-invalid', 'It is not JSON.', { cause });
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const field = result.error.issues[0]?.path.join('.') || 'type';
  throw new EvenkeelError('desktop.message-invalid', `Look at the field ${field.slice(0, 40)}.`);
}
