import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { EvenkeelError } from '../errors.js';
import { identifier, platformName, tenantName } from '../identifier.js';

/** A binder's statement that an agent is on a call; the agent's desktop presents it to bind the call. */
export type BindingTicket = {
  readonly tenant: string;
  readonly platform: string;
  readonly callId: string;
  readonly agentId: string;
};

/** A ticket that was verified. `id` is the same whenever it is shown; no ticket of other claims has it. */
export type PresentedTicket = BindingTicket & { readonly id: string; readonly expiresAtMs: number };

/** How long a ticket may be good for. */
export const TICKET_LIFETIME_S = 60;

const claimsSchema = z.object({
  use: z.literal('binding'),
  role: z.literal('binder'),
  tenant: tenantName,
  sub: identifier,
  platform: platformName,
  call: identifier,
  agent: identifier,
  exp: z.int().positive(),
});

/** Reads the claims of a verified ticket. Throws `binding.ticket-invalid`. */
export function bindingTicketFrom(claims: unknown): PresentedTicket {
  const parsed = claimsSchema.safeParse(claims);
  if (!parsed.success)
    throw new EvenkeelError(
      'binding.ticket-invalid',
      'It needs the claims use "binding", role "binder", tenant, sub, platform, call, agent and exp.',
    );
  const { tenant, platform, call, agent, exp } = parsed.data;
  if (exp * 1000 - Date.now() > TICKET_LIFETIME_S * 1000)
    throw new EvenkeelError('binding.ticket-invalid', `It must expire within ${TICKET_LIFETIME_S} s.`);
  // Of the claims: a signature can be written in more than one way.
  const id = createHash('sha256').update(JSON.stringify(claims)).digest('base64');
  return { tenant, platform, callId: call, agentId: agent, id, expiresAtMs: exp * 1000 };
}

/** The claims that {@link bindingTicketFrom} reads back; `by`: the binder who gives it. */
export function ticketClaims(
  ticket: BindingTicket,
  by: string,
  nowMs: number,
): z.input<typeof claimsSchema> & { readonly jti: string } {
  const { tenant, platform, callId, agentId } = ticket;
  const exp = Math.floor(nowMs / 1000) + TICKET_LIFETIME_S;
  const claims = { tenant, sub: by, platform, call: callId, agent: agentId, exp };
  // Two that are asked for within one second are two.
  return { use: 'binding', role: 'binder', ...claims, jti: randomUUID() };
}
