import { z } from 'zod';
import { ownField } from '../../../own-field.js';

/** Says on purpose that a connector asks for no proof. */
export const anonymousSetting = z
  .boolean()
  .default(false)
  .describe('Accept every connection to this path without credentials. Use it on a private network only.');

/** User name and password for HTTP Basic (RFC 7617). */
export const basicSetting = z
  .strictObject({
    username: z.string().min(1).describe('User name that the platform sends.'),
    password: z.string().min(1).describe('Password that the platform sends.'),
  })
  .nullable()
  .default(null)
  .describe('HTTP Basic credentials that the platform sends with the upgrade; null = not required.');

/** A fixed bearer token (RFC 6750). */
export const bearerSetting = z
  .string()
  .min(16)
  .nullable()
  .default(null)
  .describe('Token that the platform sends as Authorization: Bearer; null = not required.');

/** A connector that takes calls from anybody must say so: a forgotten secret must not mean consent. */
export function requireProof(
  proofs: readonly string[],
): (settings: Readonly<Record<string, unknown>>, context: z.RefinementCtx) => void {
  return (settings, context) => {
    if (settings.subscribe !== null || settings.anonymous === true) return;
    if (proofs.some((proof) => ownField(settings, proof) !== null)) return;
    context.addIssue({
      code: 'custom',
      message: `Nothing proves who connects: set ${proofs.join(', ')}, or anonymous: true on a private network.`,
    });
  };
}
