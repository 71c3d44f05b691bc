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
export function bindingTicketFrom(claims: unknown): BindingTicket {
  const parsed = claimsSchema.safeParse(claims);
  if (!parsed.success)
    throw new EvenkeelError(
      'binding.ticket-invalid',
      'It needs the claims use "binding", role "binder", tenant, sub, platform, call, agent and exp.',
    );
  const { tenant, platform, call, agent, exp } = parsed.data;
  if (exp * 1000 - Date.now() > TICKET_LIFETIME_S * 1000 + SLACK_MS)
    throw new EvenkeelError('binding.ticket-invalid', `It must expire within ${TICKET_LIFETIME_S} s.`);
  return { tenant, platform, callId: call, agentId: agent };
}

/** `exp` counts whole seconds, and clocks differ a little. */
const SLACK_MS = 5_000;

/** The claims that {@link bindingTicketFrom} reads back; `by`: the binder who gives it. */
export function ticketClaims(ticket: BindingTicket, by: string, nowMs: number): z.input<typeof claimsSchema> {
  const { tenant, platform, callId, agentId } = ticket;
  const exp = Math.floor(nowMs / 1000) + TICKET_LIFETIME_S;
  return { use: 'binding', role: 'binder', tenant, sub: by, platform, call: callId, agent: agentId, exp };
}
