import { z } from 'zod';
import type { ErrorCode } from '../errors.js';
import type { RouteApi } from '../http/route-api.js';
import { identifier } from '../identifier.js';
import { PERSON_ROLES } from './session-content.js';

export const roleBody = z.strictObject({ as: z.enum(PERSON_ROLES) });
export const ticketBody = z.strictObject({
  ticket: z.string().min(1).max(256),
  /** What the frame knows; its digest went along with the pop-up. */
  secret: z.string().min(32).max(128),
});
export const linkBody = z.strictObject({ link: z.string().min(1).max(8192) });

/** Whether there is a provider to sign in at. */
const provider = z.boolean();
const role = z.enum(PERSON_ROLES);
const sessionsAnswer = z.object({
  provider,
  signedIn: z.array(
    z.object({
      id: z.string(),
      endsAt: z.number(),
      role,
      tenant: identifier,
      subject: identifier,
      teams: z.array(z.string()).readonly(),
    }),
  ),
});
const pageTokenAnswer = z.union([
  z.object({ provider, token: z.string(), expiresInMs: z.number(), role }),
  z.object({ provider, token: z.null(), ended: (z.string() as z.ZodType<ErrorCode>).nullable() }),
]);
const signOutAnswer = z.object({ providerUrl: z.string().nullable() });

/** `GET /v1/session`. */
export type SessionsAnswer = Readonly<z.infer<typeof sessionsAnswer>>;
/**
 * `POST /v1/session/token`, `…/ticket` and `…/link`: a token for one page, and for how long; null without a sign-in,
 * `ended` = there was one, and why it is no more.
 */
export type PageTokenAnswer = Readonly<z.infer<typeof pageTokenAnswer>>;
/** `POST /v1/session/sign-out`: where to go to sign out at the provider too. */
export type SignOutAnswer = Readonly<z.infer<typeof signOutAnswer>>;

export const READ_SESSIONS: RouteApi = {
  id: 'readSessions',
  summary: 'Who is signed in in this browser.',
  answers: { 200: sessionsAnswer },
};
export const TAKE_TOKEN: RouteApi = {
  id: 'takePageToken',
  summary: 'A short-lived token for one page.',
  body: roleBody,
  answers: { 200: pageTokenAnswer },
};
export const REDEEM_TICKET: RouteApi = {
  id: 'redeemTicket',
  summary: 'Signs a frame in with the ticket of its pop-up.',
  body: ticketBody,
  answers: { 200: pageTokenAnswer },
  refusals: ['auth.session-ended'],
};
export const USE_LINK: RouteApi = {
  id: 'useLink',
  summary: 'Signs in by a link that is good once.',
  body: linkBody,
  answers: { 200: pageTokenAnswer },
  refusals: ['auth.link-used', 'auth.token-invalid'],
};
export const SIGN_OUT: RouteApi = {
  id: 'signOut',
  summary: 'Signs out, here and, where there is an address, at the provider.',
  body: roleBody,
  answers: { 200: signOutAnswer },
};
