/**
 * Who may hold a token. `source` sends call audio, `binder` announces which agent is on which call, `reader` is an
 * auditor: the audit trail and nothing else.
 */
export const ROLES = ['agent', 'lead', 'admin', 'source', 'binder', 'reader'] as const;
export type PrincipalRole = (typeof ROLES)[number];

/** In place of a team's name: every team of the tenant. */
export const ALL_TEAMS = '*';

/** An authenticated party. `teams` are those that a lead sees: none named, none seen. */
export type Principal = {
  readonly role: PrincipalRole;
  readonly tenant: string;
  readonly subject: string;
  readonly teams: readonly string[];
  readonly expiresAtMs: number;
};

/** What a party may do. */
const RIGHTS = {
  'stream.send': ['source'],
  'binding.announce': ['binder', 'admin'],
  'binding.announce-own': ['agent'],
  'call.object': ['binder', 'admin'],
  'line.read': ['source', 'binder', 'admin'],
  'cues.receive-own': ['agent'],
  'calls.read-own': ['agent'],
  'calls.delete-own': ['agent'],
  'exposure.read': ['lead'],
  'people.manage': ['admin'],
  'retention.run': ['admin'],
  'audit.read': ['admin', 'reader'],
} as const satisfies Record<string, readonly PrincipalRole[]>;
export type Right = keyof typeof RIGHTS;

export function rolesThatMay(right: Right): readonly PrincipalRole[] {
  return RIGHTS[right];
}

/** The one table of rights answers; nothing else compares roles. */
export function may(principal: Principal, right: Right): boolean {
  return (RIGHTS[right] as readonly PrincipalRole[]).includes(principal.role);
}
