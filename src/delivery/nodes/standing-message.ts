import { z } from 'zod';
import { tenantName } from '../../identifier.js';

/** More objections than this are never told at once. */
const MOST_OBJECTIONS = 16;

const objectionSchema = z.strictObject({
  tenant: tenantName,
  digest: z.string().regex(/^[0-9a-f]{64}$/),
});

const messageSchema = z.union([
  /** Something changed; of an objection, its digest under the tenant's secret. */
  z.strictObject({
    from: z.uuid(),
    changed: z.uuid(),
    objections: z.array(objectionSchema).max(MOST_OBJECTIONS).optional(),
  }),
  /** The sender has what changed. */
  z.strictObject({ from: z.uuid(), read: z.uuid() }),
  /** The sender lives; the time is by its own clock, and for itself alone. */
  z.strictObject({ from: z.uuid(), beat: z.number() }),
  z.strictObject({ from: z.uuid(), leaves: z.literal(true) }),
]);

/** What nodes tell each other of what stands. */
export type StandingMessage = z.infer<typeof messageSchema>;

/** Null: no node of ours sends that. */
export function readStandingMessage(text: string): StandingMessage | null {
  try {
    const parsed = messageSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
