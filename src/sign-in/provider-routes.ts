import type { FastifyPluginCallback, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { EvenkeelError } from '../errors.js';
import { parsed } from '../http/parsed.js';
import type { IdentityProvider, ProvidedIdentity } from './identity-provider.js';
import { keepPending, type SignInWish, signInWish, takePending } from './pending-sign-in.js';
import { personFrom } from './person-from-claims.js';
import type { PersonRole } from './session-content.js';
import type { NewSession } from './sessions.js';
import type { SignInParts } from './sign-in-parts.js';

const logoutForm = z.looseObject({ logout_token: z.string().min(1).max(16_384) });

const START = {
  config: {
    openTo: 'everyone',
    api: {
      id: 'startSignIn',
      summary: 'Sends the browser to the identity provider.',
      query: signInWish,
      answers: { 302: null },
      refusals: ['auth.sign-in-off'],
    },
  },
} as const;
const CALLBACK = {
  config: {
    openTo: 'everyone',
    api: {
      id: 'finishSignIn',
      summary: 'Takes the browser back from the identity provider, and on to a page.',
      answers: { 302: null },
      refusals: ['auth.sign-in-off'],
    },
  },
} as const;
const LOGOUT = {
  config: {
    openTo: 'identity-provider',
    api: {
      id: 'endSessions',
      summary: 'OpenID Connect back-channel log-out: the provider ends sessions.',
      body: logoutForm,
      bodyType: 'application/x-www-form-urlencoded',
      answers: { 200: z.object({}) },
      refusals: ['auth.sign-in-off', 'auth.token-invalid'],
    },
  },
} as const;

const PAGE_OF: Readonly<Record<PersonRole, string>> = {
  agent: '',
  lead: 'exposure',
  reader: 'sign-in',
  admin: 'sign-in',
};

/**
 * The way to the identity provider and back: `GET /sign-in/start`, `GET /sign-in/callback`, and
 * `POST /sign-in/back-channel-logout`, by which the provider ends sessions itself.
 */
export function providerRoutes(parts: SignInParts): FastifyPluginCallback {
  const { sessions, cookies, provider } = parts;
  return (app, _options, done) => {
    app.get('/sign-in/start', START, async (request, reply) => {
      const wish = parsed(signInWish, request.query);
      if (provider === null) throw new EvenkeelError('auth.sign-in-off');
      try {
        const { url, secrets } = await provider.begin();
        keepPending(cookies, reply, { ...wish, ...secrets });
        return reply.redirect(url.href);
      } catch (cause) {
        return tellProblem(reply, provider, wish, cause);
      }
    });

    app.get('/sign-in/callback', CALLBACK, async (request, reply) => {
      if (provider === null) throw new EvenkeelError('auth.sign-in-off');
      const pending = takePending(cookies, request, reply);
      const wish = pending ?? {};
      try {
        if (pending === null) throw new EvenkeelError('auth.sign-in-stale');
        const query = request.raw.url?.split('?').slice(1).join('?') ?? '';
        const session = sessionOf(await provider.finish(query, pending), parts, wish);
        if (pending.proof !== undefined) {
          const ticket = await sessions.open(session, 'ticket', pending.proof);
          return await reply.redirect(pageOf(provider, `sign-in#ticket=${ticket}`));
        }
        const { role } = session.content;
        await endFormer(parts, request, role);
        cookies.set(reply, role, await sessions.open(session, 'cookie'));
        return await reply.redirect(pageOf(provider, pending.to ?? PAGE_OF[role]));
      } catch (cause) {
        return tellProblem(reply, provider, wish, cause);
      }
    });

    app.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string' },
      (_request, body, parse) => parse(null, Object.fromEntries(new URLSearchParams(String(body)))),
    );
    app.post('/sign-in/back-channel-logout', LOGOUT, async (request) => {
      if (provider === null) throw new EvenkeelError('auth.sign-in-off');
      const { logout_token } = parsed(logoutForm, request.body);
      const { issuer, subject, sessionId } = await provider.readLogoutToken(logout_token);
      await sessions.endAtProvider(issuer, subject, sessionId);
      return {};
    });
    done();
  };
}

function sessionOf(
  identity: ProvidedIdentity,
  { provider, now }: SignInParts,
  { as }: SignInWish,
): NewSession {
  const person = provider === null ? null : personFrom(identity.claims, provider.settings, as ?? null);
  if (person === null) throw new EvenkeelError('auth.sign-in-no-role');
  const { issuer, subject, sessionId, idToken, refreshToken } = identity;
  return {
    content: {
      ...person,
      teams: [...person.teams],
      tokenId: null,
      provider: { idToken, refreshToken },
      recheckedAt: now(),
    },
    provider: { issuer, subject, sessionId },
  };
}

/** A new sign-in takes the place of the browser's old one in that role. */
async function endFormer(
  { sessions, cookies }: SignInParts,
  request: FastifyRequest,
  role: PersonRole,
): Promise<void> {
  const former = cookies.read(request, role);
  if (former === null) return;
  const session = await sessions.read(former).catch(() => null);
  if (session !== null) await sessions.end(session.id);
}

/** People are told on a page, in their language; the code says which sentence. */
function tellProblem(
  reply: FastifyReply,
  provider: IdentityProvider,
  { as, to, proof }: SignInWish,
  cause: unknown,
): FastifyReply {
  if (!(cause instanceof EvenkeelError)) throw cause;
  const details = new URLSearchParams({ problem: cause.code });
  if (as !== undefined) details.set('as', as);
  if (to !== undefined) details.set('to', to);
  if (proof !== undefined) details.set('proof', proof);
  return reply.redirect(pageOf(provider, `sign-in#${details}`));
}

function pageOf({ settings }: IdentityProvider, page: string): string {
  return new URL(page, settings.publicUrl).href;
}
