import { createHash } from 'node:crypto';
import type { FastifyPluginCallback, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { LINK_LIFETIME_S } from '../auth/sign-in-link.js';
import { EvenkeelError } from '../errors.js';
import { parsed } from '../http/parsed.js';
import { bearerOf } from '../http/request-token.js';
import type { RouteApi } from '../http/route-api.js';
import { refuseCrossSite } from '../http/session-cookies.js';
import { isCredential } from './credential.js';
import { recheck } from './recheck.js';
import {
  linkBody,
  type PageTokenAnswer,
  READ_SESSIONS,
  REDEEM_TICKET,
  roleBody,
  type SessionsAnswer,
  SIGN_OUT,
  type SignOutAnswer,
  TAKE_TOKEN,
  ticketBody,
  USE_LINK,
} from './session-api.js';
import { PERSON_ROLES } from './session-content.js';
import type { OpenSession } from './sessions.js';
import type { SignInParts } from './sign-in-parts.js';

export type { PageTokenAnswer, SessionsAnswer } from './session-api.js';

/** The only proof needed is what the session's own browser holds. */
const own = (api: RouteApi) => ({ config: { openTo: 'own-session', api } }) as const;

/** A cookie is replaced once this share of its idle time has gone by. */
const REPLACED_AFTER = 0.25;

/** What pages do with a session: ask who is signed in, take a short-lived token, sign in by ticket or link, sign out. */
export function sessionRoutes(parts: SignInParts): FastifyPluginCallback {
  return (app, _options, done) => {
    app.addHook('onRequest', async (request) => refuseCrossSite(request));
    app.get('/v1/session', own(READ_SESSIONS), (request) => signedInHere(parts, request));
    app.post('/v1/session/token', own(TAKE_TOKEN), (request, reply) => pageToken(parts, request, reply));
    app.post('/v1/session/ticket', own(REDEEM_TICKET), (request, reply) =>
      enterByTicket(parts, request, reply),
    );
    app.post('/v1/session/link', own(USE_LINK), (request, reply) => enterByLink(parts, request, reply));
    app.post('/v1/session/sign-out', own(SIGN_OUT), (request, reply) => signOut(parts, request, reply));
    done();
  };
}

async function signedInHere(parts: SignInParts, request: FastifyRequest): Promise<SessionsAnswer> {
  const held = PERSON_ROLES.flatMap((role) => parts.cookies.read(request, role) ?? []);
  const found = await Promise.all([...held, ...tokenIn(request)].map((one) => readOrNull(parts, one)));
  const signedIn = new Map<string, SessionsAnswer['signedIn'][number]>();
  // A page may show the same session by its cookie and by its token.
  for (const session of found) {
    if (session === null) continue;
    const { id, endsAt, content } = session;
    const { role, tenant, subject, teams } = content;
    signedIn.set(id, { id, endsAt, role, tenant, subject, teams });
  }
  return { provider: parts.provider !== null, signedIn: [...signedIn.values()] };
}

async function pageToken(
  parts: SignInParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<PageTokenAnswer> {
  const { sessions, cookies, provider, now } = parts;
  const { as } = parsed(roleBody, request.body);
  let ended: EvenkeelError['code'] | null = null;
  for (const credential of [...tokenIn(request), cookies.read(request, as)]) {
    if (credential === null) continue;
    try {
      const session = await recheck(parts, await sessions.read(credential));
      if (session.content.role !== as) continue;
      if (isWorn(session, now())) cookies.set(reply, as, await sessions.replaceCookie(session, credential));
      return { ...(await sessions.givePage(session)), role: as, provider: provider !== null };
    } catch (cause) {
      if (!(cause instanceof EvenkeelError) || cause.httpStatus !== 401) throw cause;
      ended = cause.code;
    }
  }
  if (ended !== null) cookies.clear(reply, as);
  return { token: null, ended, provider: provider !== null };
}

/** Takes a session into this browser: by cookie where it keeps one, by the token in any case. */
async function enterByTicket(
  { sessions, cookies, provider }: SignInParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<PageTokenAnswer> {
  const { ticket, secret } = parsed(ticketBody, request.body);
  const session = await sessions.redeem(ticket, proofOf(secret));
  if (session === null) throw new EvenkeelError('auth.session-ended');
  const { role } = session.content;
  cookies.set(reply, role, await sessions.replaceCookie(session, null));
  return { ...(await sessions.givePage(session)), role, provider: provider !== null };
}

async function enterByLink(
  { sessions, cookies, provider, verifyLink, now }: SignInParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<PageTokenAnswer> {
  const { link } = parsed(linkBody, request.body);
  const { principal, tokenId } = await verifyLink(link);
  if (!(await sessions.useUp(tokenId, now() + LINK_REMEMBERED_MS))) throw new EvenkeelError('auth.link-used');
  const { tenant, subject, teams } = principal;
  const role = z.enum(PERSON_ROLES).parse(principal.role);
  const content = { role, tenant, subject, teams: [...teams], tokenId, provider: null, recheckedAt: now() };
  const cookie = await sessions.open({ content, provider: null }, 'cookie');
  cookies.set(reply, role, cookie);
  return { ...(await sessions.givePage(await sessions.read(cookie))), role, provider: provider !== null };
}

async function signOut(
  parts: SignInParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<SignOutAnswer> {
  const { sessions, cookies, provider } = parts;
  const { as } = parsed(roleBody, request.body);
  let providerUrl: string | null = null;
  for (const credential of [cookies.read(request, as), ...tokenIn(request)]) {
    const session = credential === null ? null : await readOrNull(parts, credential);
    if (session === null) continue;
    await sessions.end(session.id);
    const idToken = session.content.provider?.idToken;
    // Signed out here in any case: a provider that is away keeps nobody signed in.
    if (idToken !== undefined) providerUrl = (await provider?.signOutUrl(idToken).catch(() => null)) ?? null;
  }
  cookies.clear(reply, as);
  return { providerUrl };
}

/** A cookie that has been in use for a while is replaced: one that leaked is soon useless. */
function isWorn({ credential: { kind, createdAt, expiresAt } }: OpenSession, now: number): boolean {
  return kind === 'cookie' && now - createdAt > (expiresAt - createdAt) * REPLACED_AFTER;
}

/** A link's id is kept for longer than any link is good for. */
const LINK_REMEMBERED_MS = 2_000 * LINK_LIFETIME_S;

/** As the frame digests its secret, with WebCrypto. */
function proofOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

function tokenIn(request: FastifyRequest): readonly string[] {
  const bearer = bearerOf(request);
  return bearer !== null && isCredential(bearer) ? [bearer] : [];
}

async function readOrNull({ sessions }: SignInParts, credential: string): Promise<OpenSession | null> {
  try {
    return await sessions.read(credential);
  } catch (cause) {
    if (cause instanceof EvenkeelError && cause.httpStatus === 401) return null;
    throw cause;
  }
}
