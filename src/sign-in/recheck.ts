import { EvenkeelError } from '../errors.js';
import { personFrom } from './person-from-claims.js';
import type { OpenSession } from './sessions.js';
import type { SignInParts } from './sign-in-parts.js';

/** How long one node has to ask the provider before another one may. */
const CLAIM_MS = 30_000;

/**
 * Asks the provider, where it is time, whether somebody still has access. A provider that is away ends nothing: it is
 * asked again with the next renewal.
 * @returns the session with what the provider says now
 * @throws EvenkeelError `auth.session-ended`: the provider refuses, or names another person or no such role
 */
export async function recheck(parts: SignInParts, session: OpenSession): Promise<OpenSession> {
  const { sessions, provider, now } = parts;
  const { content } = session;
  const refreshToken = content.provider?.refreshToken ?? null;
  if (provider === null || content.provider === null || refreshToken === null) return session;
  const isDue = now() - content.recheckedAt >= provider.settings.recheckMinutes * 60_000;
  if (!isDue || !(await sessions.claimRecheck(session, CLAIM_MS))) return session;
  try {
    const identity = await provider.recheck({ idToken: content.provider.idToken, refreshToken });
    const person = personFrom(identity.claims, provider.settings, content.role);
    const isSame = person?.tenant === content.tenant && person.subject === content.subject;
    if (person === null || !isSame) throw new EvenkeelError('auth.sign-in-refused');
    const { idToken } = identity;
    const fresh = {
      ...content,
      teams: [...person.teams],
      provider: { idToken, refreshToken: identity.refreshToken },
      recheckedAt: now(),
    };
    await sessions.update(session, fresh);
    return { ...session, content: fresh };
  } catch (cause) {
    if (!(cause instanceof EvenkeelError) || cause.code !== 'auth.sign-in-refused') {
      if (cause instanceof EvenkeelError && cause.code === 'auth.provider-away') return session;
      throw cause;
    }
    await sessions.end(session.id);
    throw new EvenkeelError('auth.session-ended', undefined, { cause });
  }
}
