import { z } from 'zod';
import type { Role } from '../../../core/audio/audio-frame.js';

/** Any UUID version: the platform's own validator knows only some, and may move on. */
const uuid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i);

export const ZERO_UUID = '00000000-0000-0000-0000-000000000000';

/** ISO 8601 duration in seconds only, `PT12.4S`, as milliseconds. */
const duration = z
  .string()
  .regex(/^PT\d{1,9}(\.\d{1,9})?S$/)
  .transform((text) => Number(text.slice(2, -1)) * 1000);

/** What every message of the client carries. Unknown fields are ignored everywhere: the platform adds some. */
export const envelopeSchema = z.object({
  version: z.literal('2'),
  type: z.string().min(1).max(64),
  id: uuid,
  seq: z.int().min(1),
  serverseq: z.int().min(0),
  parameters: z.record(z.string(), z.unknown()),
});

export type Envelope = z.output<typeof envelopeSchema>;

const mediaSchema = z.object({
  type: z.literal('audio'),
  format: z.enum(['PCMU', 'L16']),
  channels: z
    .array(z.enum(['external', 'internal']))
    .min(1)
    .max(2)
    .refine((channels) => new Set(channels).size === channels.length),
  rate: z.int().min(8_000).max(48_000),
});

/** One offered or selected medium. */
export type AudioHookMedia = z.output<typeof mediaSchema>;

export const openSchema = z.object({
  organizationId: uuid,
  conversationId: uuid,
  participant: z.object({ id: uuid.catch(ZERO_UUID) }).catch({ id: ZERO_UUID }),
  /** What we cannot read among the offers is simply not selected. */
  media: z.array(z.unknown()).max(64).catch([]),
  language: z.string().max(35).nullable().catch(null),
  supportedLanguages: z.boolean().catch(false),
  customConfig: z.unknown().optional(),
});

/** `resumed` and `discarded`: a gap that began at `start`. */
export const jumpSchema = z.object({ start: duration, discarded: duration });

export const ROLE_OF_CHANNEL: Readonly<Record<AudioHookMedia['channels'][number], Role>> = {
  external: 'customer',
  internal: 'agent',
};

/** Both parties if offered, the customer alone before the agent alone, companded before linear: less to carry. */
export function selectMedia(offers: readonly unknown[]): AudioHookMedia | null {
  const usable = offers.flatMap((offer) => {
    const parsed = mediaSchema.safeParse(offer);
    return parsed.success ? [parsed.data] : [];
  });
  const worth = ({ channels, format }: AudioHookMedia) =>
    (channels.length === 2 ? 4 : channels[0] === 'external' ? 2 : 0) + (format === 'PCMU' ? 1 : 0);
  return usable.reduce<AudioHookMedia | null>(
    (best, offer) => (best === null || worth(offer) > worth(best) ? offer : best),
    null,
  );
}
