import { z } from 'zod';
import type { AgentKey } from '../binding/agent-binding.js';
import { CUE_KINDS, FLOW_STEPS } from '../core/cues/cue.js';
import { LANGUAGES } from '../i18n/language.js';
import { identifier, tenantName } from '../identifier.js';
import { type AgentMessage, COACHING_UNAVAILABLE, type DesktopEvent } from './agent-message.js';
import { desktopActions } from './desktop-message.js';
import type { CallFence } from './nodes/call-fence.js';

/** When a node sent something: by its monotonic clock and by its wall clock, milliseconds. */
export type SentAt = { readonly monotonicMs: number; readonly wallMs: number };

/** What goes over Redis. `from` names the node, so that it does not hear itself. */
export type Envelope =
  | {
      readonly from: string;
      /** Absent from nodes of an older version. */
      readonly at?: SentAt | undefined;
      readonly message: AgentMessage;
      readonly fence?: CallFence | undefined;
    }
  | { readonly from: string; readonly agent: AgentKey; readonly event: DesktopEvent }
  /** A node says that it lives, or that it goes. */
  | { readonly from: string; readonly at: SentAt; readonly beat: 'here' | 'leaving' };

/** Longest text of an envelope: the longest message that a node sends is far shorter. */
const LONGEST = 65_536;

/** Far more than any policy gives. */
const MOST_CUES_AN_HOUR = 1_000;

const id = z.string().min(1).max(512);
/** Of an answer that is about a cue of any call. */
const anyCall = z.string().max(512);
const time = z.number();
const words = z.object({ title: z.string().max(200), advice: z.string().max(500) });
const reason = z.object({
  key: z.string().max(64),
  values: z.record(z.string().max(64), z.union([z.number(), z.string().max(64)])),
  mood: z.record(z.string().max(64), z.number().nullable()).nullable(),
});

/** By type, so that a new message cannot be forgotten here. */
const messages = {
  call: z.object({
    type: z.literal('call'),
    callRef: id,
    state: z.enum(['listening', 'paused', 'held', 'ended']),
  }),
  unavailable: z.object({
    type: z.literal('unavailable'),
    callRef: id,
    why: z.enum(COACHING_UNAVAILABLE),
  }),
  cue: z.object({
    type: z.literal('cue'),
    callRef: id,
    cueId: id,
    kind: z.enum(CUE_KINDS),
    step: z.enum(FLOW_STEPS).nullable(),
    reason,
    wording: z.partialRecord(z.enum(LANGUAGES), words).optional(),
    atMs: time,
    decidedAt: time,
    expiresAt: time,
    heardAt: time.optional(),
  }),
  'cue-ended': z.object({ type: z.literal('cue-ended'), callRef: anyCall, cueId: id }),
  reset: z.object({
    type: z.literal('reset'),
    callRef: id,
    offerId: id,
    seconds: z.array(z.number()).max(8),
    strain: z.number(),
    reason,
    atMs: time,
    expiresAt: time,
  }),
  'reset-ended': z.object({ type: z.literal('reset-ended'), offerId: id }),
  'own-breath': z.object({
    type: z.literal('own-breath'),
    sessionId: id,
    breathId: id,
    decidedAt: time,
    expiresAt: time,
  }),
  level: z.object({ type: z.literal('level'), callRef: id, level: z.number().nullable() }),
} satisfies Record<AgentMessage['type'], z.ZodType>;
const message = z.union(Object.values(messages));

const event = z.union([
  z.discriminatedUnion('type', [
    z.object({ type: z.literal('joined'), sessionId: id }),
    z.object({ type: z.literal('left'), sessionId: id }),
    z.object({
      type: z.literal('attention'),
      callRef: id.optional(),
      givenAgoMs: z.array(time.nonnegative()).max(MOST_CUES_AN_HOUR),
      dismissedAgoMs: time.nonnegative().nullable(),
      hardCallsInARow: z.int().nonnegative().nullable(),
    }),
    z.object({ type: z.literal('self-coaching'), sessionId: id, on: z.boolean() }),
  ]),
  desktopActions,
]);

const sentAt = z.object({ monotonicMs: time, wallMs: time });
const fence = z.object({ call: id, epoch: time });

const envelope = z.union([
  z.object({ from: id, at: sentAt.optional(), message, fence: fence.optional() }),
  z.object({ from: id, agent: z.object({ tenant: tenantName, agentId: identifier }), event }),
  z.object({ from: id, at: sentAt, beat: z.enum(['here', 'leaving']) }),
]);

/** Reads what came over Redis; null for what no node would have sent. */
export function readEnvelope(text: string): Envelope | null {
  if (text.length > LONGEST) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const outcome = envelope.safeParse(value);
  return outcome.success ? (outcome.data as Envelope) : null;
}
