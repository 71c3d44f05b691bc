import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { SessionCookies } from '../http/session-cookies.js';
import type { SignInSecrets } from './identity-provider.js';
import { PERSON_ROLES } from './session-content.js';

/** Pages that a sign-in may come back to; nothing else is ever redirected to. */
export const RETURN_PAGES = ['', 'exposure', 'my-calls', 'sign-in'] as const;

/** What a page asks the sign-in for. */
export const signInWish = z.strictObject({
  as: z.enum(PERSON_ROLES).optional(),
  to: z.enum(RETURN_PAGES).optional(),
  /** Of a pop-up: the SHA-256 digest of what the waiting frame knows; the ticket is good for that frame alone. */
  proof: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
});
export type SignInWish = z.infer<typeof signInWish>;

const pendingSchema = z.strictObject({
  ...signInWish.shape,
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
});
type Pending = SignInSecrets & SignInWish;

/** Long enough to type a password and find a second factor. */
const LIFETIME_S = 600;
/** Sign-ins under way in one browser; more would fill its cookie header. */
const AT_ONCE = 4;
const PREFIX = 'sign-in-';

/** Keeps a sign-in under way in the browser that began it: no other can finish it, and no server holds anything. */
export function keepPending(cookies: SessionCookies, reply: FastifyReply, pending: Pending): void {
  const others = cookies.namesIn(reply.request).filter((name) => name.startsWith(PREFIX));
  for (const name of others.slice(AT_ONCE - 1)) forget(cookies, reply, name);
  cookies.setNamed(reply, {
    name: nameOf(pending.state),
    value: Buffer.from(JSON.stringify(pending)).toString('base64url'),
    maxAge: LIFETIME_S,
    // The provider's site sends the browser back: a strict cookie would stay behind.
    sameSite: 'lax',
  });
}

/** Takes out the sign-in that the answer belongs to; null: it was not begun here, or too long ago. */
export function takePending(
  cookies: SessionCookies,
  request: FastifyRequest,
  reply: FastifyReply,
): Pending | null {
  const state = (request.query as Readonly<Record<string, unknown>>).state;
  if (typeof state !== 'string' || state.length > 256) return null;
  const kept = cookies.readNamed(request, nameOf(state));
  if (kept === null) return null;
  forget(cookies, reply, nameOf(state));
  const pending = read(kept);
  return pending?.state === state ? pending : null;
}

function read(kept: string): Pending | null {
  try {
    return pendingSchema.parse(JSON.parse(Buffer.from(kept, 'base64url').toString('utf8')));
  } catch {
    return null;
  }
}

function forget(cookies: SessionCookies, reply: FastifyReply, name: string): void {
  cookies.setNamed(reply, { name, value: '', maxAge: 0, sameSite: 'lax' });
}

function nameOf(state: string): string {
  return `${PREFIX}${state.replaceAll(/[^\w-]/g, '').slice(0, 12)}`;
}
