import type { preHandlerAsyncHookHandler } from 'fastify';
import type { Principal, PrincipalRole, Right } from '../../src/auth/principal.js';
import { rightsGuard } from '../../src/http/authenticate.js';
import { markingRights } from '../../src/http/route-access.js';

/** Tokens that say who they are: `role:tenant:subject[:team,team]`. Verification itself is tested with auth. */
export const requireRight: (right: Right) => preHandlerAsyncHookHandler = markingRights(
  rightsGuard(async (token) => {
    const [role, tenant, subject, teams] = token.split(':');
    const principal: Principal = {
      role: role as PrincipalRole,
      tenant: tenant ?? '',
      subject: subject ?? '',
      teams: teams === undefined || teams === '' ? [] : teams.split(','),
      expiresAtMs: Number.MAX_SAFE_INTEGER,
    };
    return principal;
  }),
);

export function bearer(
  role: PrincipalRole,
  tenant: string,
  subject: string,
  teams = '*',
): { authorization: string } {
  return { authorization: `Bearer ${role}:${tenant}:${subject}:${teams}` };
}
