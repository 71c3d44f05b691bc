/** Who may hold a token. `source` sends call audio, `binder` announces which agent is on which call. */
export const ROLES = ['agent', 'lead', 'admin', 'source', 'binder'] as const;
export type PrincipalRole = (typeof ROLES)[number];

/** An authenticated party. `teams` limits a lead to teams; empty = every team of the tenant. */
export type Principal = {
  readonly role: PrincipalRole;
  readonly tenant: string;
  readonly subject: string;
  readonly teams: readonly string[];
  readonly expiresAtMs: number;
};

/** What a party may do. */
export const RIGHTS = {
  'stream.send': ['source'],
  'binding.announce': ['binder', 'admin'],
  'binding.announce-own': ['agent'],
  'call.object': ['binder', 'admin'],
  'cues.receive-own': ['agent'],
  'calls.read-own': ['agent'],
  'calls.delete-own': ['agent'],
  'exposure.read': ['lead'],
  'people.manage': ['admin'],
  'retention.run': ['admin'],
  'audit.read': ['admin'],
} as const satisfies Record<string, readonly PrincipalRole[]>;
export type Right = keyof typeof RIGHTS;

/** The one table of rights answers; nothing else compares roles. */
export function may(principal: Principal, right: Right): boolean {
  return (RIGHTS[right] as readonly PrincipalRole[]).includes(principal.role);
}
