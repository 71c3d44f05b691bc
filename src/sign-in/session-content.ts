import { z } from 'zod';
import { identifier, tenantName } from '../identifier.js';
import { seal, unseal } from './credential.js';

/** Roles of people; sources and binders are machines and hold signed tokens. */
export const PERSON_ROLES = ['agent', 'lead', 'reader', 'admin'] as const;
export type PersonRole = (typeof PERSON_ROLES)[number];

/** Somebody who has signed in. */
export type Person = {
  readonly role: PersonRole;
  readonly tenant: string;
  readonly subject: string;
  readonly teams: readonly string[];
};

const schema = z.strictObject({
  role: z.enum(PERSON_ROLES),
  tenant: tenantName,
  subject: identifier,
  teams: z.array(identifier),
  /** Of the link that signed them in; revoking it ends the session. */
  tokenId: z.string().nullable(),
  /** What the provider gave: to sign out there, and to ask there whether they still have access. */
  provider: z.strictObject({ idToken: z.string(), refreshToken: z.string().nullable() }).nullable(),
  recheckedAt: z.number(),
});

/** What a session knows; at rest it is sealed. */
export type SessionContent = Readonly<z.infer<typeof schema>>;

export function sealContent(content: SessionContent, key: Uint8Array): Promise<string> {
  return seal(new TextEncoder().encode(JSON.stringify(content)), key);
}

export async function unsealContent(sealed: string, key: Uint8Array): Promise<SessionContent> {
  const text = new TextDecoder().decode(await unseal(sealed, key));
  return schema.parse(JSON.parse(text));
}
