import { z } from 'zod';
import { parsed } from '../../http/parsed.js';
import { identifier } from '../../identifier.js';
import type { Patchable } from './scim-patch.js';
import { GROUP, TEAM, USER } from './scim-resources.js';

const externalId = z
  .union([z.literal('').transform(() => null), identifier])
  .nullish()
  .transform((value) => value ?? null);
/** "False" as text comes from at least one large identity provider. */
const flag = z.preprocess((value) => {
  if (typeof value !== 'string') return value;
  const word = value.toLowerCase();
  return word === 'true' ? true : word === 'false' ? false : value;
}, z.boolean().default(true));
const user = z.object({ userName: identifier, externalId, active: flag });
const group = z.object({
  displayName: identifier,
  externalId,
  members: z
    .array(z.object({ value: identifier }))
    .max(10_000)
    .nullish(),
  [TEAM]: z.object({ timeZone: z.string().max(64) }).optional(),
});

/** The attributes that are kept; whatever else an identity provider sends with them passes without effect. */
export const KEPT_OF_USER: Patchable = { schema: USER, kept: ['userName', 'externalId', 'active'] };
export const KEPT_OF_GROUP: Patchable = {
  schema: GROUP,
  kept: ['displayName', 'externalId', 'members', TEAM],
};

/** @throws EvenkeelError `http.body-invalid` */
export function userFrom(body: unknown): z.infer<typeof user> {
  return parsed(user, canonical(body, KEPT_OF_USER));
}

/** @throws EvenkeelError `http.body-invalid` */
export function groupFrom(body: unknown): z.infer<typeof group> {
  return parsed(group, canonical(body, KEPT_OF_GROUP));
}

/** Names of attributes are the same whatever their case (RFC 7643 section 2.1). */
function canonical(body: unknown, { kept }: Patchable): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  const named = Object.entries(body).flatMap(([name, value]) => {
    const own = kept.find((one) => one.toLowerCase() === name.toLowerCase());
    return own === undefined ? [] : [[own, value] as const];
  });
  return Object.fromEntries(named);
}
