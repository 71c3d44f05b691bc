import { z } from 'zod';
import { identifier, platformName } from '../../identifier.js';
import type { RouteApi } from '../route-api.js';

/** A call in a path: the platform's name, and the platform's own id of the call. */
export const callParams = z.object({ platform: platformName, callId: identifier });
export const agentBody = z.strictObject({ agentId: identifier });
export const holdBody = z.strictObject({ on: z.boolean() });

const noticeSchema = z.enum(['given', 'missing', 'objection', 'unknown']);
const bindingAnswer = z.object({
  agentId: identifier,
  source: z.enum(['announce', 'desktop', 'stream-metadata']),
  /** `over`: the call has ended, and what is kept of it is now the agent's. */
  state: z.enum(['active', 'held', 'over']),
  /** The caller's notice, as the source and the desktop are shown it. */
  notice: noticeSchema,
});
/** Before anybody is on the call, the hold is remembered for the next agent. */
const holdAnswer = bindingAnswer.extend({
  agentId: identifier.nullable(),
  source: bindingAnswer.shape.source.nullable(),
});
const ticketAnswer = z.object({ ticket: z.string(), expiresInS: z.number() });
const objectionAnswer = z.object({ erased: z.record(z.string(), z.number()) });

export type Notice = z.infer<typeof noticeSchema>;
/** `PUT` and `GET /v1/calls/:platform/:callId/agent`. */
export type BindingAnswer = Readonly<z.infer<typeof bindingAnswer>>;
/** `PUT …/hold`. */
export type HoldAnswer = Readonly<z.infer<typeof holdAnswer>>;
/** `POST …/ticket`: what the agent's desktop binds the call with. */
export type TicketAnswer = Readonly<z.infer<typeof ticketAnswer>>;
/** `PUT …/objection`: rows taken out of the store, by table. */
export type ObjectionAnswer = Readonly<z.infer<typeof objectionAnswer>>;

export const BIND: RouteApi = {
  id: 'bindAgent',
  summary: 'Says who is on the call: before, during, or up to ten minutes after the audio.',
  params: callParams,
  body: agentBody,
  answers: { 200: bindingAnswer },
  refusals: ['binding.call-over', 'binding.taken', 'binding.limit-reached', 'storage.unavailable'],
};
export const READ_BINDING: RouteApi = {
  id: 'readBinding',
  summary: 'Who is on the call.',
  params: callParams,
  answers: { 200: bindingAnswer },
  refusals: ['binding.call-unknown'],
};
export const UNBIND: RouteApi = {
  id: 'unbindAgent',
  summary: 'Nobody is on the call any more.',
  params: callParams,
  answers: { 204: null },
  refusals: ['binding.call-unknown', 'storage.unavailable'],
};
export const ISSUE_TICKET: RouteApi = {
  id: 'issueTicket',
  summary: 'A ticket with which one agent’s desktop may bind this call, for at most a minute.',
  params: callParams,
  body: agentBody,
  answers: { 200: ticketAnswer },
};
export const HOLD: RouteApi = {
  id: 'holdCall',
  summary: 'The caller is on hold, or back: what is on the line meanwhile is not heard.',
  params: callParams,
  body: holdBody,
  answers: { 200: holdAnswer },
  refusals: ['storage.unavailable'],
};
export const OBJECT: RouteApi = {
  id: 'objectForCaller',
  summary:
    'The caller objects: nothing more is inferred, and what was is erased. Holds at any time within retention.',
  params: callParams,
  answers: { 200: objectionAnswer },
  refusals: ['binding.limit-reached', 'storage.unavailable'],
};
