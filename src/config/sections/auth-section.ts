import { z } from 'zod';

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
      .nullable()
      .default(null)
      .describe('Key set of your identity provider (RS256, ES256, EdDSA), besides or instead of the secret.'),
    issuer: z.string().min(1).default('evenkeel').describe('Issuer that a token must name.'),
    audience: z.string().min(1).default('evenkeel').describe('Audience that a token must name.'),
    clockSkewMs: z
      .int()
      .min(0)
      .max(60_000)
      .default(5_000)
      .describe('How far the clock of the issuer may differ, milliseconds.'),
  })
  .prefault({});
