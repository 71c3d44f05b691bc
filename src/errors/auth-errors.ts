import type { ErrorRow } from './error-row.js';

/** Who may not come in, and why. */
export const AUTH_ERRORS = {
  'auth.not-configured': {
    http: 500,
    close: 1011,
    text: 'No secret and no key set is configured, so no token can be checked. Set EVENKEEL_AUTH_SECRET to what `openssl rand -hex 32` prints, or auth.jwksUrl; only to try it, run `evenkeel dev`.',
  },
  'auth.token-missing': {
    http: 401,
    close: 1008,
    text: 'A token is required. Send Authorization: Bearer with a token from `evenkeel token`.',
  },
  'auth.token-invalid': {
    http: 401,
    close: 1008,
    text: 'This instance did not sign the token and does not trust its issuer. Make a new one with `evenkeel token`.',
  },
  'auth.token-expired': {
    http: 401,
    close: 1008,
    text: 'The token has expired. Make a new one with `evenkeel token`.',
  },
  'auth.token-too-long': {
    http: 401,
    close: 1008,
    text: 'The token is valid for longer than auth.maxTokenHours allows: make one that expires sooner.',
  },
  'auth.token-too-large': {
    http: 401,
    close: 1008,
    text: 'The token is longer than 8,192 characters: let the identity provider put fewer claims into it.',
  },
  'auth.keys-unavailable': {
    http: 503,
    close: 1013,
    text: 'The identity provider’s keys cannot be read, so no token can be checked. Keep the token and try again.',
  },
  'auth.token-revoked': {
    http: 401,
    close: 1008,
    text: 'The token was revoked: ask whoever manages access for a new one.',
  },
  'auth.right-missing': {
    http: 403,
    close: 1008,
    text: 'The token is valid, but its role may not do this: see the roles in `evenkeel token --help`.',
  },
  'auth.cross-site': {
    http: 403,
    close: 1008,
    text: 'The request came with a session cookie, but not from a page of Evenkeel: programs send Authorization: Bearer instead.',
  },
  'auth.session-ended': {
    http: 401,
    close: 1008,
    text: 'The sign-in has ended. Sign in again.',
  },
  'auth.sessions-away': {
    http: 503,
    close: 1013,
    text: 'Sign-ins cannot be read, because the database does not answer. Try again in a moment.',
  },
  'auth.sessions-full': {
    http: 503,
    close: 1013,
    text: 'Too many people are signed in: raise signIn.maxSessions, or let some sign out.',
  },
  'auth.sign-in-off': {
    http: 404,
    close: 1008,
    text: 'No identity provider is configured: set signIn.issuerUrl, or open the link that `evenkeel token` prints.',
  },
  'auth.sign-in-stale': {
    http: 400,
    close: 1008,
    text: 'This sign-in started in another browser, or more than ten minutes ago. Start again.',
  },
  'auth.sign-in-refused': {
    http: 403,
    close: 1008,
    text: 'The identity provider did not confirm the sign-in. Try again, or ask whoever manages access.',
  },
  'auth.sign-in-no-role': {
    http: 403,
    close: 1008,
    text: 'You are known, but you have no access to this page: ask whoever manages access for the role (signIn.roles).',
  },
  'auth.provider-away': {
    http: 503,
    close: 1013,
    text: 'The identity provider does not answer. Try again in a moment; whoever operates this checks signIn.issuerUrl.',
  },
  'auth.link-used': {
    http: 401,
    close: 1008,
    text: 'This link has been used or is older than ten minutes: ask for a new one (`evenkeel token`).',
  },
  'auth.credentials-invalid': {
    http: 401,
    close: 1008,
    text: 'The user name or password of the stream does not match its connector. Compare both sides.',
  },
  'auth.signature-missing': {
    http: 401,
    close: 1008,
    text: 'The request is not signed, and the connector has a secret: configure the same secret on the platform.',
  },
  'auth.signature-invalid': {
    http: 401,
    close: 1008,
    text: 'The signature does not match: compare the secret, the public host name and the path on both sides.',
  },
  'auth.signature-expired': {
    http: 401,
    close: 1008,
    text: 'The signature is too old or lies in the future. Compare the clocks of both sides.',
  },
  'auth.signature-replayed': {
    http: 401,
    close: 1008,
    text: 'This signed request was used before. Each connection needs its own signature.',
  },
} as const satisfies Record<`auth.${string}`, ErrorRow>;
