import { z } from 'zod';
import { isConfidential } from '../confidential-url.js';

/** Who signs tokens. */
export const authSection = z
  .strictObject({
    secret: z
      .string()
      .min(32)
      .nullable()
      .default(null)
      .describe(
        'Secret of at least 32 characters that signs and verifies tokens (HS256); null = only `jwksUrl`.',
      )
      .meta({ secret: true }),
    jwksUrl: z
      .url({ protocol: /^https?$/ })
      // A key set that comes in the clear could be anybody's.
      .refine(isConfidential, 'Plain http is accepted for this machine alone (localhost): use https.')
      .nullable()
      .default(null)
      .describe('Key set of your identity provider (RS256, ES256, EdDSA), besides or instead of the secret.'),
    issuer: z.string().min(1).default('evenkeel').describe('Issuer that a token must name.'),
    audience: z.string().min(1).default('evenkeel').describe('Audience that a token must name.'),
    maxTokenHours: z
      .number()
      .positive()
      .max(8_784)
      .default(8_784)
      .describe('Longest time that a token may be valid from now on, hours; one that says more is refused.'),
    revokedTokenIds: z
      .array(z.string().min(1).max(128))
      .max(10_000)
      .default([])
      .describe('Tokens (claim `jti`) that are refused although they have not expired.'),
    revokedSubjects: z
      .array(z.string().min(1).max(256))
      .max(10_000)
      .default([])
      .describe('Parties whose tokens are all refused: `tenant/subject`.'),
    clockSkewMs: z
      .int()
      .min(0)
      .max(60_000)
      .default(5_000)
      .describe('How far the clock of the issuer may differ, milliseconds.'),
  })
  .prefault({});
