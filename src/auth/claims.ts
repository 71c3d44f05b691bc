import { z } from 'zod';
import { EvenkeelError } from '../errors.js';
import { identifier, tenantName } from '../identifier.js';
import { type Principal, ROLES } from './principal.js';

const claimsSchema = z.object({
  role: z.enum(ROLES),
  tenant: tenantName,
  sub: identifier,
  teams: z.array(identifier).max(64).default([]),
  exp: z.int().positive(),
  /** A token for one purpose is not valid for another. */
  use: z.never().optional(),
});

/** Reads the claims of a verified token: the only place that does. Throws `auth.token-invalid`. */
export function principalFrom(claims: unknown): Principal {
  const parsed = claimsSchema.safeParse(claims);
  if (!parsed.success)
    throw new EvenkeelError(
      'auth.token-invalid',
      `It needs the claims role, tenant, sub and exp. ${z.prettifyError(parsed.error)}`,
    );
  const { role, tenant, sub, teams, exp } = parsed.data;
  return { role, tenant, subject: sub, teams, expiresAtMs: exp * 1000 };
}

/** The claims that {@link principalFrom} reads back. */
export function claimsOf(principal: Principal): z.input<typeof claimsSchema> {
  const { role, tenant, subject, teams, expiresAtMs } = principal;
  return { role, tenant, sub: subject, teams: [...teams], exp: Math.floor(expiresAtMs / 1000) };
}
