import type { Config } from '../config/config-schema.js';
import { isIdentifier } from '../identifier.js';
import { ownField } from '../own-field.js';
import { PERSON_ROLES, type Person, type PersonRole } from './session-content.js';

type Mapping = Pick<
  Config['signIn'],
  'tenant' | 'tenantClaim' | 'subjectClaim' | 'roleClaim' | 'roles' | 'teamsClaim' | 'teamsPrefix'
>;
type Claims = Readonly<Record<string, unknown>>;

/** What limits a principal's fields (see `auth/principal.ts`). */
const [TENANT_LENGTH, SUBJECT_LENGTH, TEAM_LENGTH, TEAMS] = [64, 128, 64, 64];

/** The roles that the claims give, the least first: none is given that the configuration does not name. */
export function rolesFrom(claims: Claims, { roleClaim, roles }: Mapping): readonly PersonRole[] {
  const given = new Set(textsOf(claimAt(claims, roleClaim)));
  return PERSON_ROLES.filter((role) => roles[role].some((value) => given.has(value)));
}

/**
 * Who the claims speak of, in the role that the page asked for, or in the least that they have. Null: they give no such
 * role, no tenant or no subject.
 */
export function personFrom(claims: Claims, mapping: Mapping, wanted: PersonRole | null): Person | null {
  const roles = rolesFrom(claims, mapping);
  const role = wanted === null ? roles[0] : roles.find((has) => has === wanted);
  const tenant =
    mapping.tenant ?? (mapping.tenantClaim === null ? null : textAt(claims, mapping.tenantClaim));
  const subject = textAt(claims, mapping.subjectClaim);
  if (role === undefined || !fits(tenant, TENANT_LENGTH) || !fits(subject, SUBJECT_LENGTH)) return null;
  return { role, tenant, subject, teams: role === 'lead' ? teamsFrom(claims, mapping) : [] };
}

function teamsFrom(claims: Claims, { teamsClaim, teamsPrefix }: Mapping): readonly string[] {
  if (teamsClaim === null) return [];
  return textsOf(claimAt(claims, teamsClaim))
    .filter((value) => value.startsWith(teamsPrefix))
    .map((value) => value.slice(teamsPrefix.length))
    .filter((team) => fits(team, TEAM_LENGTH))
    .slice(0, TEAMS);
}

/** A claim by its whole name, which may hold dots (`https://acme.example/roles`), or step by step along a path. */
export function claimAt(claims: Claims, name: string): unknown {
  const whole = ownField(claims, name);
  if (whole !== undefined) return whole;
  return name
    .split('.')
    .reduce<unknown>(
      (value, step) =>
        typeof value === 'object' && value !== null ? ownField(value as Claims, step) : undefined,
      claims,
    );
}

function textAt(claims: Claims, name: string): string | null {
  const value = claimAt(claims, name);
  return typeof value === 'string' ? value : null;
}

function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function fits(text: string | null, length: number): text is string {
  return text !== null && isIdentifier(text) && text.length <= length;
}
