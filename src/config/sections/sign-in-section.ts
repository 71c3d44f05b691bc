import { z } from 'zod';
import { tenantName } from '../../identifier.js';
import { isConfidential } from '../confidential-url.js';

const claim = z.string().min(1).max(128);
const ONLY_HTTPS = 'Plain http is accepted for this machine alone (localhost): use https.';
const url = () => z.url({ protocol: /^https?$/ }).refine(isConfidential, ONLY_HTTPS);
const roleValues = (role: string) =>
  z
    .array(z.string().min(1).max(256))
    .max(64)
    .default([])
    .describe(`Values of the role claim that make somebody ${role}; none = nobody.`);

/** How people sign in: through an identity provider (OpenID Connect), or by a link that is good once. */
export const signInSection = z
  .strictObject({
    issuerUrl: url()
      .nullable()
      .default(null)
      .describe(
        'Identity provider (OpenID Connect issuer), such as https://login.example/realms/acme; null = people sign in by the link that `evenkeel token` prints.',
      ),
    clientId: z.string().min(1).max(256).default('evenkeel').describe('Name of Evenkeel at the provider.'),
    clientSecret: z
      .string()
      .min(1)
      .nullable()
      .default(null)
      .describe('Secret of Evenkeel at the provider; null = a public client, which PKCE alone protects.')
      .meta({ secret: true }),
    publicUrl: url()
      .nullable()
      .default(null)
      .describe(
        'Where browsers find Evenkeel, such as https://evenkeel.example/; register it with `sign-in/callback` behind it as the redirect address.',
      ),
    scopes: z
      .array(z.string().regex(/^[!#-[\]-~]+$/))
      .min(1)
      .default(['openid', 'profile'])
      .describe('Scopes that are asked for; add offline_access where the provider renews only with it.'),
    tenant: tenantName
      .nullable()
      .default(null)
      .describe('Tenant of everybody who signs in; null = `tenantClaim` says it.'),
    tenantClaim: claim
      .nullable()
      .default(null)
      .describe('Claim that holds the tenant, by name or dotted path.'),
    subjectClaim: claim
      .default('sub')
      .describe("Claim that holds who it is: for an agent the agent's id as your telephone system says it."),
    roleClaim: claim
      .default('roles')
      .describe('Claim that holds the roles, by name or dotted path, such as realm_access.roles.'),
    roles: z
      .strictObject({
        agent: roleValues('an agent'),
        lead: roleValues('a lead'),
        reader: roleValues('an auditor, who reads the audit trail'),
        admin: roleValues('an administrator'),
      })
      .prefault({}),
    teamsClaim: claim
      .nullable()
      .default(null)
      .describe("Claim that holds a lead's teams, * for every team; null = no team."),
    teamsPrefix: z
      .string()
      .max(128)
      .default('')
      .describe('Beginning of the values that name teams, which is taken off; other values are passed over.'),
    sessionHours: z
      .number()
      .positive()
      .max(24 * 31)
      .default(12)
      .describe('Longest time from one sign-in to the next, hours.'),
    idleMinutes: z
      .number()
      .min(1)
      .max(24 * 60)
      .default(60)
      .describe('How long a sign-in lasts after the last page that used it was closed, minutes.'),
    recheckMinutes: z
      .number()
      .min(1)
      .max(24 * 60)
      .default(15)
      .describe(
        'How often the provider is asked whether a signed-in person still has access, minutes; needs a refresh token from it.',
      ),
    maxSessions: z
      .int()
      .min(1)
      .max(1_000_000)
      .default(20_000)
      .describe('People signed in at once, over all nodes.'),
    maxSessionsPerPerson: z
      .int()
      .min(1)
      .max(100)
      .default(10)
      .describe('Browsers in which one person may be signed in; the oldest sign-in ends first.'),
  })
  .refine((signIn) => signIn.issuerUrl === null || signIn.publicUrl !== null, {
    message: 'issuerUrl needs publicUrl: the provider must know where to send people back to',
    path: ['publicUrl'],
  })
  .refine((signIn) => signIn.issuerUrl === null || signIn.tenant !== null || signIn.tenantClaim !== null, {
    message: 'issuerUrl needs tenant or tenantClaim: nobody belongs to a tenant by default',
    path: ['tenant'],
  })
  .refine((signIn) => signIn.scopes.includes('openid'), {
    message: 'scopes must include openid',
    path: ['scopes'],
  })
  .prefault({});
